//! Bodies, queries and paths from anybody: nothing panics, serde and the two passes agree, every refusal says why, within
//! bounds. The first byte chooses the part of the request.

#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use serde::Deserialize;
use wuts_core::id::{Jid, MessageId, Phone, Recipient, Token};
use wuts_core::request::{from_json, from_path, from_query};
use wuts_core::{Error, WutsRequest};

/// A body without rules, so that it is valid just where serde says so.
#[allow(dead_code)]
#[derive(Deserialize, WutsRequest)]
#[serde(rename_all = "camelCase")]
struct Body {
    chat_jid: Jid,
    #[serde(alias = "id")]
    message_id: Option<MessageId>,
    #[serde(default)]
    count: u16,
    contacts: Option<Vec<Contact>>,
    by_name: Option<BTreeMap<String, Contact>>,
    next: Option<Box<Body>>,
    kind: Option<Kind>,
    choice: Option<Choice>,
    #[serde(flatten)]
    page: Page,
}

#[allow(dead_code)]
#[derive(Deserialize, WutsRequest)]
#[serde(deny_unknown_fields)]
struct Contact {
    name: String,
    phone: Phone,
    ratio: Option<f32>,
}

#[allow(dead_code)]
#[derive(Deserialize, WutsRequest)]
struct Page {
    limit: Option<u8>,
    before: Option<String>,
}

#[allow(dead_code)]
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Kind {
    Text { text: String },
    Location { latitude: f64, longitude: f64 },
}

#[allow(dead_code)]
#[derive(Deserialize)]
#[serde(untagged)]
enum Choice {
    Number(i64),
    Words(Vec<String>),
}

#[allow(dead_code)]
#[derive(Deserialize, WutsRequest)]
#[wuts(exactly_one_of(image, image_url))]
struct Ruled {
    number: Recipient,
    #[wuts(length(min = 1, max = 10), pattern = "^[a-z ]+$")]
    caption: Option<String>,
    #[wuts(length(min = 1))]
    image: Option<String>,
    #[wuts(url)]
    image_url: Option<String>,
    #[wuts(count(max = 3), items(one_of("a", "b")))]
    labels: Option<Vec<String>>,
    #[wuts(sensitive, length(min = 8))]
    password: Option<String>,
    token: Option<Token>,
}

#[allow(dead_code)]
#[derive(Deserialize, WutsRequest)]
#[wuts(from = query)]
struct Query {
    jid: Option<Jid>,
    #[serde(default, alias = "p")]
    preview: bool,
    #[wuts(range(min = 1, max = 100))]
    limit: Option<u8>,
    #[serde(default)]
    ids: Vec<MessageId>,
}

#[allow(dead_code)]
#[derive(Deserialize, WutsRequest)]
#[wuts(from = path)]
struct Path {
    jid: Jid,
    number: u32,
}

fn is_told(result: Result<(), Error>) {
    let Err(error) = result else { return };
    let is_syntax = ["MALFORMED_JSON", "BAD_REQUEST"].contains(&error.code().name());
    assert!(is_syntax || !error.violations().is_empty(), "a refusal says why");
    assert!(error.violations().len() <= 65 && error.message().len() < 512);
    for violation in error.violations() {
        let shown = violation.value.as_ref().map_or(0, |value| value.get().len());
        assert!(shown < 2048 && violation.field.len() < 512 && violation.message.len() < 512);
        if violation.field == "password" || violation.field == "token" {
            assert!(violation.value.is_none(), "a secret is not shown");
        }
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((part, rest)) = data.split_first() else { return };
    let text = std::str::from_utf8(rest).unwrap_or_default();
    match part % 4 {
        0 => {
            let ours = from_json::<Body>(rest);
            let serde = text.trim_ascii_start().starts_with('{') && serde_json::from_str::<Body>(text).is_ok();
            // We also take a whole number that is written as `1.0`.
            let may_differ = !serde && text.contains(['.', 'e', 'E']);
            assert!(ours.is_ok() == serde || may_differ, "serde and the two passes agree");
            is_told(ours.map(drop));
        }
        1 => is_told(from_json::<Ruled>(rest).map(drop)),
        2 => is_told(from_query::<Query>(text).map(drop)),
        _ => {
            let (jid, number) = text.split_once('/').unwrap_or((text, ""));
            is_told(from_path::<Path>(&[("jid", jid), ("number", number)]).map(drop));
        }
    }
});
