use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[serde(flatten)]
    #[wuts(range(min = 1))]
    page: Page,
}

#[derive(Deserialize, WutsRequest)]
struct Page {
    limit: u8,
}

fn main() {}
