use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(POST, "/messages")]
async fn send<T>() -> Result<(), Error> {
    Ok(())
}

fn main() {}
