use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct SendText {
    #[wuts(schema("pattern"))]
    text: String,
}

fn main() {}
