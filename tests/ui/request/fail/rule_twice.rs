use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(range(min = 1), range(max = 500))]
    count: u16,
}

fn main() {}
