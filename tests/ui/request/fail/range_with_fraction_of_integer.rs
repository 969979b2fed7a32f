use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(range(min = 0.5))]
    limit: u16,
}

fn main() {}
