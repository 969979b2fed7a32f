use wuts_core::auth::TokenTable;
use wuts_core::{Api, Error, endpoints, wuts_endpoint};

#[wuts_endpoint(GET, "/messages", public)]
async fn send() -> Result<(), Error> {
    Ok(())
}

fn main() {
    let _app = Api::new("test", "1.0.0").endpoints(endpoints![send()]).into_router(TokenTable::new());
}
