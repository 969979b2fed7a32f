use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(items(length(min = 1)))]
    text: String,
}

fn main() {}
