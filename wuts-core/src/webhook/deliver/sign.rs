//! What is sent in one attempt: signed, where the receiver has a secret.

use axum::http::HeaderMap;
use jiff::Timestamp;

use crate::webhook::standard::{self, HeaderError};
use crate::webhook::{Secrets, SignedDelivery, sign_at};

/// The body and the headers to send at `now`. Without a secret the body is as it was, and only the id and the time are sent.
pub(super) fn outgoing_at(
    id: &str,
    unsigned: &[u8],
    secrets: Option<&Secrets>,
    now: Timestamp,
) -> Result<SignedDelivery, HeaderError> {
    match secrets {
        Some(secrets) => sign_at(id, unsigned, secrets, now),
        None => Ok(SignedDelivery { headers: unsigned_at(id, now)?, body: unsigned.to_vec() }),
    }
}

fn unsigned_at(id: &str, now: Timestamp) -> Result<HeaderMap, HeaderError> {
    Ok(HeaderMap::from_iter([(standard::ID, standard::id_header(id)?), (standard::TIMESTAMP, now.as_second().into())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_secret_nothing_is_signed() {
        let now: Timestamp = "2026-06-15T12:00:00Z".parse().unwrap();
        let sent = outgoing_at("1", b"{}", None, now).unwrap();
        assert_eq!((sent.body.as_slice(), sent.headers.len()), (&b"{}"[..], 2));
        assert_eq!(sent.headers["webhook-timestamp"], now.as_second().to_string());
        assert!(outgoing_at("a\nb", b"{}", None, now).is_err());
    }
}
