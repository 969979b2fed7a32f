//! The `Authorization` header of the contract: `Bearer <token>` with the scheme in any case, or the bare token.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

use super::{Authenticate, AuthenticateError, AuthenticateMaster, Caller};
use crate::envelope::{Error, ErrorCode};
use crate::id::Token;

/// The caller of a request with these headers. No other part of a request is ever read for a token.
pub(super) async fn caller<S: Authenticate>(headers: &HeaderMap, state: &S) -> Result<Caller, Error> {
    let token = presented(headers).and_then(Token::from_ascii).ok_or_else(unauthorized)?;
    state.authenticate(token).await.map_err(unanswered)?.ok_or_else(unauthorized)
}

/// Whether a request with these headers carries the platform's token.
pub(super) async fn master<S: AuthenticateMaster>(headers: &HeaderMap, state: &S) -> Result<(), Error> {
    let token = presented(headers).and_then(|token| std::str::from_utf8(token).ok()).filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| Error::new(ErrorCode::UNAUTHORIZED, "master token required"))?;
    let is_master = state.authenticate_master(token).await.map_err(unanswered)?;
    if is_master { Ok(()) } else { Err(Error::new(ErrorCode::UNAUTHORIZED, "invalid master token")) }
}

fn unanswered(error: AuthenticateError) -> Error {
    Error::new(ErrorCode::SERVICE_UNAVAILABLE, "the token cannot be checked at the moment").with_source(error.0)
}

/// One answer for a missing, a malformed and an unknown token, so that the answer tells nothing about tokens.
fn unauthorized() -> Error {
    Error::of(ErrorCode::UNAUTHORIZED)
}

/// The token in the one `Authorization` header; two headers are ambiguous.
fn presented(headers: &HeaderMap) -> Option<&[u8]> {
    let value = headers.get(AUTHORIZATION)?;
    let is_repeated = headers.len() > headers.keys_len() && headers.get_all(AUTHORIZATION).iter().nth(1).is_some();
    if is_repeated {
        return None;
    }
    Some(without_scheme(value.as_bytes().trim_ascii()))
}

fn without_scheme(value: &[u8]) -> &[u8] {
    match value.split_first_chunk() {
        Some((scheme, token)) if is_bearer(*scheme) => token.trim_ascii_start(),
        _ => value,
    }
}

fn is_bearer(scheme: [u8; 7]) -> bool {
    scheme == *b"Bearer " || scheme.eq_ignore_ascii_case(b"bearer ")
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
        presented(&headers).and_then(Token::from_ascii)
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
