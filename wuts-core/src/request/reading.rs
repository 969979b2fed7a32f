use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use axum::response::Response;

use super::rest::Rest;
use super::texts::TextPart;
use super::{body, json, rest};
use crate::auth::Caller;
use crate::endpoint::{Arrived, Unseen};
use crate::envelope::{Error, ErrorCode};
use crate::validate::{At, Context, InBody, Part, Report, WutsRequest, json_of_texts};

/// Why a request goes no further.
#[derive(Debug)]
pub enum Refusal {
    /// A failure of this crate.
    Error(Box<Error>),
    /// The rejection of somebody else's extractor, as it came.
    Answer(Box<Response>),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Error(Box::new(error))
    }
}

/// A request that is being read: its head, its body as long as nobody took it, and the faults found so far.
#[derive(Debug)]
pub struct Reading {
    pub(crate) parts: Parts,
    /// Whom the guard has let pass.
    pub(crate) caller: Option<Caller>,
    unseen: Option<Unseen>,
    /// Whether everything has been shown.
    is_shown: bool,
    rest: Rest,
    body_limit: usize,
    pub(crate) report: Report,
    /// Whether the body is what is waited for.
    pub(crate) awaits_body: bool,
}

impl Reading {
    #[inline]
    pub(crate) fn new(Arrived { request, unseen }: Arrived, body_limit: usize) -> Self {
        let (parts, body) = request.into_parts();
        Self {
            parts,
            caller: None,
            unseen,
            is_shown: false,
            rest: Rest::of(body),
            body_limit,
            report: Report::default(),
            awaits_body: false,
        }
    }

    /// What is left of the body.
    pub(crate) fn take_rest(&mut self) -> Rest {
        std::mem::take(&mut self.rest).of_client(&self.parts.headers)
    }

    /// What is left of the body, where all has been read. The head is let go, however long the endpoint takes.
    pub(crate) fn close(&mut self) -> Rest {
        let rest = self.take_rest();
        self.parts.headers = HeaderMap::new();
        self.parts.extensions = Extensions::new();
        rest
    }

    /// Show everything there is to an extractor that may ask for it.
    pub(super) fn show(&mut self) {
        if std::mem::replace(&mut self.is_shown, true) {
            return;
        }
        if let Some(unseen) = self.unseen.take() {
            unseen.show(&mut self.parts);
        }
        if let Some(caller) = self.caller {
            self.parts.extensions.insert(caller);
        }
    }

    /// The value of a JSON text; `None` where faults were reported.
    pub(super) fn decode<T: WutsRequest>(&mut self, bytes: &[u8]) -> Result<Option<T>, Error> {
        json::decode(bytes, &mut self.report, Context::new(&self.parts.headers, &self.parts.extensions, self.caller.as_ref()))
    }

    /// The value of a body. A text that is no JSON is one more fault where the path or the query has some already.
    pub(super) fn decode_body<T: WutsRequest<Part = InBody>>(&mut self, bytes: &[u8]) -> Result<Option<T>, Error> {
        match self.decode(bytes) {
            Err(error) => self.one_more(error).map(|()| None),
            decoded => decoded,
        }
    }

    fn one_more(&mut self, error: Error) -> Result<(), Error> {
        if !self.report.has_faults() || error.code() != ErrorCode::MALFORMED_JSON {
            return Err(error);
        }
        self.report.fault(&At::Root(InBody::NAME), error.message().to_owned(), None);
        Ok(())
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
        let Rest::Left(body) = &mut self.rest else { return Ok(Bytes::new()) };
        body::require_length(&self.parts.headers, body, self.body_limit)?;
        self.awaits_body = true;
        let read = body::collect(body, self.body_limit).await;
        self.awaits_body = false;
        match read {
            Ok(bytes) => {
                self.rest = Rest::None;
                Ok(bytes)
            }
            Err(error) => {
                if error.code() != ErrorCode::PAYLOAD_TOO_LARGE {
                    self.rest = Rest::Broken;
                }
                Err(error)
            }
        }
    }

    /// The whole request, for an extractor that wants to read the body itself, under the limit of the endpoint.
    pub(super) fn request(&mut self) -> Result<Request, Error> {
        if let Rest::Left(body) = &self.rest {
            body::require_length(&self.parts.headers, body, self.body_limit)?;
        }
        self.show();
        self.awaits_body = true;
        let body = match std::mem::take(&mut self.rest) {
            Rest::Left(body) => {
                let (body, rest) = rest::given_away(body, &self.parts.headers);
                self.rest = rest;
                body
            }
            _ => Body::empty(),
        };
        Ok(body::limited(self.parts.clone(), body, self.body_limit))
    }
}
