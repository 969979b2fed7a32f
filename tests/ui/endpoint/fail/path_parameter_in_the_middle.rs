use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(POST, "/files/x{id}")]
async fn send() -> Result<(), Error> {
    Ok(())
}

fn main() {}
