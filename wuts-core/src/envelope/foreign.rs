//! Failures that others made: the rejection of an extractor, a route that does not exist, a layer that answers in plain text.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::header::{
    CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, LAST_MODIFIED, TRANSFER_ENCODING,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, Limited};

use super::{Error, ErrorCode};

/// The most of a foreign failure's body that is read, in bytes; one that is longer is replaced by the usual text of its code.
const MAX_TEXT: usize = 16 * 1024;

/// How long a foreign failure's body may take to come; then it is replaced by the usual text of its code.
const PATIENCE: Duration = Duration::from_secs(5);

/// Marks an answer as the envelope, in its extensions.
#[derive(Clone, Copy)]
pub(super) struct Enveloped;

/// The envelope with its mark.
pub(crate) fn marked(mut response: Response) -> Response {
    response.extensions_mut().insert(Enveloped);
    response
}

/// Whether an answer is a failure that somebody else made.
pub(crate) fn is_foreign_failure(response: &Response) -> bool {
    let is_failure = response.status().is_client_error() || response.status().is_server_error();
    is_failure && response.extensions().get::<Enveloped>().is_none()
}

/// A failure that somebody else made, as the envelope.
pub(crate) async fn enveloped(response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    let body = tokio::time::timeout(PATIENCE, Limited::new(body, MAX_TEXT).collect()).await;
    let body = body.ok().and_then(Result::ok).map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let (own, body) = error_of(head.status, &head.headers, &body).into_response().into_parts();
    // What describes the body that was replaced.
    for name in [CONTENT_LENGTH, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_RANGE, ETAG, LAST_MODIFIED, TRANSFER_ENCODING] {
        head.headers.remove(name);
    }
    for (name, value) in own.headers {
        if let Some(name) = name
            && (name == CONTENT_TYPE || !head.headers.contains_key(&name))
        {
            head.headers.insert(name, value);
        }
    }
    head.extensions.insert(Enveloped);
    Response::from_parts(head, body)
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
