use std::sync::Arc;

use tokio::sync::Notify;

use super::address::Networks;
use super::attempt::{Sender, literal};
use super::capacity::{Capacity, Room};
use super::outgoing::{chat_of, lane};
#[cfg(feature = "postgres")]
use super::store::postgres;
#[cfg(feature = "sqlite")]
use super::store::sqlite;
use super::store::{NewDelivery, Store, StoredReceiver};
use super::{Connection, OutboxError, Outgoing, Receiver, Settings, Workers, metrics, now};
use crate::webhook::standard;

/// Webhook deliveries as rows of a database, and their receivers. A clone is another handle to the same.
///
/// See the [module](super) for what it promises and an example.
#[derive(Clone, Debug)]
pub struct Outbox {
    pub(super) store: Store,
    pub(super) settings: Arc<Settings>,
    pub(super) wake: Arc<Notify>,
    capacity: Arc<Capacity>,
}

/// What came of an enqueue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enqueued {
    /// It will be delivered, once the transaction is committed.
    Taken,
    /// A delivery of this id was taken before; nothing changed.
    Known,
    /// The device has no receiver, or it is disabled, or does not want this event.
    NotWanted,
}

impl Outbox {
    /// An outbox in SQLite. The pool needs a `busy_timeout`, which sqlx sets to 5 seconds.
    #[cfg(feature = "sqlite")]
    pub fn sqlite(pool: sqlx::SqlitePool) -> Self {
        Self::new(Store::Sqlite(pool, Arc::default()))
    }

    /// An outbox in PostgreSQL, which any number of processes may share.
    #[cfg(feature = "postgres")]
    pub fn postgres(pool: sqlx::PgPool) -> Self {
        Self::new(Store::Postgres(pool))
    }

    fn new(store: Store) -> Self {
        Self { store, settings: Arc::default(), wake: Arc::default(), capacity: Arc::default() }
    }

    /// With these settings in place of the defaults.
    #[must_use]
    pub fn with(self, settings: Settings) -> Self {
        Self { settings: Arc::new(settings), ..self }
    }

    /// Create or update the tables; a table of its own, `webhook_migrations`, keeps which are there.
    ///
    /// # Errors
    ///
    /// The database fails, or its tables are of a newer version.
    pub async fn migrate(&self) -> Result<(), OutboxError> {
        Ok(self.store.migrate().await?)
    }

    /// Set where the events of a device go, in place of what was set before. A receiver that rested is tried at once.
    ///
    /// # Errors
    ///
    /// The URL is plain HTTP or has an address, and neither is open by [`Settings::networks`] ([`OutboxError::Closed`]); or the
    /// database fails.
    pub async fn configure(&self, device_id: &str, receiver: &Receiver) -> Result<(), OutboxError> {
        let networks = Networks(self.settings.networks.clone());
        let is_encrypted = receiver.url.scheme() == "https";
        let is_open = match literal(&receiver.url) {
            Some(address) => networks.admit(address, is_encrypted),
            // A name is looked up at each connection.
            None => is_encrypted || !networks.is_empty(),
        };
        if !is_open {
            return Err(OutboxError::Closed);
        }
        let stored = StoredReceiver::new(receiver).map_err(OutboxError::Body)?;
        self.store.configure(device_id, &stored, now().as_microsecond()).await?;
        self.wake();
        Ok(())
    }

    /// Where the events of a device go.
    ///
    /// # Errors
    ///
    /// The database fails, or what it holds is no receiver.
    pub async fn receiver(&self, device_id: &str) -> Result<Option<Receiver>, OutboxError> {
        let stored = self.store.receiver(device_id).await?;
        stored.map(|stored| stored.read()).transpose().map_err(OutboxError::Receiver)
    }

    /// Forget where the events of a device go. What waits for it counts as failed. False if nothing was set.
    ///
    /// # Errors
    ///
    /// The database fails.
    pub async fn remove(&self, device_id: &str) -> Result<bool, OutboxError> {
        Ok(self.store.remove(device_id, now().as_microsecond()).await?)
    }

    /// Take a delivery, in a transaction of its own. When this returns, it is on disk.
    ///
    /// # Errors
    ///
    /// As for [`enqueue_in`](Self::enqueue_in).
    pub async fn enqueue<'d>(&self, delivery: impl Into<Outgoing<'d>>) -> Result<Enqueued, OutboxError> {
        let delivery = delivery.into();
        let enqueued = match &self.store {
            #[cfg(feature = "sqlite")]
            Store::Sqlite(pool, _) => {
                let _turn = self.store.turn().await;
                let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
                let enqueued = self.enqueue_in(&mut transaction, delivery).await?;
                transaction.commit().await?;
                enqueued
            }
            #[cfg(feature = "postgres")]
            Store::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                let enqueued = self.enqueue_in(&mut transaction, delivery).await?;
                transaction.commit().await?;
                enqueued
            }
        };
        self.wake();
        Ok(enqueued)
    }

    /// Take a delivery in the caller's transaction: it is sent if that is committed, and only then. Call [`wake`](Self::wake)
    /// after the commit, or the workers find it when they look next.
    ///
    /// Within a chat, deliveries keep the order in which they were enqueued; of two transactions at the same time, either may
    /// come first.
    ///
    /// # Errors
    ///
    /// The table is full ([`OutboxError::Full`]), the id is another device's or cannot be sent, the event cannot be written, or the database
    /// fails. Nothing was taken then.
    pub async fn enqueue_in<'c, 'd>(
        &self,
        connection: impl Into<Connection<'c>>,
        delivery: impl Into<Outgoing<'d>>,
    ) -> Result<Enqueued, OutboxError> {
        let Outgoing { delivery, chat } = delivery.into();
        standard::id_header(&delivery.id).map_err(OutboxError::Id)?;
        let body = serde_json::to_string(delivery).map_err(OutboxError::Body)?;
        let chat = chat.unwrap_or_else(|| chat_of(&body));
        let (id, device_id, event) = (&delivery.id, &delivery.device_id, delivery.event.name());
        let new = NewDelivery { id, device_id, lane: &lane(&chat), event, body: &body, now: now().as_microsecond() };
        let room =
            Room { capacity: &self.capacity, limit: self.settings.max_pending, share: self.settings.max_pending_per_receiver };
        let enqueued = match connection.into() {
            #[cfg(feature = "sqlite")]
            Connection::Sqlite(connection) => sqlite::queries::enqueue::enqueue(connection, &new, &room).await?,
            #[cfg(feature = "postgres")]
            Connection::Postgres(connection) => postgres::queries::enqueue::enqueue(connection, &new, &room).await?,
        };
        if enqueued == Enqueued::Taken {
            ::metrics::counter!(metrics::ENQUEUED).increment(1);
        }
        Ok(enqueued)
    }

    /// Let the workers of this process look at once: after a commit with [`enqueue_in`](Self::enqueue_in).
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Begin to deliver, in a task of the runtime that this is called in.
    ///
    /// # Errors
    ///
    /// The HTTP client cannot be made.
    pub fn start(&self) -> Result<Workers, OutboxError> {
        metrics::describe();
        Ok(Workers::start(self.clone(), Sender::new(&self.settings)?))
    }
}
