use serde::Serialize;
use wuts_core::WutsResponse;

#[derive(Serialize, WutsResponse)]
#[wuts(stauts = 201)]
struct Sent {
    id: String,
}

fn main() {}
