use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(pattern = "[A-Z")]
    id: String,
}

fn main() {}
