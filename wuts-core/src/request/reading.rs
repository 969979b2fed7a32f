use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use super::{TextRequest, body, json, texts};
use crate::envelope::{Error, enveloped, is_failure};
use crate::validate::{Context, Report, Source, WutsRequest, json_of_texts};

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
    body: Option<Body>,
    body_limit: usize,
    pub(crate) report: Report,
}

impl Reading {
    pub(crate) fn new(request: Request, body_limit: usize) -> Self {
        let (parts, body) = request.into_parts();
        Self { parts, body: Some(body), body_limit, report: Report::default() }
    }

    /// The value of a JSON text; `None` where faults were reported.
    pub(super) fn decode<T: WutsRequest>(&mut self, bytes: &[u8]) -> Result<Option<T>, Error> {
        json::decode(bytes, &mut self.report, Context::new(&self.parts.headers, &self.parts.extensions))
    }

    /// The path or the query as the JSON text that `T` is read from.
    pub(super) async fn texts_as_json<T: TextRequest>(&mut self) -> Result<String, Refusal> {
        let pairs = match T::SOURCE {
            Source::Path => texts::path(&mut self.parts).await?,
            Source::Query | Source::Body => texts::query(&self.parts)?,
        };
        Ok(json_of_texts::<T>(&pairs))
    }

    /// The body as the bytes of a JSON text, if there is one.
    pub(super) async fn optional_json_bytes(&mut self) -> Result<Option<Bytes>, Error> {
        if !self.has_unread_body() {
            return Ok(None);
        }
        body::require_length(&self.parts.headers, self.body_limit)?;
        let bytes = body::collect(self.body.take().unwrap_or_default(), self.body_limit).await?;
        if bytes.is_empty() {
            return Ok(None);
        }
        body::require_json(&self.parts.headers)?;
        Ok(Some(bytes))
    }

    /// The body as the bytes of a JSON text.
    pub(super) async fn json_bytes(&mut self) -> Result<Bytes, Error> {
        body::require_json(&self.parts.headers)?;
        body::require_length(&self.parts.headers, self.body_limit)?;
        let body = self.body.take().unwrap_or_default();
        body::collect(body, self.body_limit).await
    }

    /// The whole request, for an extractor that wants to read the body itself, under the limit of the endpoint.
    pub(super) fn request(&mut self) -> Result<Request, Error> {
        body::require_length(&self.parts.headers, self.body_limit)?;
        let body = self.body.take().unwrap_or_default();
        Ok(body::limited(self.parts.clone(), body, self.body_limit))
    }

    /// Whether the body was left unread.
    pub(crate) fn has_unread_body(&self) -> bool {
        self.body.as_ref().is_some_and(|body| !axum::body::HttpBody::is_end_stream(body))
    }
}
