use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(range(min = 5, max = 1.5))]
    ratio: f64,
}

fn main() {}
