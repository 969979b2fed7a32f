use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(sensitive, sensitive)]
    field: String,
}

fn main() {}
