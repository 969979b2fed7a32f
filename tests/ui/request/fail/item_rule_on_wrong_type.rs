use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(items(length(min = 1)))]
    field: Vec<u8>,
}

fn main() {}
