use axum::extract::State;
use wuts_core::{Api, Error, endpoints, wuts_endpoint};

struct Gateway;

#[wuts_endpoint(GET, "/messages", public)]
async fn list(State(_gateway): State<Gateway>) -> Result<String, Error> {
    Ok(String::new())
}

fn main() {
    let _app = Api::new("test", "1.0.0").endpoints(endpoints![list]).into_router(Gateway);
}
