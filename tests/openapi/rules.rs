//! That a schema says just what a request is held to: values that are near the edge of a rule are judged by the server, and by a
//! validator of JSON Schema.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;
use wuts_core::auth::TokenTable;
use wuts_core::id::{Jid, MessageId, Phone, Recipient, Token};
use wuts_core::jiff::Timestamp;
use wuts_core::request::from_json;
use wuts_core::webhook::{EventKind, Secret};
use wuts_core::{Api, Error, WutsRequest, endpoints, wuts_endpoint};

/// One field for each rule and each type; each may be missing, so that it can be tried alone.
#[derive(Deserialize, WutsRequest)]
#[serde(deny_unknown_fields)]
struct Fields {
    #[wuts(length(min = 2, max = 4))]
    length: Option<String>,
    #[wuts(range(min = 1, max = 500))]
    range: Option<u16>,
    #[wuts(range(min = -0.5, max = 1.5))]
    fraction: Option<f64>,
    #[wuts(pattern = "^[A-Z]+$")]
    pattern: Option<String>,
    #[wuts(count(min = 1, max = 2), items(length(max = 2)))]
    list: Option<Vec<String>>,
    #[wuts(count(max = 1), items(range(max = 9)))]
    map: Option<BTreeMap<String, u8>>,
    #[wuts(one_of("image", "video"))]
    one_of: Option<String>,
    #[wuts(url)]
    url: Option<String>,
    #[wuts(url(http))]
    plain_url: Option<String>,
    #[serde(default)]
    must_not_be_null: u8,
    any_size: Option<i64>,
    natural: Option<u64>,
    small: Option<i8>,
    jid: Option<Jid>,
    message_id: Option<MessageId>,
    phone: Option<Phone>,
    recipient: Option<Recipient>,
    token: Option<Token>,
    secret: Option<Secret>,
    uuid: Option<Uuid>,
    foreign_url: Option<Url>,
    time: Option<Timestamp>,
    event: Option<EventKind>,
    choice: Option<Choice>,
    nested: Option<Box<Nested>>,
    set: Option<HashSet<u8>>,
    pair: Option<(u8, String)>,
    #[wuts(check = is_even, schema = json!({ "multipleOf": 2 }))]
    even: Option<u8>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "a rule takes a reference")]
fn is_even(n: &u8) -> Result<(), &'static str> {
    if n.is_multiple_of(2) { Ok(()) } else { Err("must be even") }
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "it is read, not looked at")]
enum Choice {
    Nothing,
    Number(u8),
    Named { name: String },
}

#[derive(Deserialize, WutsRequest)]
#[wuts(exactly_one_of(a, b), any_of(c, d))]
struct Nested {
    a: Option<u8>,
    b: Option<u8>,
    c: Option<u8>,
    d: Option<u8>,
    #[serde(flatten)]
    inner: Inner,
}

#[derive(Deserialize, WutsRequest)]
struct Inner {
    #[wuts(length(min = 1))]
    name: String,
}

#[wuts_endpoint(POST, "/fields", public)]
async fn put_fields(body: Fields) -> Result<(), Error> {
    drop(body);
    Ok(())
}

fn schema() -> Value {
    let document = Api::<TokenTable>::new("rules", "1.0.0").endpoints(endpoints![put_fields]).openapi();
    assert_eq!(document.gaps(), [] as [&str; 0]);
    let document = serde_json::to_value(document).unwrap();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": "#/components/schemas/Fields",
        "components": document["components"],
    })
}

