//! The `Authorization` header of the contract: `Bearer <token>` with the scheme in any case, or the bare token.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

use super::{Authenticate, AuthenticateError, Caller};
use crate::envelope::{Error, ErrorCode};
use crate::id::Token;

/// The caller of a request with these headers. No other part of a request is ever read for a token.
pub(super) async fn caller<S: Authenticate>(headers: &HeaderMap, state: &S) -> Result<Caller, Error> {
    let token = token(headers).ok_or_else(unauthorized)?;
    match state.authenticate(token).await {
        Ok(Some(caller)) => Ok(caller),
        Ok(None) => Err(unauthorized()),
        Err(AuthenticateError(cause)) => {
            Err(Error::new(ErrorCode::SERVICE_UNAVAILABLE, "the token cannot be checked at the moment").with_source(cause))
        }
    }
}

/// One answer for a missing, a malformed and an unknown token, so that the answer tells nothing about tokens.
fn unauthorized() -> Error {
    Error::of(ErrorCode::UNAUTHORIZED)
}

fn token(headers: &HeaderMap) -> Option<Token> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let value = values.next()?;
    if values.next().is_some() {
        return None;
    }
    without_scheme(value.to_str().ok()?.trim_ascii()).parse().ok()
}

fn without_scheme(value: &str) -> &str {
    match value.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim_ascii_start(),
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const TOKEN: &str = "8f1c2d3e-4a5b-4c7d-8e9f-0a1b2c3d4e5f";

    fn read(values: &[&str]) -> Option<Token> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, HeaderValue::from_str(value).unwrap());
        }
        token(&headers)
    }

    #[test]
    fn the_scheme_may_be_in_any_case_or_missing() {
        for scheme in ["Bearer ", "bearer ", "BEARER ", "bEaReR   ", "", "  "] {
            assert_eq!(read(&[&format!("{scheme}{TOKEN}")]), TOKEN.parse().ok(), "{scheme:?}");
        }
    }

    #[test]
    fn anything_else_is_no_token() {
        for value in [
            "",
            "Bearer",
            "Bearer ",
            "Basic dXNlcjpwYXNz",
            &format!("Basic {TOKEN}"),
            &format!("Bearer{TOKEN}"),
            &format!("Bearer {TOKEN} x"),
            &format!("Bearer Bearer {TOKEN}"),
            &format!("Bearer {{{TOKEN}}}"),
        ] {
            assert_eq!(read(&[value]), None, "{value:?}");
        }
        let value = format!("Bearer {TOKEN}");
        assert_eq!(read(&[]), None);
        assert_eq!(read(&[&value, &value]), None, "two headers are ambiguous");
    }
}
