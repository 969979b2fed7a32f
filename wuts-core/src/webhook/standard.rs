//! The headers of Standard Webhooks, version 1: HMAC-SHA256 in base64 over `id.timestamp.body`.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use super::Secrets;

/// `webhook-id`: the same for every attempt to deliver one event; the key to drop repeats by.
pub const ID: HeaderName = HeaderName::from_static("webhook-id");
/// `webhook-timestamp`: when this attempt was made, in Unix seconds.
pub const TIMESTAMP: HeaderName = HeaderName::from_static("webhook-timestamp");
/// `webhook-signature`: signatures separated by spaces, each `v1,` and base64.
pub const SIGNATURE: HeaderName = HeaderName::from_static("webhook-signature");

/// How far the clocks of sender and receiver may be apart: 5 minutes, both ways.
pub const TOLERANCE: Duration = Duration::from_mins(5);

const SCHEME: &str = "v1,";

/// The three headers for a body that is sent at `now`, with a signature by each of the secrets.
///
/// # Errors
///
/// `id` cannot stand in a header, or has a dot, which would make the signed text ambiguous.
pub fn sign_at(id: &str, body: &[u8], secrets: &Secrets, now: Timestamp) -> Result<HeaderMap, HeaderError> {
    let id_header = id_header(id)?;
    let seconds = now.as_second().to_string();
    let signed = signed(id, &seconds, body);
    let tags: Vec<String> = secrets.iter().map(|secret| format!("{SCHEME}{}", STANDARD.encode(secret.sign(&signed)))).collect();
    let header = |text: &str| HeaderValue::from_str(text).map_err(|_| HeaderError::Id);
    Ok(HeaderMap::from_iter([(ID, id_header), (TIMESTAMP, header(&seconds)?), (SIGNATURE, header(&tags.join(" "))?)]))
}

/// The id as a header.
///
/// # Errors
///
/// As [`sign_at`].
pub(super) fn id_header(id: &str) -> Result<HeaderValue, HeaderError> {
    let header = HeaderValue::from_str(id).map_err(|_| HeaderError::Id)?;
    if id.is_empty() || id.contains('.') { Err(HeaderError::Id) } else { Ok(header) }
}

/// Check the headers of a body that arrives at `now`; gives its `webhook-id`.
///
/// Any one of `secrets` may have signed it, so that an old one can be kept during a rotation. All are tried, in constant
/// time each. Pass the clock's time for `now`; a test passes its own.
///
/// # Errors
///
/// A header is missing or unreadable, the timestamp is more than [`TOLERANCE`] away from `now`, or no `v1` signature fits.
pub fn verify_at<'h>(headers: &'h HeaderMap, body: &[u8], secrets: &Secrets, now: Timestamp) -> Result<&'h str, HeaderError> {
    Presented::within(headers, TOLERANCE, now)?.verify(body, secrets)
}

/// The headers of a request that came in time. Nothing is verified yet.
pub(super) struct Presented<'h> {
    id: &'h str,
    timestamp: &'h str,
    signatures: &'h str,
}

impl<'h> Presented<'h> {
    /// The headers, if all are there and the timestamp is at most `tolerance` away from `now`.
    pub(super) fn within(headers: &'h HeaderMap, tolerance: Duration, now: Timestamp) -> Result<Self, HeaderError> {
        let presented =
            Self { id: text(headers, &ID)?, timestamp: text(headers, &TIMESTAMP)?, signatures: text(headers, &SIGNATURE)? };
        let sent: i64 = presented.timestamp.parse().map_err(|_| HeaderError::Timestamp)?;
        if sent.abs_diff(now.as_second()) > tolerance.as_secs() { Err(HeaderError::Expired) } else { Ok(presented) }
    }

    /// The `webhook-id`, if one of the signatures fits one of the secrets.
    pub(super) fn verify(&self, body: &[u8], secrets: &Secrets) -> Result<&'h str, HeaderError> {
        let signed = signed(self.id, self.timestamp, body);
        let tags = self.signatures.split(' ').filter_map(|signature| STANDARD.decode(signature.strip_prefix(SCHEME)?).ok());
        let is_valid = tags.fold(false, |is_valid, tag| secrets.verify(&signed, &tag) | is_valid);
        if is_valid { Ok(self.id) } else { Err(HeaderError::Mismatch) }
    }
}

fn signed<'a>(id: &'a str, timestamp: &'a str, body: &'a [u8]) -> [&'a [u8]; 5] {
    [id.as_bytes(), b".", timestamp.as_bytes(), b".", body]
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Result<&'h str, HeaderError> {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.filter(|text| !text.is_empty()).ok_or(HeaderError::Missing)
}

/// Why Standard Webhooks headers do not count, or cannot be made. For the log; a sender is told no more than 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderError {
    /// One of the three headers is missing, empty or no text.
    Missing,
    /// The timestamp is no whole number of seconds.
    Timestamp,
    /// The timestamp is too far in the past or in the future.
    Expired,
    /// No signature of a known scheme fits the body and a secret.
    Mismatch,
    /// The id cannot be sent: it is empty, has a dot, or does not fit in a header.
    Id,
}

impl std::fmt::Display for HeaderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Missing => "a webhook header is missing",
            Self::Timestamp => "the webhook timestamp is no number of seconds",
            Self::Expired => "the webhook timestamp is too far from now",
            Self::Mismatch => "no webhook signature fits",
            Self::Id => "the webhook id cannot be sent in a header",
        })
    }
}

impl std::error::Error for HeaderError {}
