use serde::Serialize;
use wuts_core::WutsResponse;

#[derive(Serialize, WutsResponse)]
enum Sent {
    Now,
}

fn main() {}
