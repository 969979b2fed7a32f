use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(length(min = 10, max = 1))]
    text: String,
}

fn main() {}
