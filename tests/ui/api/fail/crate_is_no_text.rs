use wuts_core::auth::TokenTable;
use wuts_core::{Api, Error, endpoints, wuts_endpoint};

#[wuts_endpoint(GET, "/health", public)]
async fn health() -> Result<(), Error> {
    Ok(())
}

fn main() {
    let _app = Api::new("test", "1.0.0").endpoints(endpoints![crate = wuts_core, health]).into_router(TokenTable::new());
}
