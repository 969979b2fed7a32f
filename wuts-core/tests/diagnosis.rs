//! The two passes agree: what serde accepts is accepted, what it refuses is refused with at least one fault, and the answer is
//! bounded. Held over structs with every attribute that is honoured, and over bodies that are made by changing valid ones.

#![allow(dead_code, reason = "the fields are only read")]

use std::collections::{BTreeMap, HashMap};

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};
use wuts_core::WutsRequest;
use wuts_core::id::{Jid, MessageId};
use wuts_core::request::{from_json, from_query};
use wuts_core::validate::{InQuery, Report};

#[derive(Debug, Deserialize, WutsRequest)]
struct Plain {
    a: u16,
    b: Option<String>,
    c: bool,
    d: Vec<i8>,
    e: f64,
    f: Option<Vec<bool>>,
    g: (u8, String),
    h: [u8; 2],
    i: char,
}

#[derive(Debug, Deserialize, WutsRequest)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Renamed {
    #[serde(alias = "b", alias = "c")]
    a: u8,
    #[serde(rename = "d")]
    other: Option<Jid>,
    #[serde(default)]
    e: Vec<MessageId>,
    #[serde(skip)]
    f: u8,
    #[serde(default = "seven", deserialize_with = "doubled")]
    g: u32,
    #[serde(with = "text")]
    h: u32,
    some_name: Option<u8>,
}

fn seven() -> u32 {
    7
}

fn doubled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    u32::deserialize(deserializer).map(|n| n.wrapping_mul(2))
}

mod text {
    use serde::{Deserialize, Deserializer};

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[derive(Debug, Deserialize, WutsRequest)]
struct Deep {
    a: Plain,
    b: Option<Box<Deep>>,
    c: Vec<Renamed>,
    d: HashMap<String, Plain>,
    e: BTreeMap<String, Vec<Option<u8>>>,
    f: Choice,
    g: Vec<Untagged>,
    h: Tagged,
    i: Adjacent,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Choice {
    A,
    B(u8),
    C { a: bool },
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Untagged {
    A(u8),
    B { a: String },
}

#[derive(Debug, Deserialize)]
#[serde(tag = "a")]
enum Tagged {
    A { b: u8 },
    B,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "a", content = "b")]
enum Adjacent {
    A(u8),
    B,
}

#[derive(Debug, Deserialize, WutsRequest)]
struct Flat {
    a: u8,
    #[serde(flatten)]
    b: Inner,
    #[serde(flatten)]
    c: Option<Other>,
    #[serde(flatten)]
    d: Map<String, Value>,
}

#[derive(Debug, Deserialize, WutsRequest)]
struct Inner {
    b: String,
    #[serde(default)]
    c: Vec<u8>,
}

#[derive(Debug, Deserialize, WutsRequest)]
struct Other {
    d: u8,
    e: bool,
}

#[derive(Debug, Deserialize, WutsRequest)]
#[serde(default)]
#[derive(Default)]
struct Defaulted {
    a: u8,
    b: Vec<Defaulted>,
}

/// With rules: more is refused than serde refuses, and never silently.
#[derive(Debug, Deserialize, WutsRequest)]
#[wuts(any_of(b, f), check = adds_up)]
struct Ruled {
    #[wuts(range(min = 3, max = 9))]
    a: u16,
    #[wuts(length(min = 1, max = 3), pattern = "^[a-c]+$")]
    b: Option<String>,
    #[wuts(count(max = 2), items(range(min = 1)))]
    d: Vec<i8>,
    #[wuts(one_of("a", "b"), sensitive)]
    f: Option<String>,
    #[wuts(items(length(max = 2)))]
    e: BTreeMap<String, String>,
    c: Vec<Ruled>,
}

fn adds_up(body: &Ruled) -> Result<(), &'static str> {
    if usize::from(body.a) > body.d.len() { Ok(()) } else { Err("does not add up") }
}

#[derive(Debug, Deserialize, WutsRequest)]
#[wuts(from = query)]
struct Query {
    a: u16,
    b: Option<bool>,
    #[serde(default)]
    c: Vec<i64>,
    #[serde(alias = "e")]
    d: Option<String>,
    f: Option<f64>,
}

/// Bodies with the names that the structs use, so that many are nearly right.
fn bodies() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop_oneof![Just(0), Just(1), Just(5), Just(255), Just(256), Just(-1), any::<i64>()].prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop_oneof![
            Just("a"),
            Just("b"),
            Just("A"),
            Just("B"),
            Just("7"),
            Just(""),
            Just("abc"),
            Just("5511999999999@s.whatsapp.net"),
            Just("é🦀\u{0}"),
        ]
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 9, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-i]|someName", inner, 0..10).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A valid body for every struct but the flattened.
fn valid() -> Value {
    let plain = json!({"a": 1, "b": "x", "c": true, "d": [1, -1], "e": 0.5, "f": [true], "g": [1, "x"], "h": [1, 2], "i": "x"});
    let renamed = json!({"a": 1, "d": "5511999999999@s.whatsapp.net", "e": ["3EB0"], "g": 3, "h": "12", "someName": null});
    json!({
        "a": plain, "b": null, "c": [renamed], "d": {"x": plain}, "e": {"y": [1, null]}, "f": {"c": {"a": true}},
        "g": [1, {"a": "x"}], "h": {"a": "A", "b": 1}, "i": {"a": "B"},
    })
}

