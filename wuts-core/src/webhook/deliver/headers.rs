//! Which headers a receiver may have of its own.

use std::collections::BTreeMap;

use axum::http::{HeaderName, HeaderValue};

use super::InvalidReceiver;

/// Headers that the request sets itself, that hold for one hop only, or that change how the body is read.
const RESERVED: [&str; 21] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-range",
    "content-type",
    "date",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "te",
    "trailer",
    "trailers",
    "transfer-encoding",
    "upgrade",
    "upgrade-insecure-requests",
    "via",
];

/// The most bytes that the names and values may have together.
const ROOM: usize = 8 * 1024;

/// A header that may be sent, with its name in lower case.
pub(super) fn parse(name: &str, value: &str) -> Result<(String, String), InvalidReceiver> {
    let header: HeaderName = name.parse().map_err(|_| InvalidReceiver::Header(name.to_owned()))?;
    HeaderValue::from_str(value).map_err(|_| InvalidReceiver::Header(header.to_string()))?;
    if RESERVED.contains(&header.as_str()) || header.as_str().starts_with("webhook-") {
        return Err(InvalidReceiver::ReservedHeader(header.to_string()));
    }
    Ok((header.to_string(), value.to_owned()))
}

/// The headers are not too long together.
pub(super) fn check_room(headers: &BTreeMap<String, String>) -> Result<(), InvalidReceiver> {
    let length: usize = headers.iter().map(|(name, value)| name.len() + value.len()).sum();
    if length > ROOM { Err(InvalidReceiver::HeaderRoom) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_would_break_the_request_are_refused() {
        for name in RESERVED.into_iter().chain(["Host", "Content-Length", "TRANSFER-ENCODING", "webhook-id", "Webhook-Signature"])
        {
            assert_eq!(parse(name, "x"), Err(InvalidReceiver::ReservedHeader(name.to_lowercase())), "{name}");
        }
    }

    #[test]
    fn what_is_no_header_is_refused() {
        for (name, value) in [("", "x"), ("a b", "x"), ("a:b", "x"), ("x-a\r\nhost", "x"), ("x-a", "b\r\nhost: c"), ("x-a", "\0")]
        {
            assert!(matches!(parse(name, value), Err(InvalidReceiver::Header(_))), "{name:?} {value:?}");
        }
    }

    #[test]
    fn others_are_taken_in_lower_case_within_the_room() {
        assert_eq!(parse("X-Tenant-Id", "7"), Ok(("x-tenant-id".to_owned(), "7".to_owned())));
        assert_eq!(parse("Authorization", "Bearer t").unwrap().0, "authorization");
        let headers = |length| BTreeMap::from([("x-a".to_owned(), "v".repeat(length))]);
        assert_eq!(check_room(&headers(ROOM - 3)), Ok(()));
        assert_eq!(check_room(&headers(ROOM - 2)), Err(InvalidReceiver::HeaderRoom));
    }
}
