use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
#[wuts(from = query, from = path)]
struct Body {
    image: Option<String>,
    image_url: Option<String>,
}

fn main() {}