/// Put another value somewhere in a body, or take something out.
fn change(body: &mut Value, path: &[usize], new: Option<Value>) {
    let (Some((first, rest)), false) = (path.split_first(), body.is_number()) else {
        *body = new.unwrap_or_default();
        return;
    };
    match body {
        Value::Array(items) if !items.is_empty() => {
            let index = first % items.len();
            if rest.is_empty() && new.is_none() { drop(items.remove(index)) } else { change(&mut items[index], rest, new) }
        }
        Value::Object(members) if !members.is_empty() => {
            let key = members.keys().nth(first % members.len()).unwrap().clone();
            if rest.is_empty() && new.is_none() { drop(members.remove(&key)) } else { change(&mut members[&key], rest, new) }
        }
        other => *other = new.unwrap_or_default(),
    }
}

/// serde and the two passes say the same of a text; but for a whole number that is written as `1.0`, which we take.
fn agree<T: WutsRequest + DeserializeOwned>(text: &str) {
    let serde = text.trim_start().starts_with('{') && serde_json::from_str::<T>(text).is_ok();
    let ours = from_json::<T>(text.as_bytes());
    let may_differ = !serde && text.contains(['.', 'e', 'E']);
    assert!(serde == ours.is_ok() || may_differ, "{text}");
    is_told(text, ours);
}

/// A refusal says why, within bounds.
fn is_told<T>(text: &str, result: Result<T, wuts_core::Error>) {
    let Err(error) = result else { return };
    if error.code().name() == "MALFORMED_JSON" {
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
        return;
    }
    assert!(!error.violations().is_empty(), "{text}");
    assert!(error.violations().len() <= Report::MAX_FAULTS + 1);
    for violation in error.violations() {
        assert!(!violation.message.is_empty() && !violation.field.is_empty(), "{text}: {violation:?}");
        let shown = violation.value.as_ref().map_or(0, |value| value.get().len());
        // A cut value may grow by its escapes.
        assert!(shown <= 6 * Report::MAX_SHOWN + 8 && violation.message.len() <= Report::MAX_SHOWN + 4, "{violation:?}");
    }
}

fn all_agree(text: &str) {
    agree::<Plain>(text);
    agree::<Renamed>(text);
    agree::<Deep>(text);
    agree::<Flat>(text);
    agree::<Defaulted>(text);
    is_told(text, from_json::<Ruled>(text.as_bytes()));
}

#[test]
fn a_whole_number_may_be_written_with_a_fraction() {
    let body = valid().to_string();
    for (written, is_taken) in [("1.0", true), ("10e-1", true), ("1.5", false), ("1e5", false), ("1.", false)] {
        let body = body.replacen("\"a\":1,", &format!("\"a\":{written},"), 1);
        assert_eq!(from_json::<Deep>(body.as_bytes()).is_ok(), is_taken, "{body}");
    }
}

