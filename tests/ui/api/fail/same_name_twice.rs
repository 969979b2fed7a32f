use wuts_core::auth::TokenTable;
use wuts_core::{Api, Error, endpoints, wuts_endpoint};

mod a {
    use super::*;

    #[wuts_endpoint(GET, "/a", public)]
    pub async fn list() -> Result<(), Error> {
        Ok(())
    }
}

mod b {
    use super::*;

    #[wuts_endpoint(GET, "/b", public)]
    pub async fn list() -> Result<(), Error> {
        Ok(())
    }
}

fn main() {
    let _app = Api::new("test", "1.0.0").endpoints(endpoints![a::list, b::list]).into_router(TokenTable::new());
}
