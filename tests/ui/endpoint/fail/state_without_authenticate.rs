use wuts_core::{Api, Error, endpoints, wuts_endpoint};

#[derive(Clone)]
struct Gateway;

#[wuts_endpoint(POST, "/messages")]
async fn send() -> Result<(), Error> {
    Ok(())
}

fn main() {
    let _app = Api::new("test", "1.0.0").endpoints(endpoints![send]).into_router(Gateway);
}
