use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
#[serde(from = "String")]
struct Body {
    text: String,
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self { text }
    }
}

fn main() {}
