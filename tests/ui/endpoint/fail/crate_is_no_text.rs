use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(GET, "/health", public, crate = wuts_core)]
async fn health() -> Result<(), Error> {
    Ok(())
}

fn main() {}
