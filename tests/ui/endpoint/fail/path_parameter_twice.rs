use axum::extract::Path;
use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(GET, "/messages/{id}/{id}")]
async fn read(Path(_id): Path<(String, String)>) -> Result<(), Error> {
    Ok(())
}

fn main() {}
