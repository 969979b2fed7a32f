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
//! use wuts_core::jiff::Timestamp;
//! use wuts_core::webhook::{Delivery, Secret, Secrets};
//!
//! let secrets = Secrets::from(Secret::new("a-long-random-string")?);
//! let body = br#"{"id":"1","event":"call.offer","timestamp":1640995200,"device_id":"d","user_id":"u","data":{}}"#;
//! let delivery: Delivery = Delivery::from_json(body)?;
//!
//! let now = Timestamp::now();
//! let signed = delivery.sign_at(&secrets, now)?;
//! let received: Delivery = Delivery::verify_at(&signed.headers, &signed.body, &secrets, now)?;
//! assert_eq!(received.event, delivery.event);
//! assert!(<Delivery>::verify(body, &secrets).is_err(), "a missing signature is no pass");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub mod deliver;
mod delivery;
mod embedded;
pub mod event;
mod reading;
mod receive;
mod secret;
pub mod standard;

pub use delivery::{Delivery, SignError, SignedDelivery, VerifyError, sign_at};
pub use embedded::SignatureError;
pub use event::{Event, EventKind, WutsEvent};
pub use receive::{ReceiveWebhooks, SeenIds, SeenInMemory, Verified, Webhook, WebhookReceiver};
pub use secret::{InvalidSecret, Secret, Secrets};
