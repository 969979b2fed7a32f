//! The rows, and which database they are in.

#[cfg(feature = "postgres")]
#[allow(clippy::duplicate_mod, reason = "the same queries are compiled once for each database")]
pub(super) mod postgres;
mod receiver;
#[cfg(feature = "sqlite")]
pub(super) mod sqlite;
mod tables;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
#[cfg(feature = "sqlite")]
use tokio::sync::Mutex;
use tokio::sync::MutexGuard;

use super::Receiver;
use super::load::Load;

pub(super) use receiver::StoredReceiver;

/// The pool of the database that holds the rows.
#[derive(Clone, Debug)]
pub(super) enum Store {
    /// One connection writes at a time. Those of this process that do so all the time (enqueue, claim, settle) take turns, in the order
    /// in which they came: left to SQLite, they would ask again and again for the lock.
    #[cfg(feature = "sqlite")]
    Sqlite(sqlite::Pool, Arc<Mutex<()>>),
    #[cfg(feature = "postgres")]
    Postgres(postgres::Pool),
}

/// Calls one query, in the version of the store's database.
macro_rules! on {
    ($store:expr, $($module:ident)::+($($argument:expr),*)) => {
        match *$store {
            #[cfg(feature = "sqlite")]
            Store::Sqlite(ref pool, _) => sqlite::$($module)::+(pool, $($argument),*).await,
            #[cfg(feature = "postgres")]
            Store::Postgres(ref pool) => postgres::$($module)::+(pool, $($argument),*).await,
        }
    };
}

/// A delivery to be taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewDelivery<'d> {
    pub id: &'d str,
    pub device_id: &'d str,
    pub lane: &'d str,
    pub event: &'d str,
    pub body: &'d str,
    pub now: i64,
}

/// The right to settle a delivery: its row, and which claim on it this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lease {
    pub seq: i64,
    pub claim: i64,
}

/// A delivery that is leased, and where it goes.
#[derive(Clone, Debug)]
pub(super) struct Claimed {
    pub lease: Lease,
    pub id: String,
    pub device_id: String,
    pub body: String,
    /// This attempt included.
    pub attempts: i64,
    pub created_at: i64,
    /// Of the receiver's configuration.
    pub version: i64,
    pub receiver: Arc<Receiver>,
}

/// What is written down about an attempt.
#[derive(Clone, Debug)]
pub(super) struct Settlement {
    pub lease: Lease,
    pub id: String,
    pub device_id: String,
    pub version: i64,
    pub created_at: i64,
    pub at: i64,
    pub elapsed_us: i64,
    pub status: Option<u16>,
    pub error: Option<String>,
    pub answer: Vec<u8>,
    pub step: Step,
    pub health: Health,
}

/// What becomes of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Delivered,
    Retry { due_at: i64 },
    Failed,
}

/// What an attempt tells about the receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Health {
    /// It answers.
    Well,
    /// It does not, or not as it should.
    Unwell,
    /// It wants to be left alone for a while.
    Busy { until: i64 },
    /// It wants nothing any more.
    Gone,
}

pub(super) type FailedRow = (i64, String, String, String, String, i64, i64, i64);
pub(super) type AttemptRow = (i64, i64, Option<i64>, Option<String>, Vec<u8>);

impl Store {
    /// The turn to write; nobody has to wait for one in PostgreSQL.
    #[cfg_attr(not(feature = "sqlite"), allow(clippy::unused_async, reason = "only SQLite's writers wait"))]
    pub async fn turn(&self) -> Option<MutexGuard<'_, ()>> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_, turn) => Some(turn.lock().await),
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => None,
        }
    }

    pub async fn migrate(&self) -> Result<(), sqlx::migrate::MigrateError> {
        on!(self, migrate())
    }

    pub async fn configure(&self, device_id: &str, receiver: &StoredReceiver, now: i64) -> sqlx::Result<()> {
        on!(self, queries::manage::configure(device_id, receiver, now))
    }

    pub async fn receiver(&self, device_id: &str) -> sqlx::Result<Option<StoredReceiver>> {
        on!(self, queries::manage::receiver(device_id))
    }

    pub async fn remove(&self, device_id: &str, now: i64) -> sqlx::Result<bool> {
        on!(self, queries::manage::remove(device_id, now))
    }

    pub async fn state(&self, id: &str) -> sqlx::Result<Option<i64>> {
        on!(self, queries::manage::state(id))
    }

    pub async fn failed(&self, device_id: Option<&str>, after: i64, limit: i64) -> sqlx::Result<Vec<FailedRow>> {
        on!(self, queries::manage::failed(device_id, after, limit))
    }

    pub async fn attempts(&self, id: &str) -> sqlx::Result<Vec<AttemptRow>> {
        on!(self, queries::manage::attempts(id))
    }

    pub async fn resend(&self, id: &str, now: i64) -> sqlx::Result<bool> {
        on!(self, queries::manage::resend(id, now))
    }

    pub async fn discard(&self, id: &str) -> sqlx::Result<bool> {
        on!(self, queries::manage::discard(id))
    }

    pub async fn purge(&self, before: i64, limit: i64) -> sqlx::Result<u64> {
        on!(self, queries::manage::purge(before, limit))
    }

    pub async fn oldest(&self) -> sqlx::Result<Option<i64>> {
        on!(self, queries::manage::oldest())
    }

    pub async fn claim(&self, now: i64, load: &mut Load) -> sqlx::Result<Vec<Claimed>> {
        let _turn = self.turn().await;
        on!(self, queries::claim::claim(now, load))
    }

    pub async fn settle(
        &self,
        settlements: &[Settlement],
        now: i64,
        rest: impl Fn(i64) -> i64 + Send,
    ) -> sqlx::Result<Vec<bool>> {
        let _turn = self.turn().await;
        on!(self, queries::settle::settle(settlements, now, rest))
    }

    pub async fn release(&self, leases: &[Lease], now: i64) -> sqlx::Result<()> {
        on!(self, queries::settle::release(leases, now))
    }
}

/// A duration in microseconds.
pub(super) fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

/// A time in the database, as a time.
pub(super) fn timestamp(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::MAX)
}
