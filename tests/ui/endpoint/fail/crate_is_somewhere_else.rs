use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(GET, "/health", public, crate = "somewhere::else_where")]
async fn health() -> Result<(), Error> {
    Ok(())
}

fn main() {}
