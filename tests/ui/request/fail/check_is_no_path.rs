use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(check = "is_even")]
    count: u16,
}

fn main() {}
