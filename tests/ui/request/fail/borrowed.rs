use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body<'a> {
    text: &'a str,
}

fn main() {}
