//! What is sent: the columns of the table.

use axum::body::Bytes;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, USER_AGENT};
use axum::http::{HeaderValue, Method, Request, Uri};
use http_body_util::Full;

/// One kind of request.
pub struct Sent {
    pub name: &'static str,
    /// The status of the answer.
    pub status: u16,
    token: Option<&'static str>,
    body: &'static str,
    /// How long the body is made by blanks.
    length: usize,
}

/// A token of the table.
pub const TOKEN: &str = "8f1c2d3e-4a5b-4c7d-8e9f-0a1b2c3d4e5f";

const KNOWN: Option<&str> = Some("Bearer 8f1c2d3e-4a5b-4c7d-8e9f-0a1b2c3d4e5f");
const UNKNOWN: Option<&str> = Some("Bearer 8f1c2d3e-4a5b-4c7d-8e9f-0a1b2c3d4e50");

const PATH: &str = "/messages/history/request";

/// The contract's request.
const VALID: &str = r#"{"chat_jid":"5511999999999@s.whatsapp.net","last_message_id":"3EB0XXXX1234ABCD","last_message_from_me":false,"last_message_timestamp":1750000000,"count":50}"#;
const MALFORMED: &str = r#"{"chat_jid":"5511999999999@s.whatsapp.net","last_message_id":"3EB0XXXX1234ABCD","last_message_from_me":false,"last_message_timestamp":1750000000,"count":50"#;
const ONE_BAD: &str = r#"{"chat_jid":"5511999999999@s.whatsapp.net","last_message_id":"3EB0XXXX1234ABCD","last_message_from_me":false,"last_message_timestamp":1750000000,"count":9000}"#;
const FOUR_BAD: &str = r#"{"chat_jid":"5511999999999@c.us","last_message_id":"3EB0xxxx1234ABCD","last_message_from_me":false,"last_message_timestamp":-1,"count":9000}"#;
const FIVE_MISTYPED: &str = r#"{"chat_jid":5511999999999,"last_message_id":true,"last_message_from_me":"no","last_message_timestamp":"1750000000","count":"50"}"#;

const HEADERS: [(HeaderName, &str); 4] =
    [(HOST, "gateway.example.com"), (USER_AGENT, "bench/1.0"), (ACCEPT, "*/*"), (CONTENT_TYPE, "application/json")];

const fn sent(name: &'static str, status: u16, token: Option<&'static str>, body: &'static str) -> Sent {
    Sent { name, status, token, body, length: body.len() }
}

/// The columns.
pub const ALL: &[Sent] = &[
    sent("valid", 200, KNOWN, VALID),
    sent("no token", 401, None, VALID),
    sent("bad token", 401, UNKNOWN, VALID),
    sent("malformed", 400, KNOWN, MALFORMED),
    sent("one bad", 400, KNOWN, ONE_BAD),
    sent("four bad", 400, KNOWN, FOUR_BAD),
    Sent { length: 64 * 1024, ..sent("64 KiB, no token", 401, None, VALID) },
    sent("five mistyped", 400, KNOWN, FIVE_MISTYPED),
];

impl Sent {
    /// The request, as it is when its head has been read.
    pub fn request(&self) -> Request<Full<Bytes>> {
        let mut request = Request::new(Full::new(self.body()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = Uri::from_static(PATH);
        let headers = request.headers_mut();
        for (name, value) in HEADERS {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if let Some(token) = self.token {
            headers.insert(AUTHORIZATION, HeaderValue::from_static(token));
        }
        headers.insert(CONTENT_LENGTH, HeaderValue::from(self.length));
        request
    }

    /// The bytes on the wire.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("POST {PATH} HTTP/1.1\r\n").into_bytes();
        for (name, value) in self.request().headers() {
            bytes.extend_from_slice(name.as_str().as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value.as_bytes());
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(&self.body());
        bytes
    }

    fn body(&self) -> Bytes {
        let mut body = self.body.as_bytes().to_vec();
        body.resize(self.length, b' ');
        body.into()
    }
}
