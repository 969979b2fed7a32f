use serde::Serialize;
use wuts_core::WutsResponse;

#[derive(Serialize, WutsResponse)]
#[wuts(example = )]
struct Sent {
    id: u64,
}

fn main() {}
