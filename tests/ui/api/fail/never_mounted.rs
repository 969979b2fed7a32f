#![deny(dead_code)]

use wuts_core::auth::TokenTable;
use wuts_core::{Api, Error, endpoints, wuts_endpoint};

#[wuts_endpoint(GET, "/mounted", public)]
async fn mounted() -> Result<(), Error> {
    Ok(())
}

#[wuts_endpoint(GET, "/forgotten", public)]
async fn forgotten() -> Result<(), Error> {
    Ok(())
}

fn main() {
    let _app = Api::new("gateway", "1.0.0").endpoints(endpoints![mounted]).into_router(TokenTable::new());
}
