//! The parts of a request that are names and texts: the parameters of the path, and the query.

use std::borrow::Cow;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use percent_encoding::percent_decode_str;

use super::Refusal;
use crate::envelope::{Error, ErrorCode};
use crate::validate::Source;

type Pairs<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

/// The parameters of the path, decoded.
pub(super) async fn path(parts: &mut Parts) -> Result<Pairs<'static>, Refusal> {
    use axum::response::IntoResponse;
    let answer = match RawPathParams::from_request_parts(parts, &()).await {
        Ok(parameters) => {
            let owned = |(name, text): (&str, &str)| (Cow::Owned(name.to_owned()), Cow::Owned(text.to_owned()));
            return Ok(parameters.iter().map(owned).collect());
        }
        Err(rejection) => rejection.into_response(),
    };
    Err(Refusal::of_rejection(answer).await)
}

/// The names and texts of the query, decoded.
pub(super) fn query(parts: &Parts) -> Result<Pairs<'_>, Error> {
    let query = parts.uri.query().unwrap_or_default();
    if percent_decode_str(query).decode_utf8().is_err() {
        return Err(Error::new(ErrorCode::BAD_REQUEST, format!("the {} is not UTF-8", Source::Query.name())));
    }
    Ok(form_urlencoded::parse(query.as_bytes()).collect())
}
