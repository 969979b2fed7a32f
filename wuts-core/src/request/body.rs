//! The body: what it must be declared as, how large it may be, and its bytes.

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use http_body_util::{BodyExt, Limited};

use crate::envelope::{Error, ErrorCode};

/// `application/json` or a type with the suffix `+json`, with any parameters.
pub(super) fn require_json(headers: &HeaderMap) -> Result<(), Error> {
    let declared = headers.get(CONTENT_TYPE);
    // As most say it.
    if declared.is_some_and(|value| value.as_bytes() == b"application/json") {
        return Ok(());
    }
    let is_declared = declared.and_then(|value| value.to_str().ok()).is_some_and(is_json);
    if is_declared { Ok(()) } else { Err(Error::of(ErrorCode::UNSUPPORTED_MEDIA_TYPE)) }
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let Some((kind, subtype)) = essence.split_once('/') else { return false };
    let is_suffixed = subtype.len() > 5 && subtype.as_bytes()[subtype.len() - 5..].eq_ignore_ascii_case(b"+json");
    kind.eq_ignore_ascii_case("application") && (subtype.eq_ignore_ascii_case("json") || is_suffixed)
}

/// Refuse a body that declares to be too large before a byte of it is read.
pub(super) fn require_length(headers: &HeaderMap, body: &Body, limit: usize) -> Result<(), Error> {
    // A connection tells the length that the head declares; other bodies may know nothing of it.
    let declared = || headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    match body.size_hint().exact().or_else(declared) {
        Some(length) if usize::try_from(length).map_or(true, |length| length > limit) => Err(too_large(limit)),
        _ => Ok(()),
    }
}

/// The bytes of the body, at most `limit` of them. Where it comes in one piece it is not copied.
pub(super) async fn collect(body: &mut Body, limit: usize) -> Result<Bytes, Error> {
    let mut whole = Bytes::new();
    let mut pieces = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame =
            frame.map_err(|error| Error::new(ErrorCode::BAD_REQUEST, "the body did not arrive whole").with_source(error))?;
        let Ok(data) = frame.into_data() else { continue };
        if data.len() > limit - whole.len() - pieces.len() {
            return Err(too_large(limit));
        }
        if whole.is_empty() && pieces.is_empty() {
            whole = data;
            continue;
        }
        if pieces.is_empty() {
            let expected = body.size_hint().lower().try_into().unwrap_or(usize::MAX);
            pieces.reserve((whole.len() + data.len()).saturating_add(expected).min(limit));
            pieces.extend_from_slice(&std::mem::take(&mut whole));
        }
        pieces.extend_from_slice(&data);
    }
    Ok(if pieces.is_empty() { whole } else { pieces.into() })
}

/// The request for an extractor that reads the body itself: it finds this limit however it reads.
pub(super) fn limited(parts: Parts, body: Body, limit: usize) -> Request {
    let mut request = Request::from_parts(parts, Body::new(Limited::new(body, limit)));
    DefaultBodyLimit::max(limit).apply(&mut request);
    request
}

fn too_large(limit: usize) -> Error {
    Error::new(ErrorCode::PAYLOAD_TOO_LARGE, format!("the body is larger than {limit} bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_recognised_with_suffix_and_parameters() {
        for good in [
            "application/json",
            "Application/JSON",
            "application/json; charset=utf-8",
            "application/problem+json",
            "application/vnd.wuts.v1+JSON;q=1",
            " application/json ",
        ] {
            assert!(is_json(good), "{good}");
        }
        for bad in [
            "",
            "text/plain",
            "text/json",
            "application/jsonp",
            "application/+json",
            "application",
            "json",
            "application/x-www-form-urlencoded",
            "application/xml; note=application/json",
            "application/é+jso",
        ] {
            assert!(!is_json(bad), "{bad}");
        }
    }
}
