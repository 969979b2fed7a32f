//! A service of a size, and what it is asked.

use std::fmt::{Display, Write};

use axum::body::Bytes;
use axum::http::{Request, header};
use http_body_util::Full;
use serde::{Deserialize, Serialize};
use wuts_core::auth::{Caller, TokenTable};
use wuts_core::endpoint::ApiService;
use wuts_core::{Api, Error, WutsRequest, WutsResponse, endpoints, wuts_endpoint};

use super::routes;
use crate::endpoint::requests::TOKEN;
use crate::endpoint::tokens::table;

/// A service and a request.
pub struct Case {
    pub service: ApiService<TokenTable>,
    pub path: String,
    pub token: &'static str,
    pub body: String,
    /// The status of the answer.
    pub status: u16,
}

const UNKNOWN: &str = "8f1c2d3e-4a5b-4c7d-8e9f-0a1b2c3d4e50";

impl Case {
    pub fn request(&self) -> Request<Full<Bytes>> {
        let request = Request::post(&self.path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_LENGTH, self.body.len())
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        request.body(Full::from(self.body.clone())).expect("a request")
    }

    /// Of the service with one endpoint for each kind of body.
    fn of(path: &str, body: String) -> Self {
        let api = Api::new("growth", "1.0.0").endpoints(endpoints![text, list, five, twenty, hundred]);
        Self { service: api.into_service(table(1)), path: path.to_owned(), token: TOKEN, body, status: 200 }
    }

    fn refused(self, status: u16) -> Self {
        Self { status, ..self }
    }
}

#[derive(Serialize, WutsResponse)]
pub struct Seen {
    pub count: usize,
}

#[derive(Deserialize, WutsRequest)]
struct Text {
    #[serde(default)]
    text: String,
    #[wuts(range(max = 500))]
    count: u16,
}

#[wuts_endpoint(POST, "/text")]
async fn text(_caller: Caller, body: Text) -> Result<Seen, Error> {
    Ok(Seen { count: body.text.len() + usize::from(body.count) })
}

#[derive(Deserialize, WutsRequest)]
struct List {
    #[wuts(items(range(max = 500)))]
    list: Vec<u16>,
}

#[wuts_endpoint(POST, "/list")]
async fn list(_caller: Caller, body: List) -> Result<Seen, Error> {
    Ok(Seen { count: body.list.len() })
}

macro_rules! fields {
    ($type:ident $function:ident $path:literal $($name:ident)*) => {
        #[derive(Deserialize, WutsRequest)]
        struct $type {
            $(#[wuts(range(max = 500))]
            $name: u16,)*
        }

        #[wuts_endpoint(POST, $path)]
        async fn $function(_caller: Caller, body: $type) -> Result<Seen, Error> {
            Ok(Seen { count: 0 $(+ usize::from(body.$name))* })
        }
    };
}

fields!(Five five "/5" a0 a1 a2 a3 a4);
fields!(Twenty twenty "/20" a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9);
fields! {
    Hundred hundred "/100"
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
    e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 g0 g1 g2 g3 g4 g5 g6 g7 g8 g9 h0 h1 h2 h3 h4 h5 h6 h7 h8 h9
    i0 i1 i2 i3 i4 i5 i6 i7 i8 i9 j0 j1 j2 j3 j4 j5 j6 j7 j8 j9
}

/// The object of the first fields, from one to another.
fn object(from: usize, to: usize, value: impl Fn(usize) -> &'static str) -> String {
    let member = |n: usize| format!("\"{}{}\":{}", char::from(b"abcdefghij"[n / 10]), n % 10, value(n));
    format!("{{{}}}", (from..to).map(member).collect::<Vec<_>>().join(","))
}

fn joined<T: Display>(values: impl Iterator<Item = T>) -> String {
    let mut text = String::new();
    for value in values {
        let _ = write!(text, "{}{value}", if text.is_empty() { "" } else { "," });
    }
    text
}

