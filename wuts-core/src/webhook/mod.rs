//! Webhooks: what happened, as a named event in a signed body. Stops 8 and 9 of the walk.
//!
//! A receiver gets `{id, event, timestamp, device_id, user_id, data, signature}` ([`Delivery`]), signed in two ways at once:
//!
//! - in the body: `signature` is the last member, `"sha256="` and the hex of HMAC-SHA256 over the exact bytes of the body
//!   without that member. It is cut off and checked as bytes; nothing is serialised again.
//! - in the headers of [Standard Webhooks](standard): `webhook-id`, `webhook-timestamp`, `webhook-signature: v1,…`, so that
//!   any library of that standard verifies the same delivery.
//!
//! ```
//! use wuts_core::webhook::{Delivery, Secret};
//!
//! let secret = Secret::new("a-long-random-string")?;
//! let body = br#"{"id":"1","event":"call.offer","timestamp":1640995200,"device_id":"d","user_id":"u","data":{}}"#;
//! let delivery: Delivery = serde_json::from_slice(body)?;
//! let signed = delivery.sign(&secret)?;
//! assert_eq!(Delivery::verify(&signed.body, &secret)?.event.name(), "call.offer");
//! assert!(Delivery::verify(body, &secret).is_err(), "a missing signature is no pass");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod delivery;
mod embedded;
pub mod event;
mod secret;
pub mod standard;

pub use delivery::{Delivery, SignedDelivery, VerifyError};
pub use embedded::SignatureError;
pub use event::{Event, EventKind};
pub use secret::{InvalidSecret, Secret};
