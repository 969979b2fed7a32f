use axum::extract::Path;
use wuts_core::auth::TokenTable;
use wuts_core::{Api, Error, endpoints, wuts_endpoint};

#[wuts_endpoint(GET, "/messages/{id}", public)]
async fn by_id(Path(id): Path<String>) -> Result<String, Error> {
    Ok(id)
}

#[wuts_endpoint(GET, "/messages/{jid}", public)]
async fn by_jid(Path(jid): Path<String>) -> Result<String, Error> {
    Ok(jid)
}

fn main() {
    let _app = Api::new("test", "1.0.0").endpoints(endpoints![by_id, by_jid]).into_router(TokenTable::new());
}
