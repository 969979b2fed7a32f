use serde::Serialize;
use wuts_core::WutsResponse;

#[derive(Serialize, WutsResponse)]
struct Sent(String);

fn main() {}
