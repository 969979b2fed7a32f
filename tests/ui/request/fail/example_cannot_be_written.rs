use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct SendText {
    #[wuts(example = Hello)]
    text: String,
}

struct Hello;

fn main() {}