type Values = Vec<(&'static str, Vec<Value>)>;

fn texts(texts: &[&str]) -> Vec<Value> {
    texts.iter().map(|text| json!(text)).collect()
}

/// Values for the fields with rules: on both sides of each edge.
fn of_rules() -> Values {
    let url = [
        "https://example.com",
        "HTTPS://EXAMPLE.COM/",
        "http://example.com",
        "ftp://example.com",
        "https://user:pass@example.com/",
        "https://",
        "example.com",
        "https://example.com/a?b=c",
        "https://example.com/é",
        "https://example.com/{id}",
        "https://example.com/%4",
    ];
    vec![
        ("length", texts(&["", "a", "ab", "abcd", "🦀🦀", "🦀", "abcde"])),
        (
            "range",
            vec![json!(0), json!(1), json!(500), json!(501), json!(1.5), json!(2.0), json!("1"), json!(null), json!(70000)],
        ),
        ("fraction", vec![json!(-0.6), json!(-0.5), json!(0), json!(1.5), json!(1.6)]),
        ("pattern", texts(&["A", "", "a", "AB", "A B"])),
        ("list", vec![json!([]), json!(["a"]), json!(["a", "b"]), json!(["a", "b", "c"]), json!(["abc"]), json!([1]), json!({})]),
        ("map", vec![json!({}), json!({"a": 9}), json!({"a": 10}), json!({"a": 1, "b": 1}), json!({"a": null}), json!([])]),
        ("one_of", texts(&["image", "video", "Video", ""])),
        ("url", texts(&url)),
        ("plain_url", texts(&url)),
        ("must_not_be_null", vec![json!(null), json!(0), json!(256)]),
        ("any_size", vec![json!(i64::MIN), json!(i64::MAX), json!(u64::MAX), json!(1e18), json!(1e30), json!(0.5)]),
        ("natural", vec![json!(0), json!(u64::MAX), json!(-1), json!(1e20)]),
        ("small", vec![json!(-128), json!(127), json!(-129), json!(128)]),
    ]
}

/// Values for the fields with types of their own.
fn of_types() -> Values {
    let jid = [
        "5511999999999@s.whatsapp.net",
        "5511999999999:12@s.whatsapp.net",
        "1234@s.whatsapp.net",
        "12345-1@g.us",
        "status@broadcast",
        "everyone@broadcast",
        "abcd@lid",
        "a b@lid",
        "1234567@newsletter",
        "1@c.us",
        "12345",
    ];
    let phone = ["5511999999999", "+55 (11) 99999-9999", "0511999999999", "123456789", "1234567890123456", "55119999x9999", ""];
    let secret = [
        "x",
        "",
        "whsec_",
        "whsec_AAAA",
        "whsec_A",
        "whsec_AA==",
        "whsec_AB==",
        "whsec_AAA=",
        "whsec_AAB=",
        "whsec_AAAAAA==",
        "whsec_AA",
        "whsec!",
    ];
    vec![
        ("jid", texts(&jid)),
        ("message_id", texts(&["3EB0", "a b", "", "é", "~!#", &"x".repeat(128), &"x".repeat(129)])),
        ("phone", texts(&phone)),
        ("recipient", texts(&[jid.as_slice(), &phone].concat())),
        (
            "token",
            texts(&[
                "8f1c2d3e-4a5b-4c7d-8e9f-0a1b2c3d4e5f",
                "8F1C2D3E-4A5B-4C7D-8E9F-0A1B2C3D4E5F",
                "8f1c2d3e4a5b4c7d8e9f0a1b2c3d4e5f",
                "",
            ]),
        ),
        ("secret", texts(&secret)),
        ("uuid", texts(&["8f1c2d3e-4a5b-4c7d-8e9f-0a1b2c3d4e5f", "8f1c", ""])),
        ("foreign_url", texts(&["https://example.com/", "mailto:me@example.com", "no url", ""])),
        ("time", texts(&["2026-06-15T12:00:00Z", "2026-06-15T12:00:00+02:00", "2026-06-15", "now"])),
        ("event", texts(&["message.received", "message.lost"])),
        (
            "choice",
            vec![
                json!("nothing"),
                json!("number"),
                json!({"number": 1}),
                json!({"number": 256}),
                json!({"named": {"name": "a"}}),
                json!({"named": {}}),
                json!("other"),
                json!(7),
            ],
        ),
        (
            "nested",
            vec![
                json!({"a": 1, "c": 1, "name": "x"}),
                json!({"a": 1, "b": null, "c": 1, "d": 2, "name": "x"}),
                json!({"a": 1, "b": 1, "c": 1, "name": "x"}),
                json!({"a": null, "b": null, "c": 1, "name": "x"}),
                json!({"c": 1, "name": "x"}),
                json!({"a": 1, "name": "x"}),
                json!({"a": 1, "c": 1}),
                json!({"a": 1, "c": 1, "name": ""}),
                json!({"a": 1, "c": 1, "name": "x", "else": true}),
            ],
        ),
        ("set", vec![json!([]), json!([1, 2]), json!([256]), json!(1)]),
        ("pair", vec![json!([1, "a"]), json!([1]), json!([1, "a", 2]), json!(["a", 1])]),
        ("even", vec![json!(0), json!(1), json!(null)]),
        ("unknown", vec![json!(1), json!(null)]),
    ]
}

#[test]
fn a_schema_takes_what_the_server_takes() {
    let validator = jsonschema::options().should_validate_formats(true).build(&schema()).unwrap();
    let mut wrong = Vec::new();
    for (field, values) in of_rules().into_iter().chain(of_types()) {
        let mut taken = HashSet::new();
        for value in values {
            let body = json!({ field: value });
            let is_taken = from_json::<Fields>(body.to_string().as_bytes()).is_ok();
            taken.insert(is_taken);
            if validator.is_valid(&body) != is_taken {
                let (server, schema) = if is_taken { ("takes", "not") } else { ("refuses", "all the same") };
                wrong.push(format!("the server {server} {body}, and the schema does {schema}"));
            }
        }
        assert!(field == "unknown" || taken.len() == 2, "{field} was tried on both sides");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
