use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
#[wuts(any_of(image, caption))]
struct Body {
    image: Option<String>,
    caption: String,
}

fn main() {}
