use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Contact {
    name: String,
}

#[derive(Deserialize, WutsRequest)]
struct Body {
    pair: Option<(Contact, u8)>,
}

fn main() {}
