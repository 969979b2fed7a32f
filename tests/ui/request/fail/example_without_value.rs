use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct SendText {
    #[wuts(example)]
    text: String,
}

fn main() {}
