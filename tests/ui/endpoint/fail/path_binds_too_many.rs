use axum::extract::Path;
use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(GET, "/messages/{id}")]
async fn read(Path(_ids): Path<(String, String)>) -> Result<(), Error> {
    Ok(())
}

fn main() {}
