use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
#[wuts(from)]
struct Body {
    limit: u8,
}

fn main() {}
