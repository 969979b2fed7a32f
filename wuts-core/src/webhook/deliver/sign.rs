//! The signatures of one attempt.

use axum::http::{HeaderMap, HeaderValue};
use jiff::Timestamp;

use crate::webhook::standard::{self, HeaderError};
use crate::webhook::{Secret, embedded};

/// The body and the headers to send at `now`: the first secret signs the body, all of them sign the headers.
/// Without a secret the body is as it was, and only the id and the time are sent.
pub(super) fn sign_at(
    id: &str,
    unsigned_body: &[u8],
    secrets: &[Secret],
    now: Timestamp,
) -> Result<(Vec<u8>, HeaderMap), HeaderError> {
    let Some(first) = secrets.first() else {
        return Ok((unsigned_body.to_vec(), unsigned_at(id, now)?));
    };
    let body = embedded::sign(unsigned_body, first);
    let mut headers = standard::sign_at(id, &body, first, now)?;
    let mut signatures = Vec::new();
    for secret in secrets {
        let signed = standard::sign_at(id, &body, secret, now)?;
        signatures.extend(signed.get(standard::SIGNATURE).and_then(|value| value.to_str().ok()).map(str::to_owned));
    }
    headers.insert(standard::SIGNATURE, HeaderValue::try_from(signatures.join(" ")).map_err(|_| HeaderError::Id)?);
    Ok((body, headers))
}

fn unsigned_at(id: &str, now: Timestamp) -> Result<HeaderMap, HeaderError> {
    let id = HeaderValue::from_str(id).map_err(|_| HeaderError::Id)?;
    Ok(HeaderMap::from_iter([(standard::ID, id), (standard::TIMESTAMP, now.as_second().into())]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhook::Delivery;

    const BODY: &[u8] = br#"{"id":"1","event":"call.offer","timestamp":1640995200,"device_id":"d","user_id":"u","data":{}}"#;

    #[test]
    fn old_and_new_secret_verify_during_a_rotation() {
        let (new, old) = (Secret::new("new").unwrap(), Secret::new("old").unwrap());
        let now: Timestamp = "2026-06-15T12:00:00Z".parse().unwrap();
        let (body, headers) = sign_at("1", BODY, &[new.clone(), old.clone()], now).unwrap();
        for secret in [&new, &old] {
            assert!(Delivery::verify_at(&headers, &body, std::slice::from_ref(secret), now).is_ok());
        }
        assert!(Delivery::verify(&body, &new).is_ok());
        assert!(Delivery::verify_at(&headers, &body, &[Secret::new("other").unwrap()], now).is_err());
    }

    #[test]
    fn without_a_secret_nothing_is_signed() {
        let now: Timestamp = "2026-06-15T12:00:00Z".parse().unwrap();
        let (body, headers) = sign_at("1", BODY, &[], now).unwrap();
        assert_eq!((body.as_slice(), headers.len()), (BODY, 2));
        assert_eq!(headers["webhook-timestamp"], now.as_second().to_string());
        assert!(sign_at("a\nb", BODY, &[], now).is_err());
    }
}
