use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(POST, "/messages", tag = "")]
async fn send() -> Result<(), Error> {
    Ok(())
}

fn main() {}
