use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(range(min = 1))]
    text: String,
}

fn main() {}
