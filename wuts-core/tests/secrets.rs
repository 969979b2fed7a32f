//! Nothing secret is shown, wherever it stands: in a field of its own, inside of another, or under a name that is nearly right.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use wuts_core::WutsRequest;
use wuts_core::id::Token;
use wuts_core::request::from_json;

const SECRET: &str = "hunter2";
const TOKEN: &str = "8f1c2d3e-4a5b-4c7d-8e9f-0a1b2c3d4e5f";

#[derive(Debug, Deserialize, WutsRequest)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the fields are only read")]
struct Login {
    name: String,
    #[wuts(sensitive, length(min = 1))]
    password: String,
}

#[derive(Debug, Deserialize, WutsRequest)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the fields are only read")]
struct Body {
    #[serde(default)]
    #[wuts(count(max = 1))]
    logins: Vec<Login>,
    #[serde(default)]
    #[wuts(count(max = 1))]
    tokens: Vec<Token>,
    #[serde(default)]
    #[wuts(count(max = 1), items(check = is_never))]
    by_name: BTreeMap<String, Login>,
    #[wuts(check = is_never)]
    login: Option<Login>,
    #[serde(default, deserialize_with = "token")]
    token: Option<Token>,
}

fn is_never<T>(_: &T) -> Result<(), &'static str> {
    Err("is never right")
}

fn token<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Token>, D::Error> {
    Token::deserialize(deserializer).map(Some)
}

/// What a client sees of the faults of a body.
fn seen(body: &str) -> String {
    let error = from_json::<Body>(body.as_bytes()).expect_err("it is refused");
    assert!(!error.violations().is_empty(), "{body}");
    serde_json::to_string(error.violations()).expect("faults are JSON") + error.message()
}

#[test]
fn a_secret_is_not_shown_as_a_part_of_anything() {
    let login = format!(r#"{{"name":"n","password":"{SECRET}"}}"#);
    for body in [
        format!(r#"{{"logins":[{login},{login}]}}"#),
        format!(r#"{{"logins":{login}}}"#),
        format!(r#"{{"logins":["{SECRET}"]}}"#),
        format!(r#"{{"logins":[{{"name":"n","pasword":"{SECRET}"}}]}}"#),
        format!(r#"{{"logins":[{{"name":"n","password":["{SECRET}"]}}]}}"#),
        format!(r#"{{"tokens":["{TOKEN}","{TOKEN}"]}}"#),
        format!(r#"{{"tokens":"{TOKEN}"}}"#),
        format!(r#"{{"tokens":["{TOKEN}x"]}}"#),
        format!(r#"{{"tokn":"{TOKEN}"}}"#),
        format!(r#"{{"by_name":{{"a":{login},"b":{login}}}}}"#),
        format!(r#"{{"login":{login}}}"#),
        format!(r#"{{"token":"{TOKEN}x"}}"#),
        format!("[{login}]"),
        format!(r#""{TOKEN}""#),
    ] {
        let seen = seen(&body);
        assert!(!seen.contains(SECRET) && !seen.contains(TOKEN), "{body} is answered {seen}");
    }
}

#[test]
fn what_stands_beside_a_secret_is_shown() {
    let seen = seen(&format!(r#"{{"logins":[{{"name":7,"password":"{SECRET}"}}]}}"#));
    assert!(seen.contains(r#""field":"logins[0].name""#) && seen.contains(r#""value":7"#), "{seen}");
}
