use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
#[wuts(any_of(image, image))]
struct Body {
    image: Option<String>,
    image_url: Option<String>,
}

fn main() {}
