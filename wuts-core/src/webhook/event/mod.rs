//! The events of the contract: 58 names, typed payloads where one is known, and places for what is not.
//!
//! `table.rs` is the one place where a name stands. To give an event a typed payload, declare the type in the file of its
//! family and name it in the table. A service that knows other events, or other payloads, declares an enum of its own by
//! [`WutsEvent`](derive@crate::WutsEvent).

mod declared;
mod device;
mod history;
mod message;
mod other;
pub(super) mod payload;
mod raw;
mod table;

pub(crate) use declared::DataOf;
pub use declared::{EventPayload, WutsEvent, read_event, read_event_name, unknown_event, write_event};
pub use device::{DeviceConnected, DeviceDisconnected, DeviceLoggedOut, PairSuccess, QrGenerated};
pub use history::{HistoryAnchor, HistorySync};
pub use message::{MessageReceipt, MessageReceived, MessageSent};
pub use other::{DriftedEvent, DriftedPayload, UnknownEvent, UnknownEventName, UnknownPayload};
pub use raw::RawData;
pub use table::{Event, EventKind};
