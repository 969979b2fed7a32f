use serde::Deserialize;
use serde::de::Deserializer;
use serde::ser::{Serialize, Serializer};

use super::RawData;

/// An event whose name an enum does not list: the name and the payload as they came. It is written out unchanged.
#[derive(Clone, Debug, PartialEq)]
pub struct UnknownEvent {
    /// The name.
    pub name: String,
    /// The payload.
    pub data: RawData,
}

/// What a variant for unknown events holds.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold an unknown event",
    label = "not an `UnknownEvent`",
    note = "write `Unknown(wuts_core::webhook::event::UnknownEvent)`"
)]
pub trait UnknownPayload: Sized {
    /// The name.
    fn name(&self) -> &str;

    /// The event of this name, whose payload is what the deserializer has.
    ///
    /// # Errors
    ///
    /// Those of the deserializer.
    fn read<'de, D: Deserializer<'de>>(name: &str, data: D) -> Result<Self, D::Error>;

    /// Write the payload.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

impl UnknownPayload for UnknownEvent {
    fn name(&self) -> &str {
        &self.name
    }

    fn read<'de, D: Deserializer<'de>>(name: &str, data: D) -> Result<Self, D::Error> {
        Ok(Self { name: name.to_owned(), data: RawData::deserialize(data)? })
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.data.serialize(serializer)
    }
}

/// A known event whose payload is not of the type that is known: the payload as it came, and what is wrong with it. It is
/// written out unchanged.
///
/// The sender is newer, or the type is wrong; either way nothing is lost.
#[derive(Clone, Debug, PartialEq)]
pub struct DriftedEvent {
    pub(super) name: &'static str,
    /// The payload.
    pub data: RawData,
    /// Why it is not of its type. For the log: it may quote the payload.
    pub reason: String,
}

impl DriftedEvent {
    /// The name.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

/// What a variant for drifted events holds.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold an event that has drifted",
    label = "not a `DriftedEvent`",
    note = "write `Drifted(wuts_core::webhook::event::DriftedEvent)`"
)]
pub trait DriftedPayload: Sized {
    /// The event as it came.
    fn from_event(event: DriftedEvent) -> Self;

    /// The name.
    fn name(&self) -> &'static str;

    /// Write the payload.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

impl DriftedPayload for DriftedEvent {
    fn from_event(event: Self) -> Self {
        event
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.data.serialize(serializer)
    }
}

impl std::fmt::Display for DriftedEvent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the payload of {} is not of its type: {}", self.name, self.reason)
    }
}

impl std::error::Error for DriftedEvent {}

/// A text is the name of no event that is known. Its `Display` does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownEventName;

impl std::fmt::Display for UnknownEventName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("must be the name of an event, such as message.received")
    }
}

impl std::error::Error for UnknownEventName {}
