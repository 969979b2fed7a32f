use axum::http::HeaderMap;
use jiff::Timestamp;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use uuid::Uuid;

use super::event::{DataOf, WutsEvent};
use super::standard::{self, HeaderError};
use super::{Event, Secrets, SignatureError, embedded};

/// What a receiver gets: an event, and about whose device it is.
///
/// Its JSON has the members of the contract in their order: `id`, `event`, `timestamp`, `device_id`, `user_id`, `data`.
/// The signature is no part of this type; [`sign_at`](Self::sign_at) appends it and [`verify`](Self::verify) checks it.
///
/// `E` is [`Event`], or an enum of one's own that derives [`WutsEvent`](derive@crate::WutsEvent).
#[derive(Clone, Debug)]
pub struct Delivery<E = Event> {
    /// Names this event: the same for every attempt, so the key to drop repeats by. A UUID where this crate makes it.
    pub id: String,
    /// When the event happened, in whole seconds on the wire.
    pub timestamp: Timestamp,
    /// The device it is about.
    pub device_id: String,
    /// The user whose device it is.
    pub user_id: String,
    /// What happened.
    pub event: E,
}

/// What is sent: the headers of one attempt, and a body with its signature as the last member.
#[derive(Clone, Debug)]
pub struct SignedDelivery {
    /// The headers of [Standard Webhooks](standard).
    pub headers: HeaderMap,
    /// The bytes to send.
    pub body: Vec<u8>,
}

impl<E: WutsEvent> Delivery<E> {
    /// A delivery with a new id.
    pub fn new(event: E, device_id: impl Into<String>, user_id: impl Into<String>, timestamp: Timestamp) -> Self {
        Self { id: Uuid::new_v4().to_string(), timestamp, device_id: device_id.into(), user_id: user_id.into(), event }
    }

    /// Write it for an attempt at `now`, signed in the body and in the headers.
    ///
    /// # Errors
    ///
    /// The event cannot be written as JSON, such as a typed payload with a map whose keys are no strings; or the id cannot
    /// stand in a header.
    pub fn sign_at(&self, secrets: &Secrets, now: Timestamp) -> Result<SignedDelivery, SignError> {
        let unsigned = serde_json::to_vec(self).map_err(SignError::Body)?;
        sign_at(&self.id, &unsigned, secrets, now).map_err(SignError::Headers)
    }

    /// Read a body whose own signature fits one of the secrets. It tells nothing about when it was sent: whoever has such a
    /// body can send it again. Prefer [`verify_at`](Self::verify_at) where the sender sends headers.
    ///
    /// # Errors
    ///
    /// The signature is missing or does not fit, or the body is no delivery.
    pub fn verify(body: &[u8], secrets: &Secrets) -> Result<Self, VerifyError> {
        embedded::verify(body, secrets).map_err(VerifyError::Signature)?;
        Self::from_json(body).map_err(VerifyError::Body)
    }

    /// Read a body whose Standard Webhooks headers fit at `now`; see [`standard::verify_at`].
    ///
    /// # Errors
    ///
    /// The headers are missing, too old or do not fit, or the body is no delivery.
    pub fn verify_at(headers: &HeaderMap, body: &[u8], secrets: &Secrets, now: Timestamp) -> Result<Self, VerifyError> {
        standard::verify_at(headers, body, secrets, now).map_err(VerifyError::Headers)?;
        Self::from_json(body).map_err(VerifyError::Body)
    }
}

/// Sign the JSON of a delivery for an attempt at `now`, in the body by the current secret and in the headers by all. For who
/// keeps deliveries as text between attempts; [`Delivery::sign_at`] is the same from the type.
///
/// `unsigned` is a JSON object with at least one member.
///
/// # Errors
///
/// `id` cannot stand in a header.
pub fn sign_at(id: &str, unsigned: &[u8], secrets: &Secrets, now: Timestamp) -> Result<SignedDelivery, HeaderError> {
    let body = embedded::sign(unsigned, secrets.current());
    Ok(SignedDelivery { headers: standard::sign_at(id, &body, secrets, now)?, body })
}

impl<E: WutsEvent> Serialize for Delivery<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut delivery = serializer.serialize_struct("Delivery", 6)?;
        delivery.serialize_field("id", &self.id)?;
        delivery.serialize_field("event", self.event.name())?;
        delivery.serialize_field("timestamp", &self.timestamp.as_second())?;
        delivery.serialize_field("device_id", &self.device_id)?;
        delivery.serialize_field("user_id", &self.user_id)?;
        delivery.serialize_field("data", &DataOf(&self.event))?;
        delivery.end()
    }
}

/// Why a delivery cannot be signed.
#[derive(Debug)]
pub enum SignError {
    /// It cannot be written as JSON.
    Body(serde_json::Error),
    /// Its headers cannot be made.
    Headers(HeaderError),
}

impl std::fmt::Display for SignError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Body(error) => write!(f, "the delivery cannot be written: {error}"),
            Self::Headers(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SignError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            Self::Headers(error) => Some(error),
        }
    }
}

/// Why a body does not count as a delivery. For the log; a sender is told no more than 401.
#[derive(Debug)]
pub enum VerifyError {
    /// The signature in the body is missing or does not fit.
    Signature(SignatureError),
    /// The headers are missing or do not fit.
    Headers(HeaderError),
    /// The signature fits, and the body is no delivery.
    Body(serde_json::Error),
}

impl std::fmt::Display for VerifyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Signature(error) => error.fmt(f),
            Self::Headers(error) => error.fmt(f),
            Self::Body(error) => write!(f, "the body is no delivery: {error}"),
        }
    }
}

impl std::error::Error for VerifyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Signature(error) => Some(error),
            Self::Headers(error) => Some(error),
            Self::Body(error) => Some(error),
        }
    }
}
