use wuts_core::auth::TokenTable;
use wuts_core::{Api, Error, endpoints, wuts_endpoint};

struct Text {
    text: String,
}

#[wuts_endpoint(POST, "/messages")]
async fn send(text: Text) -> Result<(), Error> {
    drop(text.text);
    Ok(())
}

fn main() {
    let _app = Api::new("test", "1.0.0").endpoints(endpoints![send]).into_router(TokenTable::new());
}
