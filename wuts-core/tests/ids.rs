//! Ids in a request, wherever they stand: a text that is none is refused where serde refuses it, and told with whatever else is
//! wrong.

#![allow(dead_code, reason = "the fields are only read")]

use std::collections::HashMap;

use proptest::prelude::*;
use serde::{Deserialize, Deserializer};
use serde_json::json;
use wuts_core::WutsRequest;
use wuts_core::id::{Jid, MessageId, Phone, Recipient};
use wuts_core::request::from_json;

#[derive(Debug, Deserialize, WutsRequest)]
struct Everywhere {
    #[serde(alias = "chatJid")]
    chat: Jid,
    maybe: Option<MessageId>,
    #[serde(default)]
    list: Vec<Phone>,
    #[serde(default)]
    map: HashMap<String, Jid>,
    boxed: Option<Box<Jid>>,
    newtype: Option<Chat>,
    pair: Option<(Jid, u8)>,
    either: Option<Either>,
    #[serde(default, deserialize_with = "if_valid")]
    lenient: Option<Jid>,
    converted: Option<Person>,
    nested: Option<Box<Inner>>,
    #[wuts(sensitive)]
    secret: Option<Recipient>,
    #[wuts(range(max = 9))]
    count: u8,
    #[serde(flatten)]
    beside: Beside,
}

#[derive(Debug, Deserialize, WutsRequest)]
struct Inner {
    whom: Recipient,
    #[wuts(length(max = 3))]
    text: String,
}

#[derive(Debug, Deserialize, WutsRequest)]
struct Beside {
    other: Option<Jid>,
}

#[derive(Debug, Deserialize)]
struct Chat(Jid);

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Either {
    Chat(Jid),
    Text(String),
}

fn if_valid<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Jid>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(Jid::deserialize(value).ok())
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "Jid")]
struct Person(String);

impl TryFrom<Jid> for Person {
    type Error = &'static str;

    fn try_from(jid: Jid) -> Result<Self, &'static str> {
        let number = jid.user().to_owned();
        if jid.server() == "s.whatsapp.net" { Ok(Self(number)) } else { Err("must be a person") }
    }
}

/// The faults of a body as `field: message; `.
fn told(body: &str) -> String {
    match from_json::<Everywhere>(body.as_bytes()) {
        Ok(_) => "ok".to_owned(),
        Err(error) => {
            let fault = |fault: &wuts_core::envelope::Violation| {
                let value = fault.value.as_ref().map_or("-", |value| value.get());
                format!("{}: {} {value}; ", fault.field, fault.message)
            };
            error.violations().iter().map(fault).collect()
        }
    }
}

const NO_SERVER: &str = "must be a full JID such as 5511999999999@s.whatsapp.net or 120363039000000000@g.us";
const NO_ID: &str = "must be a message id of 1 to 128 visible ASCII characters";

#[test]
fn a_text_that_is_no_id_is_told_with_all_else() {
    assert_eq!(told(r#"{"chat":"1@lid","maybe":"3EB0","count":1}"#), "ok");
    assert_eq!(
        told(r#"{"count":10,"maybe":"a b","chat":"x"}"#),
        format!("chat: {NO_SERVER} \"x\"; maybe: {NO_ID} \"a b\"; count: must be at most 9 10; ")
    );
    assert_eq!(
        told(r#"{"chatJid":"\u0078","maybe":7}"#),
        format!("chatJid: {NO_SERVER} \"\\u0078\"; maybe: expected a string, got a number 7; count: is required -; ")
    );
    assert_eq!(told(r#"{"chat":"1@lid","secret":"mine","count":1}"#), "secret: is not valid -; ");
    assert_eq!(
        told(r#"{"chat":"x","map":{"a":"y"},"boxed":"z","nested":{"whom":"1@lid","text":"long"},"count":10}"#),
        format!(
            "chat: {NO_SERVER} \"x\"; map.a: {NO_SERVER} \"y\"; boxed: {NO_SERVER} \"z\"; nested.text: must be at most 3 characters long \"long\"; count: must be at most 9 10; "
        )
    );
}

#[test]
fn what_a_type_makes_of_a_text_that_is_no_id_counts() {
    assert_eq!(told(r#"{"chat":"1@lid","either":"some text","lenient":"nobody","count":1}"#), "ok");
    assert_eq!(told(r#"{"chat":"1@lid","converted":"5511999999999@s.whatsapp.net","count":1}"#), "ok");
    assert_eq!(told(r#"{"chat":"1@lid","converted":"1@lid","count":1}"#), "converted: must be a person \"1@lid\"; ");
    assert_eq!(told(r#"{"chat":"1@lid","converted":"x","count":1}"#), format!("converted: {NO_SERVER} \"x\"; "));
    assert_eq!(told(r#"{"chat":"1@lid","newtype":"x","count":1}"#), format!("newtype: {NO_SERVER} \"x\"; "));
    let value = from_json::<Everywhere>(br#"{"chat":"1@lid","either":"status","lenient":"x","count":1}"#).unwrap();
    assert!(matches!(value.either, Some(Either::Text(text)) if text == "status"));
    assert_eq!(value.lenient, None);
}

fn text() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["5511999999999@s.whatsapp.net", "1@lid", "5511999999999", "3EB0", "", "a b", "é@g.us"])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn serde_decides_what_is_taken(texts in prop::collection::vec(text(), 12), given in prop::collection::vec(any::<bool>(), 12), count in 0..12) {
        let mut body = json!({"chat": texts[0], "count": count});
        let values = [
            ("maybe", json!(texts[1])),
            ("list", json!([texts[2], texts[3]])),
            ("map", json!({"a": texts[4]})),
            ("boxed", json!(texts[5])),
            ("newtype", json!(texts[6])),
            ("pair", json!([texts[7], 1])),
            ("either", json!(texts[8])),
            ("lenient", json!(texts[9])),
            ("converted", json!(texts[10])),
            ("nested", json!({"whom": texts[11], "text": "x"})),
            ("other", json!(texts[2])),
        ];
        for ((name, value), _) in values.into_iter().zip(given).filter(|(_, given)| *given) {
            body[name] = value;
        }
        let body = body.to_string();
        let taken = serde_json::from_str::<Everywhere>(&body).is_ok_and(|value| value.count <= 9);
        prop_assert_eq!(told(&body) == "ok", taken, "{}", body);
        let ours = from_json::<Everywhere>(body.as_bytes()).map(|value| format!("{value:?}")).ok();
        prop_assert_eq!(ours, serde_json::from_str::<Everywhere>(&body).ok().filter(|_| taken).map(|value| format!("{value:?}")));
    }
}
