use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(range(maximum = 1))]
    count: u16,
}

fn main() {}
