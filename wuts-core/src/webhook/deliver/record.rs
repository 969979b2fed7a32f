//! What became of deliveries, and what may be done about it.

use std::time::Duration;

use jiff::Timestamp;

use super::store::{AttemptRow, FailedRow, timestamp};
use super::{Outbox, OutboxError, now};

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// It waits, or is being sent.
    Pending,
    /// The receiver answered with 2xx.
    Delivered,
    /// It was given up.
    Failed,
}

/// A delivery that was given up, after its last attempt or a final answer, or because its receiver was removed.
#[derive(Clone, Debug)]
pub struct FailedDelivery {
    /// Where it stands in the list; the next page begins after it.
    pub position: i64,
    /// The event's id.
    pub id: String,
    /// The device it is about.
    pub device_id: String,
    /// The name of the event.
    pub event: String,
    /// The body, unsigned.
    pub body: String,
    /// How many attempts were made since it was enqueued or sent again.
    pub attempts: u32,
    /// When it was enqueued.
    pub created_at: Timestamp,
    /// When it was given up.
    pub failed_at: Timestamp,
}

/// One attempt.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// When it began.
    pub at: Timestamp,
    /// How long it took.
    pub elapsed: Duration,
    /// The status of the answer; without one there is an error.
    pub status: Option<u16>,
    /// Why there was no answer. For the log; it may name addresses.
    pub error: Option<String>,
    /// The first bytes of the answer's body, 1 KiB at most.
    pub answer: Vec<u8>,
}

impl Outbox {
    /// Where a delivery stands; nothing if it was never taken, or is forgotten by now.
    ///
    /// # Errors
    ///
    /// The database fails.
    pub async fn state(&self, id: &str) -> Result<Option<DeliveryState>, OutboxError> {
        let state = self.store.state(id).await?;
        Ok(state.map(|state| match state {
            0 => DeliveryState::Pending,
            1 => DeliveryState::Delivered,
            _ => DeliveryState::Failed,
        }))
    }

    /// Up to `limit` failed deliveries, of one device or of all, oldest first, behind a
    /// [position](FailedDelivery::position); 0 is the beginning.
    ///
    /// # Errors
    ///
    /// The database fails.
    pub async fn failed(&self, device_id: Option<&str>, after: i64, limit: u32) -> Result<Vec<FailedDelivery>, OutboxError> {
        let rows = self.store.failed(device_id, after, limit.into()).await?;
        Ok(rows.into_iter().map(failed_delivery).collect())
    }

    /// The attempts that were made at a delivery, first to last.
    ///
    /// # Errors
    ///
    /// The database fails.
    pub async fn attempts(&self, id: &str) -> Result<Vec<Attempt>, OutboxError> {
        Ok(self.store.attempts(id).await?.into_iter().map(attempt).collect())
    }

    /// Send a failed delivery again, with the same id and body, and all its attempts anew. It goes before what waits in its
    /// chat. False if no delivery of this id has failed.
    ///
    /// # Errors
    ///
    /// The database fails.
    pub async fn resend(&self, id: &str) -> Result<bool, OutboxError> {
        let is_resent = self.store.resend(id, now().as_microsecond()).await?;
        self.wake();
        Ok(is_resent)
    }

    /// Forget a failed delivery and its attempts. False if no delivery of this id has failed.
    ///
    /// # Errors
    ///
    /// The database fails.
    pub async fn discard(&self, id: &str) -> Result<bool, OutboxError> {
        Ok(self.store.discard(id).await?)
    }
}

fn failed_delivery(row: FailedRow) -> FailedDelivery {
    let (position, id, device_id, event, body, attempts, created_at, failed_at) = row;
    let (created_at, failed_at) = (timestamp(created_at), timestamp(failed_at));
    let attempts = u32::try_from(attempts).unwrap_or_default();
    FailedDelivery { position, id, device_id, event, body, attempts, created_at, failed_at }
}

fn attempt(row: AttemptRow) -> Attempt {
    let (at, elapsed_us, status, error, answer) = row;
    let status = status.and_then(|status| u16::try_from(status).ok());
    Attempt { at: timestamp(at), elapsed: Duration::from_micros(elapsed_us.unsigned_abs()), status, error, answer }
}
