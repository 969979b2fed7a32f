use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
#[wuts(example = )]
struct SendText {
    #[wuts(length(min = 1))]
    text: String,
}

fn main() {}
