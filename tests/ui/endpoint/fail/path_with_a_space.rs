use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(POST, "/send text")]
async fn send() -> Result<(), Error> {
    Ok(())
}

fn main() {}
