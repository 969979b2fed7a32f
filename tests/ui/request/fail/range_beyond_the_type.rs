use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(range(min = 1, max = 1000))]
    limit: u8,
}

fn main() {}