#[test]
fn the_valid_body_is_valid() {
    let body = valid().to_string();
    assert!(from_json::<Deep>(body.as_bytes()).is_ok(), "{:?}", from_json::<Deep>(body.as_bytes()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_passes_agree_on_any_json(body in bodies()) {
        all_agree(&body.to_string());
    }

    #[test]
    fn the_passes_agree_near_a_valid_body(changes in prop::collection::vec((prop::collection::vec(0..9usize, 1..5), prop::option::of(bodies())), 0..4)) {
        let mut body = valid();
        for (path, new) in changes {
            change(&mut body, &path, new);
        }
        all_agree(&body.to_string());
        all_agree(&body["a"].to_string());
        all_agree(&body["c"][0].to_string());
    }

    #[test]
    fn the_passes_agree_on_cut_and_repeated_texts(at in 0..400usize, name in "[a-i]", body in bodies()) {
        let text = valid().to_string();
        all_agree(text.get(..at).unwrap_or(&text));
        all_agree(&format!("{{\"{name}\":{body},{}", &text[1..]));
    }

    #[test]
    fn a_query_is_read_or_told(query in "([a-f]=(0|1|true|-5|1e3|x|%C3%A9|%FF|)(&|;)){0,6}") {
        if let Err(error) = from_query::<Query>(&query) {
            prop_assert!(error.code().name() == "BAD_REQUEST" || !error.violations().is_empty(), "{query}");
        }
    }

    #[test]
    fn anything_is_survived(bytes in prop::collection::vec(any::<u8>(), 0..64), query in any::<String>()) {
        let _ = from_json::<Deep>(&bytes);
        let _ = from_query::<Query>(&query);
    }
}

fn is_a_query<T: WutsRequest<Part = InQuery>>(query: &str) -> String {
    match from_query::<T>(query) {
        Ok(_) => "ok".to_owned(),
        Err(error) => {
            let faults: Vec<String> =
                error.violations().iter().map(|fault| format!("{}: {}; ", fault.field, fault.message)).collect();
            faults.concat()
        }
    }
}

#[test]
fn a_query_has_numbers_booleans_lists_and_escapes() {
    assert_eq!(is_a_query::<Query>("a=5&b=1&c=1&c=-2&e=x%20y+z&f=1.5"), "ok");
    assert_eq!(is_a_query::<Query>("a=5&unknown=1&c=3"), "ok");
    let faults = "a: expected an integer from 0 to 65535; b: expected true or false; c[1]: expected an integer; ";
    assert_eq!(is_a_query::<Query>("a=65536&b=yes&c=1&c=two"), faults);
    assert_eq!(is_a_query::<Query>("a=+5"), "a: expected an integer from 0 to 65535; ");
    assert_eq!(is_a_query::<Query>(""), "a: is required; ");
}

/// The faults of a body as `field: message; `.
fn told<T: WutsRequest>(body: &str) -> String {
    match from_json::<T>(body.as_bytes()) {
        Ok(_) => "ok".to_owned(),
        Err(error) => {
            let faults: Vec<String> =
                error.violations().iter().map(|fault| format!("{}: {}; ", fault.field, fault.message)).collect();
            faults.concat()
        }
    }
}

#[derive(Debug, Deserialize, WutsRequest)]
struct Around {
    a: u8,
    #[serde(flatten)]
    strict: Strict,
    #[serde(flatten)]
    maybe: Option<Ranged>,
    #[serde(flatten)]
    rest: BTreeMap<String, u8>,
}

#[derive(Debug, Deserialize, WutsRequest)]
#[serde(deny_unknown_fields)]
struct Strict {
    b: u8,
}

#[derive(Debug, Deserialize, WutsRequest)]
struct Ranged {
    #[wuts(range(max = 5))]
    r: u8,
}

#[test]
fn flattened_fields_are_told_by_their_names() {
    assert_eq!(told::<Around>(r#"{"a":1,"b":1,"r":1,"x":1}"#), "ok");
    assert_eq!(told::<Around>(r#"{"a":"x","b":1,"x":1}"#), "a: expected an integer from 0 to 255, got a string; ");
    assert_eq!(told::<Around>(r#"{"a":1,"b":1,"r":9}"#), "r: must be at most 5; ");
    let faults = "a: expected an integer from 0 to 255, got a string; y: expected an integer from 0 to 255; ";
    assert_eq!(told::<Around>(r#"{"a":"x","b":1,"x":1,"y":300}"#), faults);
}

#[derive(Debug, Deserialize, WutsRequest)]
#[wuts(exactly_one_of(a, b))]
struct Either {
    #[serde(default, deserialize_with = "some_if_filled")]
    a: Option<String>,
    b: Option<String>,
    c: Choice,
    #[serde(default, deserialize_with = "read_plainly")]
    ranged: Vec<Ranged>,
}

fn some_if_filled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    String::deserialize(deserializer).map(|text| (!text.is_empty()).then_some(text))
}

fn read_plainly<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Ranged>, D::Error> {
    Vec::deserialize(deserializer)
}

#[test]
fn what_a_field_makes_of_its_value_counts() {
    assert_eq!(told::<Either>(r#"{"a":"","b":"x","c":"a"}"#), "ok");
    assert_eq!(told::<Either>(r#"{"a":"","c":"a"}"#), "a: exactly one of `a` and `b` must be given; ");
    assert_eq!(told::<Either>(r#"{"b":"x","c":"a","ranged":[{"r":9}]}"#), "ranged: is not valid; ");
    assert_eq!(told::<Either>(r#"{"b":"x","c":"d"}"#), "c: expected one of `a`, `b`, `c`; ");
    let error = told::<Either>(r#"{"b":"x","c":{"b":"y"}}"#);
    assert!(error.starts_with("c: invalid type: string"), "the variant is right, its content is not: {error}");
    assert!(told::<Either>("{\"\\ud800\":1}").starts_with("body: "), "a key that is no text");
}

#[derive(Debug, Deserialize, WutsRequest)]
#[wuts(from = query)]
struct Sets {
    ids: std::collections::BTreeSet<u32>,
    #[serde(default, deserialize_with = "doubled")]
    n: u32,
}

#[test]
fn a_query_is_read_as_its_types_read() {
    assert_eq!(is_a_query::<Sets>("ids=1&ids=2&n=4"), "ok");
    assert!(is_a_query::<Sets>("ids=1&ids=x").starts_with("ids: "));
}

/// What a hostile body costs, and what its answer weighs.
fn hostile<T: WutsRequest>(body: &str) -> usize {
    let error = from_json::<T>(body.as_bytes()).err().expect("it is refused");
    error.message().len()
        + error
            .violations()
            .iter()
            .map(|fault| fault.field.len() + fault.message.len() + fault.value.as_ref().map_or(0, |value| value.get().len()))
            .sum::<usize>()
}

#[test]
fn the_answer_to_a_hostile_body_is_bounded() {
    let mebibyte = 1024 * 1024;
    let deep = format!("{{\"a\":{}", "[".repeat(mebibyte));
    let closed = format!("{{\"a\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let nested = format!("{}{{}}{}", "{\"b\":".repeat(10_000), "}".repeat(10_000));
    let wide = format!("{{{}\"a\":1}}", "\"x\":1,".repeat(mebibyte / 6));
    let wrong = format!("{{\"d\":[{}1]}}", "\"x\",".repeat(100_000));
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(mebibyte));
    let key = format!("{{\"e\":{{\"{}\":7}}}}", "k".repeat(mebibyte));
    for body in [&deep, &closed, &nested, &wide, &wrong, &long, &key] {
        for size in [hostile::<Plain>(body), hostile::<Deep>(body), hostile::<Ruled>(body)] {
            assert!(size < 64 * 1024, "{size} bytes for {}", &body[..40]);
        }
    }
}
