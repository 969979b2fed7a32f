use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(POST, "/messages")]
async fn send(_text: impl Into<String>) -> Result<(), Error> {
    Ok(())
}

fn main() {}
