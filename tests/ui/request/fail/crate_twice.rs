use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
#[wuts(crate = "wuts_core", crate = "wuts_core")]
struct SendText {
    text: String,
}

fn main() {}
