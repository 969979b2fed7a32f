use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
#[wuts(from = header)]
struct Body {
    image: Option<String>,
    image_url: Option<String>,
}

fn main() {}
