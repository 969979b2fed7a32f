use axum::extract::Path;
use wuts_core::auth::TokenTable;
use wuts_core::{Api, Error, endpoints, wuts_endpoint};

#[wuts_endpoint(GET, "/messages/{id}", public)]
async fn read(Path(_id): Path<String>) -> Result<(), Error> {
    Ok(())
}

#[wuts_endpoint(DELETE, "/messages/{message}", public)]
async fn remove(Path(_id): Path<String>) -> Result<(), Error> {
    Ok(())
}

fn main() {
    let _app = Api::new("test", "1.0.0").endpoints(endpoints![read, remove]).into_router(TokenTable::new());
}
