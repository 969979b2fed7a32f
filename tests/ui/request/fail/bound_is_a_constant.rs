use serde::Deserialize;
use wuts_core::WutsRequest;

const MAX: usize = 4096;

#[derive(Deserialize, WutsRequest)]
struct Body {
    #[wuts(length(max = MAX))]
    text: String,
}

fn main() {}
