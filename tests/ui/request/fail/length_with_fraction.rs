use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(length(max = 1.5))]
    field: String,
}

fn main() {}
