use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(POST, "/messages", timeout = 30)]
async fn send() -> Result<(), Error> {
    Ok(())
}

fn main() {}
