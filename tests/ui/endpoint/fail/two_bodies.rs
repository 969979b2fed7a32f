use serde::Deserialize;
use wuts_core::auth::TokenTable;
use wuts_core::{Api, Error, WutsRequest, endpoints, wuts_endpoint};

#[derive(Deserialize, WutsRequest)]
struct Text {
    text: String,
}

#[wuts_endpoint(POST, "/messages")]
async fn send(text: Text, again: Text) -> Result<String, Error> {
    Ok(text.text + &again.text)
}

fn main() {
    let _app = Api::new("test", "1.0.0").endpoints(endpoints![send]).into_router(TokenTable::new());
}
