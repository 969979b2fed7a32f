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

/// The names and texts of a query, decoded: pairs stand between `&`, and a `+` is a blank.
pub(super) fn of_query(query: &str) -> Result<Pairs, Error> {
    let decoded = |text: &str| match percent_decode_str(&text.replace('+', " ")).decode_utf8() {
        Ok(text) => Ok(Cow::Owned(text.into_owned())),
        Err(_) => Err(Error::new(ErrorCode::BAD_REQUEST, "the query is not UTF-8")),
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let read = |pair: &str| {
        let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
        Ok((decoded(name)?, decoded(text)?))
    };
    pairs.map(read).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_query_is_read_as_a_form_is(query in "([a+=&%]|%[0-9A-F]{2}|%C3%A4|\\PC){0,24}") {
            let is_text = percent_decode_str(&query).decode_utf8().is_ok();
            match of_query(&query) {
                Ok(pairs) => prop_assert!(is_text && pairs.into_iter().eq(form_urlencoded::parse(query.as_bytes()))),
                Err(error) => prop_assert!(!is_text, "{error:?}"),
            }
        }
    }
}
