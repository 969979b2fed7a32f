//! Whether the implementations do the same.

use axum::body::Bytes;
use axum::http::Response;
use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use serde_json::Value;

use super::requests;
use super::serving::{IMPLEMENTATIONS, Service};

/// An answer, as far as it must be the same.
#[derive(Debug, PartialEq)]
struct Answer {
    status: u16,
    content_type: String,
    authenticate: Option<String>,
    /// Of a success the whole body, of a failure the names of its members, its code and the fields with a fault and their values.
    body: Value,
}

/// Holds that all implementations give equivalent answers.
///
/// # Panics
///
/// They do not.
pub async fn all_are_equivalent(token_count: usize) {
    for sent in requests::ALL {
        let bytes = sent.bytes();
        let mut answers = Vec::new();
        for implementation in IMPLEMENTATIONS {
            let service = Service::new(implementation, token_count);
            let called = Answer::of(&service.call(sent.request()));
            assert_eq!(service.client().send(&bytes, Answer::read).await, called);
            answers.push(called);
        }
        let (ours, others) = answers.split_last().expect("there are some");
        for (answer, implementation) in others.iter().zip(IMPLEMENTATIONS) {
            assert_eq!(answer.status, sent.status, "{implementation}, {}: {answer:?}", sent.name);
            if sent.name == "five mistyped" {
                // The others tell the first fault only.
                assert_eq!(answer.body["error_code"], ours.body["error_code"]);
                assert_eq!(ours.body["validation"].as_array().map(Vec::len), Some(5));
            } else {
                assert_eq!(answer, ours, "{implementation}, {}", sent.name);
            }
        }
    }
}

impl Answer {
    fn of(response: &Response<Bytes>) -> Self {
        let header = |name| response.headers().get(name).map(|value| value.to_str().expect("a text").to_owned());
        Self {
            status: response.status().as_u16(),
            content_type: header(CONTENT_TYPE).expect("a content type"),
            authenticate: header(WWW_AUTHENTICATE),
            body: essence(serde_json::from_slice(response.body()).expect("JSON")),
        }
    }

    fn read(bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).expect("a text");
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("a head and a body, not {text:?}"));
        let header = |name: &str| {
            let values = head.lines().filter_map(|line| line.split_once(": "));
            values.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned()).next()
        };
        assert_eq!(header("content-length"), Some(body.len().to_string()), "{text}");
        Self {
            status: head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status"),
            content_type: header("content-type").expect("a content type"),
            authenticate: header("www-authenticate"),
            body: essence(serde_json::from_str(body).expect("JSON")),
        }
    }
}

/// What remains if the words for people are taken away.
fn essence(mut body: Value) -> Value {
    if body["success"] == Value::Bool(false) {
        for name in ["error", "timestamp"] {
            assert!(body[name].is_string(), "{body}");
            body[name] = Value::Null;
        }
        if let Some(faults) = body["validation"].as_array_mut() {
            for fault in faults.iter_mut() {
                assert!(fault["message"].is_string(), "{fault}");
                fault["message"] = Value::Null;
            }
            // garde tells them in the order of the alphabet.
            faults.sort_by_key(|fault| fault["field"].to_string());
        }
    }
    body
}
