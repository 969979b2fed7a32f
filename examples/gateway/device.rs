//! What the gateway needs of a WhatsApp device. Behind it stands a simulated phone; a real engine would stand here.

use std::future::Future;
use std::pin::Pin;

use jiff::Timestamp;
use wuts_core::id::Jid;
use wuts_core::webhook::Event;
use wuts_core::webhook::event::HistoryAnchor;

/// A connected account.
pub trait Device: Send + Sync {
    /// The device's id.
    fn id(&self) -> &str;

    /// The account.
    fn jid(&self) -> &Jid;

    /// Whether the session to WhatsApp is up.
    fn is_connected(&self) -> bool;

    /// When the device was last heard of.
    fn last_seen(&self) -> Timestamp;

    /// Ask the phone for the messages of a chat immediately before an anchor. The answer comes later, as an event.
    fn request_history(&self, chat: Jid, anchor: HistoryAnchor)
    -> Pin<Box<dyn Future<Output = Result<(), Refused>> + Send + '_>>;
}

/// What a device reports.
#[derive(Debug)]
pub struct DeviceEvent {
    /// Names the event: the same if it is reported again.
    pub id: String,
    pub device_id: String,
    pub event: Event,
}

/// The phone did not take the request.
#[derive(Debug, thiserror::Error)]
#[error("the phone refused the request: {0}")]
pub struct Refused(pub String);
