use axum::extract::Path;
use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(GET, "/files/{*rest}/info")]
async fn read(Path(_rest): Path<String>) -> Result<(), Error> {
    Ok(())
}

fn main() {}
