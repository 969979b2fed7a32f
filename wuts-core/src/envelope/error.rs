use std::borrow::Cow;
use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::foreign::marked;
use super::write::failure;
use super::{ErrorCode, Violation};

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A failure on its way to the client.
///
/// `code` and `message` are sent; the cause is logged once, with its chain of sources, and never sent. An enum of a
/// service's own failures derives [`WutsError`](crate::WutsError) and turns into this with `?`.
///
/// ```
/// use wuts_core::envelope::{Error, ErrorCode};
///
/// fn archive(path: &str) -> Result<Vec<u8>, Error> {
///     std::fs::read(path).map_err(|e| Error::new(ErrorCode::NOT_FOUND, "no archive for this chat").with_source(e))
/// }
/// assert_eq!(archive("/no/such/file").unwrap_err().message(), "no archive for this chat");
/// ```
#[derive(Debug)]
pub struct Error {
    code: ErrorCode,
    message: Cow<'static, str>,
    violations: Vec<Violation>,
    retry_after: Option<Duration>,
    source: Option<Cause>,
}

impl Error {
    /// A failure with a text for the client.
    pub fn new(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code, message: message.into(), violations: Vec::new(), retry_after: None, source: None }
    }

    /// A failure with the usual text of its code.
    pub fn of(code: ErrorCode) -> Self {
        Self::new(code, code.default_message())
    }

    /// 500 `INTERNAL_ERROR`: the client learns no more, the log has the cause.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::of(ErrorCode::INTERNAL_ERROR).with_source(cause)
    }

    /// 400 `VALIDATION_ERROR` with these faults.
    pub fn validation(violations: Vec<Violation>) -> Self {
        Self { violations, ..Self::of(ErrorCode::VALIDATION_ERROR) }
    }

    /// 400 `VALIDATION_ERROR` for one field, found by a handler itself.
    pub fn fault(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::validation(vec![Violation { field: field.into().into(), message: message.into().into(), value: None }])
    }

    /// Attach the inside cause, for the log.
    #[must_use]
    pub fn with_source(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(cause.into());
        self
    }

    /// Tell the client when to try again, by the `Retry-After` header in whole seconds, rounded up.
    #[must_use]
    pub fn retry_after(mut self, after: Duration) -> Self {
        self.retry_after = Some(after);
        self
    }

    /// What clients branch on.
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.code.status()
    }

    /// The text for the client.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The faults of single fields.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    fn log(&self) {
        let Some(source) = &self.source else { return };
        let mut chain = source.to_string();
        let mut next = source.source();
        while let Some(cause) = next {
            chain.push_str(": ");
            chain.push_str(&cause.to_string());
            next = cause.source();
        }
        if self.status().is_server_error() {
            tracing::error!(error_code = self.code.name(), cause = chain, "{}", self.message);
        } else {
            tracing::debug!(error_code = self.code.name(), cause = chain, "{}", self.message);
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        marked(self.answer())
    }
}

impl Error {
    /// The answer, without a mark that it is the envelope.
    pub(crate) fn answer(self) -> Response {
        self.log();
        let mut response = Response::new(Body::from(failure(&self)));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if self.status() == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(after) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(after.as_secs() + u64::from(after.subsec_nanos() > 0)));
        }
        response
    }
}

/// A service's own failures, each with its code. Derived for an enum by [`WutsError`](derive@crate::WutsError).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no error with a code",
    label = "this type lacks `WutsError`",
    note = "add `#[derive(wuts_core::WutsError)]` to `{Self}` if it is an enum of yours"
)]
pub trait WutsError {
    /// The failure that the client sees; what it must not see becomes the source.
    fn into_error(self) -> Error;

    /// The codes that there are, with what is said of each; known where they were derived.
    #[cfg(feature = "openapi")]
    #[doc(hidden)]
    fn codes() -> Option<Vec<(ErrorCode, &'static str)>> {
        None
    }
}

/// The error of an endpoint that cannot fail of itself.
impl WutsError for Infallible {
    fn into_error(self) -> Error {
        match self {}
    }

    #[cfg(feature = "openapi")]
    fn codes() -> Option<Vec<(ErrorCode, &'static str)>> {
        Some(Vec::new())
    }
}

impl<E: WutsError> From<E> for Error {
    fn from(error: E) -> Self {
        error.into_error()
    }
}

/// What an enum that derives [`WutsError`](derive@crate::WutsError) must be: a standard error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no message: `WutsError` takes it from `Display`",
    label = "not a standard error",
    note = "implement `std::error::Error` for `{Self}`, with `#[derive(Debug, thiserror::Error)]` or by hand; it must be `Send + Sync + 'static`"
)]
pub trait DomainError {
    /// The failure with this code; its message is for the client, the error itself for the log.
    fn with(self, code: ErrorCode, message: Option<&'static str>) -> Error;
}

#[diagnostic::do_not_recommend]
impl<E: std::error::Error + Send + Sync + 'static> DomainError for E {
    fn with(self, code: ErrorCode, message: Option<&'static str>) -> Error {
        let message = message.map_or_else(|| Cow::Owned(self.to_string()), Cow::Borrowed);
        Error::new(code, message).with_source(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_keeps_its_cause_to_itself() {
        let error = Error::internal("password=hunter2");
        assert_eq!(error.to_string(), "INTERNAL_ERROR: internal error");
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "password=hunter2");
    }

    #[test]
    fn headers_follow_from_the_code() {
        let unauthorized = Error::of(ErrorCode::UNAUTHORIZED).into_response();
        assert_eq!(unauthorized.headers()[WWW_AUTHENTICATE], "Bearer");
        let later = Error::of(ErrorCode::SERVICE_UNAVAILABLE).retry_after(Duration::from_millis(1500)).into_response();
        assert_eq!(later.headers()[RETRY_AFTER], "2");
        assert!(!later.headers().contains_key(WWW_AUTHENTICATE));
    }
}
