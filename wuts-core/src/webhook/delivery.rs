use axum::http::HeaderMap;
use jiff::Timestamp;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::standard::{self, HeaderError};
use super::{Event, Secret, SignatureError, embedded};

/// What a receiver gets: an event, and about whose device it is.
///
/// Its JSON has the members of the contract in their order: `id`, `event`, `timestamp`, `device_id`, `user_id`, `data`.
/// The signature is no part of this type; [`sign`](Self::sign) appends it and [`verify`](Self::verify) checks it.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Names this event: the same for every attempt, so the key to drop repeats by. A UUID where this crate makes it.
    pub id: String,
    /// When the event happened, in whole seconds on the wire.
    pub timestamp: Timestamp,
    /// The device it is about.
    pub device_id: String,
    /// The user whose device it is.
    pub user_id: String,
    /// What happened.
    pub event: Event,
}

/// A body ready to be sent, with its signature as the last member.
#[derive(Clone, Debug)]
pub struct SignedDelivery {
    /// The event's id, which is the `webhook-id` header too.
    pub id: String,
    /// The bytes to send.
    pub body: Vec<u8>,
}

impl Delivery {
    /// A delivery with a new id.
    pub fn new(event: Event, device_id: impl Into<String>, user_id: impl Into<String>, timestamp: Timestamp) -> Self {
        Self { id: Uuid::new_v4().to_string(), timestamp, device_id: device_id.into(), user_id: user_id.into(), event }
    }

    /// Write it, with the signature in the body.
    ///
    /// # Errors
    ///
    /// The event cannot be written as JSON, such as a typed payload with a map whose keys are no strings.
    pub fn sign(&self, secret: &Secret) -> Result<SignedDelivery, serde_json::Error> {
        let unsigned = serde_json::to_vec(self)?;
        Ok(SignedDelivery { id: self.id.clone(), body: embedded::sign(&unsigned, secret) })
    }

    /// Read a body whose signature fits.
    ///
    /// # Errors
    ///
    /// The signature is missing or does not fit, or the body is no delivery.
    pub fn verify(body: &[u8], secret: &Secret) -> Result<Self, VerifyError> {
        embedded::verify(body, secret).map_err(VerifyError::Signature)?;
        serde_json::from_slice(body).map_err(VerifyError::Body)
    }
}

impl Delivery {
    /// Read a body whose Standard Webhooks headers fit at `now`; see [`standard::verify_at`].
    ///
    /// # Errors
    ///
    /// The headers are missing, too old or do not fit, or the body is no delivery.
    pub fn verify_at(headers: &HeaderMap, body: &[u8], secrets: &[Secret], now: Timestamp) -> Result<Self, VerifyError> {
        standard::verify_at(headers, body, secrets, now).map_err(VerifyError::Headers)?;
        serde_json::from_slice(body).map_err(VerifyError::Body)
    }
}

impl SignedDelivery {
    /// The Standard Webhooks headers for an attempt at `now`.
    ///
    /// # Errors
    ///
    /// The id cannot stand in a header.
    pub fn headers_at(&self, secret: &Secret, now: Timestamp) -> Result<HeaderMap, HeaderError> {
        standard::sign_at(&self.id, &self.body, secret, now)
    }
}

impl Serialize for Delivery {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut delivery = serializer.serialize_struct("Delivery", 6)?;
        delivery.serialize_field("id", &self.id)?;
        delivery.serialize_field("event", self.event.name())?;
        delivery.serialize_field("timestamp", &self.timestamp.as_second())?;
        delivery.serialize_field("device_id", &self.device_id)?;
        delivery.serialize_field("user_id", &self.user_id)?;
        delivery.serialize_field("data", &self.event.data())?;
        delivery.end()
    }
}

impl<'de> Deserialize<'de> for Delivery {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Members {
            id: String,
            event: String,
            timestamp: i64,
            device_id: String,
            user_id: String,
            data: Box<RawValue>,
        }

        let members = Members::deserialize(deserializer)?;
        Ok(Self {
            id: members.id,
            timestamp: Timestamp::from_second(members.timestamp).map_err(D::Error::custom)?,
            device_id: members.device_id,
            user_id: members.user_id,
            event: Event::from_parts(&members.event, members.data).map_err(D::Error::custom)?,
        })
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
