use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(POST, "/messages")]
async extern "C" fn send() -> Result<(), Error> {
    Ok(())
}

fn main() {}
