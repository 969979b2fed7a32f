//! What an enum of events is, however it was declared, and its two ways from JSON: one that is quick, one that loses nothing.

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::value::RawValue;

use super::{DriftedEvent, RawData, UnknownEventName};

/// Events, each with a name and a payload. Derived by [`WutsEvent`](derive@crate::WutsEvent) for an enum; [`Event`](super::Event)
/// is the one with all events of the contract.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no enum of events",
    label = "this type lacks `WutsEvent`",
    note = "add `#[derive(wuts_core::WutsEvent)]` to `{Self}` if it is an enum of yours, or use `wuts_core::webhook::Event`"
)]
pub trait WutsEvent: Sized {
    /// The names of the events that have a variant.
    const NAMES: &'static [&'static str];

    /// The name on the wire.
    fn name(&self) -> &str;

    /// The event with this name, whose payload is what the deserializer has.
    ///
    /// # Errors
    ///
    /// The payload is not of the event's type, or no variant takes this name.
    fn read<'de, D: Deserializer<'de>>(name: &str, data: D) -> Result<Self, D::Error>;

    /// The event whose payload is not of its type; given back by an enum that has no place for such.
    ///
    /// # Errors
    ///
    /// No variant is marked `drifted`.
    fn drifted(event: DriftedEvent) -> Result<Self, DriftedEvent> {
        Err(event)
    }

    /// Write the payload.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Each event with the schema of its payload.
    #[cfg(feature = "openapi")]
    #[doc(hidden)]
    fn describe(events: &mut crate::openapi::Events<'_>) {
        for name in Self::NAMES {
            events.event(name, "", crate::openapi::object([]));
        }
    }

    /// The event with this name and this payload; one whose payload has drifted is kept as [`drifted`](Self::drifted).
    ///
    /// # Errors
    ///
    /// No variant takes it.
    fn from_parts(name: &str, data: Box<RawValue>) -> Result<Self, serde_json::Error> {
        let reason = match Self::read(name, &*data) {
            Ok(event) => return Ok(event),
            Err(reason) => reason,
        };
        let Some(name) = Self::NAMES.iter().find(|known| **known == name) else { return Err(reason) };
        let drifted = DriftedEvent { name, data: RawData::from(data), reason: reason.to_string() };
        Self::drifted(drifted).map_err(|_| reason)
    }
}

/// The payload of an event: anything that JSON can be written as and read from.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the payload of an event",
    label = "this payload lacks `Serialize` or `Deserialize`",
    note = "add `#[derive(serde::Serialize, serde::Deserialize)]` to `{Self}`, or take the payload as `wuts_core::webhook::event::RawData`"
)]
pub trait EventPayload: Sized {
    /// Read it.
    fn read<'de, D: Deserializer<'de>>(data: D) -> Result<Self, D::Error>;

    /// Write it.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> EventPayload for T {
    fn read<'de, D: Deserializer<'de>>(data: D) -> Result<T, D::Error> {
        T::deserialize(data)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}

/// The payload of an event, to be written.
pub(crate) struct DataOf<'a, E>(pub(crate) &'a E);

impl<E: WutsEvent> Serialize for DataOf<'_, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// An event on its own.
pub fn write_event<E: WutsEvent, S: Serializer>(event: &E, serializer: S) -> Result<S::Ok, S::Error> {
    let mut members = serializer.serialize_struct("Event", 2)?;
    members.serialize_field("event", event.name())?;
    members.serialize_field("data", &DataOf(event))?;
    members.end()
}

/// An event on its own; nothing of it is lost.
pub fn read_event<'de, E: WutsEvent, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    #[derive(serde::Deserialize)]
    struct Members {
        event: String,
        data: Box<RawValue>,
    }

    let members = Members::deserialize(deserializer)?;
    E::from_parts(&members.event, members.data).map_err(D::Error::custom)
}

/// What an enum without a variant for other names says of one.
pub fn unknown_event<E: WutsEvent, D: serde::de::Error>(name: &str) -> Result<E, D> {
    Err(D::unknown_variant(name, E::NAMES))
}

/// The name of an event as a kind.
pub fn read_event_name<'de, K, D>(deserializer: D) -> Result<K, D::Error>
where
    K: std::str::FromStr<Err = UnknownEventName>,
    D: Deserializer<'de>,
{
    struct Name<K>(std::marker::PhantomData<K>);

    impl<K: std::str::FromStr<Err = UnknownEventName>> serde::de::Visitor<'_> for Name<K> {
        type Value = K;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("the name of an event")
        }

        fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<K, E> {
            name.parse().map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Name(std::marker::PhantomData))
}
