use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Body(String);

fn main() {}
