use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(items(sensitive))]
    field: Vec<String>,
}

fn main() {}
