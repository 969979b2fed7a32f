use std::collections::VecDeque;

use serde::Deserialize;
use wuts_core::WutsRequest;

#[derive(Deserialize, WutsRequest)]
struct Contact {
    name: String,
}

#[derive(Deserialize, WutsRequest)]
struct Body {
    contacts: VecDeque<Contact>,
}

fn main() {}
