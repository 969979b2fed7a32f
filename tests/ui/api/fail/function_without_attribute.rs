use wuts_core::auth::TokenTable;
use wuts_core::{Api, Error, endpoints};

async fn send() -> Result<(), Error> {
    Ok(())
}

fn main() {
    let _app = Api::new("test", "1.0.0").endpoints(endpoints![send]).into_router(TokenTable::new());
}
