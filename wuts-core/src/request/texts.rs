//! The parts of a request that are names and texts: the parameters of the path, and the query.

use std::borrow::Cow;
use std::future::Future;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::response::IntoResponse;
use percent_encoding::percent_decode_str;

use super::Refusal;
use crate::envelope::{Error, ErrorCode};
use crate::validate::{InPath, InQuery, InUnknown, Part};

type Pairs = Vec<(Cow<'static, str>, Cow<'static, str>)>;

/// A part of a request that is names and texts.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no part of a request that comes as texts",
    label = "neither the path nor the query",
    note = "`#[wuts(from = path)]` and `#[wuts(from = query)]` read such parts"
)]
pub trait TextPart: Part {
    /// The names and texts, decoded.
    fn pairs(parts: &mut Parts) -> impl Future<Output = Result<Pairs, Refusal>> + Send;
}

fn owned(name: &str, text: &str) -> (Cow<'static, str>, Cow<'static, str>) {
    (Cow::Owned(name.to_owned()), Cow::Owned(text.to_owned()))
}

impl TextPart for InPath {
    async fn pairs(parts: &mut Parts) -> Result<Pairs, Refusal> {
        let answer = match RawPathParams::from_request_parts(parts, &()).await {
            Ok(parameters) => return Ok(parameters.iter().map(|(name, text)| owned(name, text)).collect()),
            Err(rejection) => rejection.into_response(),
        };
        Err(Refusal::Answer(Box::new(answer)))
    }
}

impl TextPart for InUnknown {
    async fn pairs(_: &mut Parts) -> Result<Pairs, Refusal> {
        Ok(Vec::new())
    }
}

impl TextPart for InQuery {
    async fn pairs(parts: &mut Parts) -> Result<Pairs, Refusal> {
        Ok(of_query(parts.uri.query().unwrap_or_default())?)
    }
}

/// The names and texts of a query, decoded.
pub(super) fn of_query(query: &str) -> Result<Pairs, Error> {
    if percent_decode_str(query).decode_utf8().is_err() {
        return Err(Error::new(ErrorCode::BAD_REQUEST, "the query is not UTF-8"));
    }
    Ok(form_urlencoded::parse(query.as_bytes()).map(|(name, text)| owned(&name, &text)).collect())
}
