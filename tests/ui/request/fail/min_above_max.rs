use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(range(min = 500, max = 1))]
    count: u16,
}

fn main() {}
