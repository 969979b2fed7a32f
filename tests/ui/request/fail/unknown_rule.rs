use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(lenght(max = 10))]
    text: String,
}

fn main() {}