/// The last of so many routes.
pub fn routed(count: usize) -> Case {
    let api = Api::new("growth", "1.0.0").endpoints(routes::plain(count));
    Case { service: api.into_service(table(1)), ..Case::of(&routes::last(count), String::new()) }
}

/// The last of so many routes, each with a parameter.
pub fn routed_with_parameter(count: usize) -> Case {
    let api = Api::new("growth", "1.0.0").endpoints(routes::with_parameter(count));
    Case { service: api.into_service(table(1)), ..routed(count) }
}

/// None of so many routes.
pub fn unrouted(count: usize) -> Case {
    Case { path: "/device/999/all".to_owned(), ..routed(count) }.refused(404)
}

/// One of so many tokens.
pub fn known(count: usize) -> Case {
    let api = Api::new("growth", "1.0.0").endpoints(routes::plain(1));
    Case { service: api.into_service(table(count)), ..routed(1) }
}

/// None of so many tokens.
pub fn unknown(count: usize) -> Case {
    Case { token: UNKNOWN, ..known(count) }.refused(401)
}

/// A body of so many bytes, most of them one text.
pub fn long_text(bytes: usize) -> Case {
    let body = format!("{{\"count\":1,\"text\":\"{}\"}}", "x".repeat(bytes - 21));
    Case::of("/text", body)
}

/// The same, where nothing is to be read.
pub fn without_token(bytes: usize) -> Case {
    Case { token: UNKNOWN, ..long_text(bytes) }.refused(401)
}

/// A body of so many bytes that are one list.
pub fn long_list(bytes: usize) -> Case {
    Case::of("/list", format!("{{\"list\":[{}]}}", joined((0..bytes / 4 - 3).map(|_| 100))))
}

/// The same, of which the last item is bad.
pub fn long_bad_list(bytes: usize) -> Case {
    Case::of("/list", format!("{{\"list\":[{},900]}}", joined((0..bytes / 4 - 4).map(|_| 100)))).refused(400)
}

/// A body of so many bytes, most of them fields that nobody knows.
pub fn unknown_fields(bytes: usize) -> Case {
    let fields = joined((0..bytes / 16 - 1).map(|n| format!("\"x{n:07}\":\"yy\"")));
    Case::of("/text", format!("{{{fields},\"count\":1}}"))
}

/// The same with a fault.
pub fn unknown_fields_and_a_bad_one(bytes: usize) -> Case {
    let valid = unknown_fields(bytes);
    Case { body: valid.body.replace("\"count\":1", "\"count\":900"), ..valid }.refused(400)
}

/// A body of so many fields: 5, 20 or 100.
pub fn fields(count: usize) -> Case {
    Case::of(&format!("/{count}"), object(0, count, |_| "100"))
}

/// The same, the last of them a text.
pub fn fields_and_a_mistyped_one(count: usize) -> Case {
    let body = object(0, count, |n| if n + 1 == count { "\"\"" } else { "100" });
    Case { body, ..fields(count) }.refused(400)
}

/// So many of 100 fields that break their rule.
pub fn bad(count: usize) -> Case {
    Case { body: object(0, 100, |n| if n < count { "900" } else { "100" }), ..fields(100) }.refused(400)
}

/// So many of 100 fields with another type.
pub fn mistyped(count: usize) -> Case {
    Case { body: object(0, 100, |n| if n < count { "\"\"" } else { "100" }), ..fields(100) }.refused(400)
}

/// So many of 100 fields that are not there.
pub fn missing(count: usize) -> Case {
    Case { body: object(count, 100, |_| "100"), ..fields(100) }.refused(400)
}

/// So many bad ones of 1,000 items.
pub fn bad_items(count: usize) -> Case {
    let items = joined((0..1_000).map(|n| if n < count { 900 } else { 100 }));
    Case::of("/list", format!("{{\"list\":[{items}]}}")).refused(400)
}
