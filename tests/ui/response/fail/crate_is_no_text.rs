use serde::Serialize;
use wuts_core::WutsResponse;

#[derive(Serialize, WutsResponse)]
#[wuts(crate = wuts_core)]
struct Sent {
    length: usize,
}

fn main() {}
