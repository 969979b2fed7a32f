use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Version, header};
use axum::response::{IntoResponse, Response};

use super::texts::TextPart;
use super::{body, json, rest};
use crate::envelope::{Error, enveloped, is_failure};
use crate::validate::{Context, Report, WutsRequest, json_of_texts};

/// Why a request goes no further.
#[derive(Debug)]
pub enum Refusal {
    /// A failure of this crate.
    Error(Error),
    /// The answer of somebody else's extractor, already in the envelope if it is a failure.
    Answer(Box<Response>),
}

impl Refusal {
    /// The refusal for the rejection of somebody else's extractor.
    pub(super) async fn of_rejection(rejection: Response) -> Self {
        Self::Answer(Box::new(if is_failure(&rejection) { enveloped(rejection).await } else { rejection }))
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Error(error) => error.into_response(),
            Self::Answer(response) => *response,
        }
    }
}

/// A request that is being read: its head, its body as long as nobody took it, and the faults found so far.
#[derive(Debug)]
pub struct Reading {
    pub(crate) parts: Parts,
    body: Unread,
    body_limit: usize,
    pub(crate) report: Report,
}

/// How far the body has been read.
#[derive(Debug)]
enum Unread {
    /// Not at all.
    All(Body),
    /// Somebody has begun.
    Some,
    /// Somebody else has it, and notes here when it has ended.
    Lent(Arc<AtomicBool>),
    /// To its end.
    Nothing,
}

impl Reading {
    pub(crate) fn new(request: Request, body_limit: usize) -> Self {
        let (parts, body) = request.into_parts();
        let body = if body.is_end_stream() { Unread::Nothing } else { Unread::All(body) };
        Self { parts, body, body_limit, report: Report::default() }
    }

    /// The value of a JSON text; `None` where faults were reported.
    pub(super) fn decode<T: WutsRequest>(&mut self, bytes: &[u8]) -> Result<Option<T>, Error> {
        json::decode(bytes, &mut self.report, Context::new(&self.parts.headers, &self.parts.extensions))
    }

    /// The path or the query as the JSON text that `T` is read from.
    pub(super) async fn texts_as_json<T: WutsRequest<Part: TextPart>>(&mut self) -> Result<String, Refusal> {
        Ok(json_of_texts::<T>(&T::Part::pairs(&mut self.parts).await?))
    }

    /// The body as the bytes of a JSON text.
    pub(super) async fn json_bytes(&mut self) -> Result<Bytes, Error> {
        body::require_json(&self.parts.headers)?;
        self.bytes().await
    }

    /// The body as the bytes of a JSON text, if there is one.
    pub(super) async fn optional_json_bytes(&mut self) -> Result<Option<Bytes>, Error> {
        let bytes = self.bytes().await?;
        if bytes.is_empty() {
            return Ok(None);
        }
        body::require_json(&self.parts.headers)?;
        Ok(Some(bytes))
    }

    async fn bytes(&mut self) -> Result<Bytes, Error> {
        body::require_length(&self.parts.headers, self.body_limit)?;
        let bytes = match std::mem::replace(&mut self.body, Unread::Some) {
            Unread::All(body) => body::collect(body, self.body_limit).await?,
            Unread::Some | Unread::Lent(_) | Unread::Nothing => Bytes::new(),
        };
        self.body = Unread::Nothing;
        Ok(bytes)
    }

    /// The whole request, for an extractor that wants to read the body itself, under the limit of the endpoint.
    pub(super) fn request(&mut self) -> Result<Request, Error> {
        body::require_length(&self.parts.headers, self.body_limit)?;
        let has_ended = Arc::new(AtomicBool::new(false));
        let body = match std::mem::replace(&mut self.body, Unread::Nothing) {
            Unread::All(body) => {
                self.body = Unread::Lent(Arc::clone(&has_ended));
                body::noted(body, has_ended)
            }
            Unread::Some | Unread::Lent(_) | Unread::Nothing => Body::empty(),
        };
        Ok(body::limited(self.parts.clone(), body, self.body_limit))
    }

    /// Send an answer: what is left of the body is thrown away, or the answer says that the connection ends.
    pub(crate) fn settle(self, mut response: Response) -> Response {
        let lives_on = match self.body {
            Unread::All(body) => rest::discard(body),
            Unread::Some => false,
            Unread::Lent(has_ended) => has_ended.load(Ordering::Acquire),
            Unread::Nothing => true,
        };
        if !lives_on && self.parts.version < Version::HTTP_2 {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}
