use axum::extract::State;
use wuts_core::auth::Caller;
use wuts_core::{Api, Error, endpoints, wuts_endpoint};

#[derive(Clone)]
struct Gateway;

#[wuts_endpoint(GET, "/me")]
async fn me(caller: Caller, State(_gateway): State<Gateway>) -> Result<String, Error> {
    Ok(caller.role.to_string())
}

fn main() {
    let _app = Api::new("test", "1.0.0").endpoints(endpoints![me]).into_router(Gateway);
}
