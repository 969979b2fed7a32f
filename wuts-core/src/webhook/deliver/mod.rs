//! The outbox: webhook deliveries that survive a crash, as rows of SQLite or PostgreSQL. Feature `deliver` with `sqlite` or
//! `postgres`.
//!
//! ```no_run
//! # #[cfg(feature = "sqlite")]
//! # async fn example(pool: sqlx::SqlitePool, delivery: wuts_core::webhook::Delivery) -> Result<(), Box<dyn std::error::Error>> {
//! use wuts_core::webhook::deliver::{Outbox, Receiver};
//!
//! let outbox = Outbox::sqlite(pool.clone());
//! outbox.migrate().await?;
//! outbox.configure("device-1", &Receiver::new("https://example.com/hook")?.secret("a-long-random-string")?).await?;
//! let workers = outbox.start()?;
//!
//! let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
//! // … the change that the event is about …
//! outbox.enqueue_in(&mut transaction, &delivery).await?;
//! transaction.commit().await?;
//! outbox.wake();
//!
//! workers.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! # What it promises
//!
//! - **At least once.** A delivery is done when its receiver answered 2xx, and not before. It may arrive twice, such as when the
//!   process dies between answer and commit; the id is the same then, so that the receiver can drop the second.
//! - **With the change or not at all.** [`Outbox::enqueue_in`] writes in the caller's transaction.
//! - **In order for each chat** of a device, unless [`Receiver::ordered`] says otherwise: the next delivery is sent when the one
//!   before it is done or has failed. Chats do not wait for each other, nor receivers.
//! - **A crash loses nothing.** A claim is a lease that lasts longer than the attempt may take; when it ends, another worker
//!   claims the delivery. Any number of processes may work on one database.
//! - **Bounded.** So many attempts at once, in all and for each receiver; so many deliveries that wait, beyond which
//!   [`OutboxError::Full`] is the answer; so many bytes and so much time for each answer.
//!
//! # After an attempt
//!
//! | answer | what happens |
//! | --- | --- |
//! | 2xx | delivered |
//! | 408, 425, 429, 5xx | tried again: the receiver says that later is better |
//! | no answer: timeout, no connection, no TLS, a refused address | tried again |
//! | 410 | failed, and the receiver is disabled until it is configured again; what waits for it is kept |
//! | any other, redirects among them | failed |
//!
//! The delays are those of the [`Schedule`]. After [`Receiver::retry_attempts`] retries a delivery has failed: it is kept, listed by
//! [`Outbox::failed`], and sent again by [`Outbox::resend`]. Each attempt is recorded ([`Outbox::attempts`]).
//!
//! After 5 failures in a row a receiver rests for a delay of the same schedule, and then gets one attempt at a time until one
//! succeeds; each failure makes the rest longer. What waits meanwhile uses up no attempt. With 429 or 503 and `Retry-After` it
//! rests at once, for as long as it asks.
//!
//! # Where a delivery may go
//!
//! Whoever configures a URL makes this process send requests. So it goes over HTTPS to the public internet only ([`is_public`]):
//! the addresses that the name resolves to are checked when the connection is made, and the connection goes to one that passed.
//! Redirects are not followed, no proxy is taken from the environment. [`Settings::networks`] opens more, also for plain HTTP.
//!
//! # Tables
//!
//! `webhook_receivers` (by device; the secrets stand there as they are, for they are needed to sign), `webhook_deliveries` (the body
//! unsigned: it is signed at each attempt with the secrets of that time) and `webhook_attempts`. Times are microseconds since
//! 1970. A state is 0 for pending, 1 for delivered, 2 for failed.
//!
//! The next delivery of each chat is found by jumping through an index from receiver to receiver and from chat to chat, so that
//! neither a dead receiver nor a long queue is read through.

mod address;
mod attempt;
mod capacity;
mod connection;
mod error;
mod headers;
mod judge;
mod load;
pub mod metrics;
mod outbox;
mod outcome;
mod outgoing;
mod receiver;
mod record;
mod resolve;
mod schedule;
mod settings;
mod sign;
mod store;
mod worker;

pub use address::is_public;
pub use connection::Connection;
pub use error::{InvalidReceiver, OutboxError};
pub use ipnet;
pub use outbox::{Enqueued, Outbox};
pub use outgoing::Outgoing;
pub use receiver::{LONGEST_TIMEOUT, Receiver};
pub use record::{Attempt, DeliveryState, FailedDelivery};
pub use resolve::{Lookup, Resolver, SystemResolver};
pub use schedule::Schedule;
pub use settings::Settings;
pub use sqlx;
pub use worker::Workers;

/// The clock.
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
