use serde::Serialize;
use wuts_core::WutsResponse;

#[derive(Serialize, WutsResponse)]
#[wuts(status = 404)]
struct Sent {
    id: String,
}

fn main() {}
