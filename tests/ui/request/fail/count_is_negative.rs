use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(count(min = -1))]
    field: Vec<u8>,
}

fn main() {}
