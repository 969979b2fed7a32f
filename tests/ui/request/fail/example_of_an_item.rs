use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct SendText {
    #[wuts(items(example = "Hello"))]
    text: Vec<String>,
}

fn main() {}
