use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct SendText {
    #[wuts(example = "Hello", example = "Bye")]
    text: String,
}

fn main() {}
