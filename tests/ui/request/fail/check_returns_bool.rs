use serde::Deserialize;
use wuts_core::WutsRequest;

fn is_even(count: &u16) -> bool {
    count % 2 == 0
}

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(check = is_even)]
    field: u16,
}

fn main() {}
