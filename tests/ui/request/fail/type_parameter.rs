use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Batch<T> {
    items: Vec<T>,
}

fn main() {}
