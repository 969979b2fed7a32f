use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint]
async fn send() -> Result<(), Error> {
    Ok(())
}

fn main() {}
