use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(pattern = "^[0-9]+$")]
    field: u16,
}

fn main() {}
