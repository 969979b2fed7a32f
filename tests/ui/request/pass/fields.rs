use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Deserializer};
use wuts_core::WutsRequest;
use wuts_core::id::{Jid, MessageId};

#[derive(Deserialize, WutsRequest)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Body {
    chat_jid: Jid,
    #[serde(rename = "messageID", alias = "id")]
    message_id: Option<MessageId>,
    #[wuts(length(min = 1, max = 4096), pattern = "^[^\\x00]*$")]
    text: String,
    #[serde(default)]
    #[wuts(range(min = -90.0, max = 90.0))]
    latitude: Option<f64>,
    #[wuts(range(min = 1, max = 500), check = is_even, check = is_small)]
    count: u16,
    #[wuts(check = has_one)]
    contacts: Vec<Contact>,
    by_name: HashMap<String, Contact>,
    boxed: Option<Box<Contact>>,
    labels: BTreeMap<String, Vec<u8>>,
    #[serde(skip)]
    cached: bool,
    #[serde(deserialize_with = "shout")]
    shouted: String,
    #[wuts(sensitive, length(min = 8))]
    password: String,
}

#[derive(Deserialize, WutsRequest)]
struct Contact {
    name: String,
}

#[derive(Deserialize, WutsRequest)]
struct Page<const N: usize> {
    items: Vec<u8>,
    #[serde(flatten)]
    bounds: Bounds,
}

#[derive(Deserialize, WutsRequest)]
struct Bounds {
    #[wuts(range(min = 1))]
    limit: u8,
}

fn is_even(count: &u16) -> Result<(), &'static str> {
    if count % 2 == 0 { Ok(()) } else { Err("must be even") }
}

fn is_small(count: &u16) -> Result<(), String> {
    if *count < 100 { Ok(()) } else { Err(format!("{count} is not small")) }
}

fn has_one(contacts: &[Contact]) -> Result<(), &'static str> {
    if contacts.is_empty() { Err("must have one") } else { Ok(()) }
}

fn shout<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer).map(|text| text.to_uppercase())
}

fn main() {
    fn is_request<T: WutsRequest>() {}
    is_request::<Body>();
    is_request::<Page<3>>();
}
