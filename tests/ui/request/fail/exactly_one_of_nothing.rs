use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
#[wuts(exactly_one_of)]
struct Body {
    a: Option<u8>,
    b: Option<u8>,
}

fn main() {}
