use wuts_core::auth::{Caller, TokenTable};
use wuts_core::{Api, Error, WutsRequest, endpoints, wuts_endpoint};

#[derive(serde::Deserialize, WutsRequest)]
struct Text {
    text: String,
}

#[wuts_endpoint(POST, "/messages")]
async fn send(text: Text, caller: Caller) -> Result<(), Error> {
    drop((text.text, caller));
    Ok(())
}

fn main() {
    let _app = Api::new("test", "1.0.0").endpoints(endpoints![send]).into_router(TokenTable::new());
}
