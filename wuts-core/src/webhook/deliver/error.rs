use std::fmt;

use crate::webhook::InvalidSecret;
use crate::webhook::standard::HeaderError;

/// Why a [`Receiver`](super::Receiver) cannot be built. Its `Display` can be shown to who configures it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidReceiver {
    /// The URL is no absolute web URL, or has credentials.
    Url,
    /// The timeout is too short or too long.
    Timeout,
    /// A secret is none.
    Secret(InvalidSecret),
    /// This name or its value cannot be a header.
    Header(String),
    /// This header is set by the request itself.
    ReservedHeader(String),
    /// The headers are too long together.
    HeaderRoom,
    /// What stands in the database is no receiver.
    Stored,
}

impl fmt::Display for InvalidReceiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url => f.write_str("must be an absolute https or http URL without credentials"),
            Self::Timeout => f.write_str("the timeout must be from a millisecond to 5 minutes"),
            Self::Secret(error) => error.fmt(f),
            Self::Header(name) => write!(f, "{name:?} or its value cannot be a header"),
            Self::ReservedHeader(name) => write!(f, "the header {name} is set by the delivery itself"),
            Self::HeaderRoom => f.write_str("the headers must not be longer than 8 KiB together"),
            Self::Stored => f.write_str("what is stored is no webhook receiver"),
        }
    }
}

impl std::error::Error for InvalidReceiver {}

/// What can go wrong with an [`Outbox`](super::Outbox).
#[derive(Debug)]
#[non_exhaustive]
pub enum OutboxError {
    /// The database.
    Database(sqlx::Error),
    /// The migrations.
    Migration(sqlx::migrate::MigrateError),
    /// The receiver in the database cannot be read.
    Receiver(InvalidReceiver),
    /// The event cannot be written as JSON.
    Body(serde_json::Error),
    /// The delivery's id cannot be sent in a header.
    Id(HeaderError),
    /// As many deliveries wait as may wait, of this receiver or of all. Nothing was taken; try again later.
    Full {
        /// Whether it is the receiver's own share that is used up.
        of_receiver: bool,
    },
    /// A delivery of this id is there for another device.
    IdTaken,
    /// No delivery may go to the host of the URL, or not by plain HTTP. [`Settings::networks`](super::Settings::networks) opens more.
    Closed,
    /// The HTTP client cannot be made, such as from a root certificate that is none.
    Client(reqwest::Error),
}

impl fmt::Display for OutboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => write!(f, "the outbox's database: {error}"),
            Self::Migration(error) => write!(f, "the outbox's migrations: {error}"),
            Self::Receiver(error) => write!(f, "the stored webhook receiver: {error}"),
            Self::Body(error) => write!(f, "the event cannot be written: {error}"),
            Self::Id(error) => error.fmt(f),
            Self::Full { of_receiver: true } => f.write_str("too many deliveries wait for this receiver"),
            Self::Full { of_receiver: false } => f.write_str("too many deliveries wait"),
            Self::IdTaken => f.write_str("the id belongs to a delivery of another device"),
            Self::Closed => f.write_str("must be an https URL of a public host"),
            Self::Client(error) => write!(f, "the HTTP client cannot be made: {error}"),
        }
    }
}

impl std::error::Error for OutboxError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Database(error) => Some(error),
            Self::Migration(error) => Some(error),
            Self::Receiver(error) => Some(error),
            Self::Body(error) => Some(error),
            Self::Id(error) => Some(error),
            Self::Client(error) => Some(error),
            Self::Full { .. } | Self::IdTaken | Self::Closed => None,
        }
    }
}

impl From<sqlx::Error> for OutboxError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl From<sqlx::migrate::MigrateError> for OutboxError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Migration(error)
    }
}
