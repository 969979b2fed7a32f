use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
#[wuts(exactly_one_of(image))]
struct Body {
    image: Option<String>,
    image_url: Option<String>,
}

fn main() {}
