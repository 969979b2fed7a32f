use serde::Deserialize;
use wuts_core::WutsRequest;

fn is_even(count: &u16) -> Result<(), &'static str> {
    if count % 2 == 0 { Ok(()) } else { Err("must be even") }
}

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(check_with = is_even)]
    field: u16,
}

fn main() {}
