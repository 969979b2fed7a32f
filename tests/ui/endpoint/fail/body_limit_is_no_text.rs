use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(POST, "/messages", body_limit = 16)]
async fn send() -> Result<(), Error> {
    Ok(())
}

fn main() {}
