use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
#[wuts(check_with = 5)]
struct Body {
    a: Option<u8>,
    b: Option<u8>,
}

fn main() {}
