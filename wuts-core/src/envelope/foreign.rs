//! Failures that others made: the rejection of an extractor, a route that does not exist, a layer that answers in plain text.

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, Limited};

use super::{Error, ErrorCode};

/// The most of a foreign failure's body that is read, in bytes; one that is longer is replaced by the usual text of its code.
const MAX_TEXT: usize = 16 * 1024;

/// Whether an answer is a failure.
pub(crate) fn is_failure(response: &Response) -> bool {
    response.status().is_client_error() || response.status().is_server_error()
}

/// A failure that others made, as the envelope.
pub(crate) async fn enveloped(response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    let body = Limited::new(body, MAX_TEXT).collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    if is_envelope(&head.headers, &body) {
        return Response::from_parts(head, Body::from(body));
    }
    let (own, body) = error_of(head.status, &head.headers, &body).into_response().into_parts();
    head.headers.remove(CONTENT_LENGTH);
    for (name, value) in own.headers {
        if let Some(name) = name
            && (name == CONTENT_TYPE || !head.headers.contains_key(&name))
        {
            head.headers.insert(name, value);
        }
    }
    Response::from_parts(head, body)
}

fn is_envelope(headers: &HeaderMap, body: &Bytes) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
        && body.starts_with(br#"{"success":false"#)
}

fn error_of(status: StatusCode, headers: &HeaderMap, body: &Bytes) -> Error {
    let code = ErrorCode::of_status(status);
    let is_text = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    match std::str::from_utf8(body) {
        Ok(text) if is_text && !text.trim().is_empty() => {
            if status.is_server_error() {
                Error::of(code).with_source(text.to_owned())
            } else {
                Error::new(code, text.trim().to_owned())
            }
        }
        _ => Error::of(code),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn error(status: u16, kind: &'static str, body: &'static str) -> Error {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(kind))]);
        error_of(StatusCode::from_u16(status).unwrap(), &headers, &Bytes::from_static(body.as_bytes()))
    }

    #[test]
    fn the_text_of_a_client_s_fault_is_kept_and_that_of_ours_is_not() {
        let error_4xx = error(422, "text/plain; charset=utf-8", "missing query");
        assert_eq!((error_4xx.code(), error_4xx.message()), (ErrorCode::UNPROCESSABLE, "missing query"));
        let error_5xx = error(500, "text/plain", "SELECT * FROM secrets");
        assert_eq!((error_5xx.code(), error_5xx.message()), (ErrorCode::INTERNAL_ERROR, "internal error"));
        let html = error(404, "text/html", "<h1>not here</h1>");
        assert_eq!((html.code(), html.message()), (ErrorCode::NOT_FOUND, "not found"));
        let rare = error(418, "text/plain", "");
        assert_eq!((rare.code().name(), rare.status().as_u16()), ("HTTP_ERROR", 418));
    }
}
