//! The events of the contract: 58 names, typed payloads where one is known, and a place for names to come.
//!
//! `table.rs` is the one place where a name stands. To give an event a typed payload, write the type in the file of its
//! family and name it in the table.

mod history;
mod message;
mod raw;
mod table;

pub use history::{HistoryAnchor, HistorySync};
pub use message::MessageReceived;
pub use raw::RawData;
pub use table::{Event, EventKind, UnknownEventName};

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::value::RawValue;

/// The payload of an [`Event`], to be written.
#[derive(Clone, Copy, Debug)]
pub struct EventData<'a>(pub(super) &'a Event);

impl Event {
    /// The payload, to be written.
    pub const fn data(&self) -> EventData<'_> {
        EventData(self)
    }
}

/// On its own an event is `{"event": name, "data": payload}`.
impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut event = serializer.serialize_struct("Event", 2)?;
        event.serialize_field("event", self.name())?;
        event.serialize_field("data", &self.data())?;
        event.end()
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Members {
            event: String,
            data: Box<RawValue>,
        }

        let members = Members::deserialize(deserializer)?;
        Self::from_parts(&members.event, members.data).map_err(D::Error::custom)
    }
}
