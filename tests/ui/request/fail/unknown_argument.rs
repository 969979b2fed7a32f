use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
#[wuts(exactly_one(image, image_url))]
struct Body {
    image: Option<String>,
    image_url: Option<String>,
}

fn main() {}
