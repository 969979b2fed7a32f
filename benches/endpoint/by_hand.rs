//! What both services by hand have in common: the checks and the bodies, as somebody writes them who knows what costs time. A list of
//! faults is left to serde.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::jid::is_jid;
use super::tokens::Caller;

/// The most bytes of a body.
pub const LIMIT: usize = 1024 * 1024;

/// The tokens and whom they belong to.
#[derive(Clone)]
pub struct Tokens(Arc<HashMap<Box<str>, Caller>>);

impl Tokens {
    pub fn new(tokens: impl Iterator<Item = (String, Caller)>) -> Self {
        Self(Arc::new(tokens.map(|(text, caller)| (text.into(), caller)).collect()))
    }

    pub fn caller(&self, headers: &HeaderMap) -> Option<Caller> {
        let token = headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?;
        self.0.get(token).copied()
    }
}

pub fn is_json(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}

#[derive(Deserialize)]
pub struct HistoryRequest<'a> {
    #[serde(borrow)]
    chat_jid: Cow<'a, str>,
    #[serde(borrow)]
    last_message_id: Cow<'a, str>,
    #[serde(default)]
    last_message_from_me: bool,
    last_message_timestamp: i64,
    #[serde(default = "fifty")]
    count: i64,
}

fn fifty() -> i64 {
    50
}

/// A field, what is wrong with it, and its value.
#[derive(Serialize)]
struct Fault<'a> {
    field: &'static str,
    message: &'static str,
    value: Value<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Text(&'a str),
    Number(i64),
}

fn faults<'a>(request: &'a HistoryRequest) -> Vec<Fault<'a>> {
    let mut faults = Vec::new();
    if !is_jid(&request.chat_jid) {
        let message = "must be a JID that ends in @s.whatsapp.net, @g.us, @newsletter, @lid or @broadcast";
        faults.push(Fault { field: "chat_jid", message, value: Value::Text(&request.chat_jid) });
    }
    let id = &request.last_message_id;
    if !(1..=128).contains(&id.len()) || !id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
        let message = "must match the pattern ^[A-Z0-9]{1,128}$";
        faults.push(Fault { field: "last_message_id", message, value: Value::Text(id) });
    }
    if request.last_message_timestamp < 0 {
        let value = Value::Number(request.last_message_timestamp);
        faults.push(Fault { field: "last_message_timestamp", message: "must be at least 0", value });
    }
    if !(1..=500).contains(&request.count) {
        faults.push(Fault { field: "count", message: "must be from 1 to 500", value: Value::Number(request.count) });
    }
    faults
}

/// The answer to a request whose caller is known.
pub fn answer(caller: Caller, body: &[u8]) -> (StatusCode, Vec<u8>) {
    let Ok(text) = std::str::from_utf8(body) else {
        return (StatusCode::BAD_REQUEST, failure("malformed JSON: the text is not UTF-8", "MALFORMED_JSON", &[]));
    };
    let request: HistoryRequest = match serde_json::from_str(text) {
        Ok(request) => request,
        Err(error) if error.is_data() => {
            return (StatusCode::BAD_REQUEST, failure(&error.to_string(), "VALIDATION_ERROR", &[]));
        }
        Err(error) => {
            return (StatusCode::BAD_REQUEST, failure(&format!("malformed JSON: {error}"), "MALFORMED_JSON", &[]));
        }
    };
    let faults = faults(&request);
    if !faults.is_empty() {
        return (StatusCode::BAD_REQUEST, failure("validation failed", "VALIDATION_ERROR", &faults));
    }
    std::hint::black_box((caller, &request.last_message_id, request.last_message_from_me));
    let mut body = Vec::with_capacity(256);
    body.extend_from_slice(br#"{"success":true,"message":"History sync requested. Messages will be delivered via webhook (event: history.sync).","chat_jid":""#);
    // A chat id has nothing to escape.
    body.extend_from_slice(request.chat_jid.as_bytes());
    body.extend_from_slice(br#"","requested_count":"#);
    number(&mut body, request.count);
    body.push(b'}');
    (StatusCode::OK, body)
}

/// The answer to a request without a valid token.
pub fn unauthorized() -> (StatusCode, Vec<u8>) {
    (StatusCode::UNAUTHORIZED, failure("Invalid token", "UNAUTHORIZED", &[]))
}

pub fn unsupported() -> (StatusCode, Vec<u8>) {
    let message = "the content type must be application/json";
    (StatusCode::UNSUPPORTED_MEDIA_TYPE, failure(message, "UNSUPPORTED_MEDIA_TYPE", &[]))
}

pub fn too_large() -> (StatusCode, Vec<u8>) {
    (StatusCode::PAYLOAD_TOO_LARGE, failure("the body is larger than 1048576 bytes", "PAYLOAD_TOO_LARGE", &[]))
}

fn failure(error: &str, code: &'static str, faults: &[Fault]) -> Vec<u8> {
    let mut body = Vec::with_capacity(if faults.is_empty() { 192 } else { 768 });
    body.extend_from_slice(br#"{"success":false,"error":"#);
    text(&mut body, error);
    body.extend_from_slice(br#","error_code":""#);
    body.extend_from_slice(code.as_bytes());
    body.extend_from_slice(br#"","timestamp":""#);
    // Writing to memory does not fail.
    let _ = write!(body, "{:.0}", Timestamp::now());
    body.push(b'"');
    if !faults.is_empty() {
        body.extend_from_slice(br#","validation":"#);
        let _ = serde_json::to_writer(&mut body, faults);
    }
    body.push(b'}');
    body
}

fn text(body: &mut Vec<u8>, text: &str) {
    let _ = serde_json::to_writer(body, text);
}

fn number(body: &mut Vec<u8>, number: i64) {
    let _ = serde_json::to_writer(body, &number);
}

/// The response with this body.
pub fn response<B: From<Vec<u8>>>((status, body): (StatusCode, Vec<u8>)) -> Response<B> {
    let mut response = Response::new(B::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}
