use axum::Router;
use axum::extract::State;
use wuts_core::{Api, Error, endpoints, wuts_endpoint};

#[derive(Clone)]
struct Gateway;

#[derive(Clone)]
struct Reports;

#[wuts_endpoint(GET, "/status", public)]
async fn status(State(_): State<Gateway>) -> Result<(), Error> {
    Ok(())
}

#[wuts_endpoint(GET, "/report", public)]
async fn report(State(_): State<Reports>) -> Result<(), Error> {
    Ok(())
}

fn main() {
    let _app: Router = Api::new("gateway", "1.0.0").endpoints(endpoints![status, report]).into_router(Gateway);
}
