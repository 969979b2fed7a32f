//! A delivery from JSON, in two ways: in one pass where everything is as expected, else by the text of its payload, so that
//! nothing is lost.

use std::fmt;
use std::marker::PhantomData;

use jiff::Timestamp;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Delivery;
use super::event::WutsEvent;
use super::event::payload::{MemberName, once};

impl<E: WutsEvent> Delivery<E> {
    /// Read it, without a look at its signature.
    ///
    /// This is the quick way: the name, then the payload, in one pass. Only what does not fit is read a second time, so that a
    /// payload that has drifted keeps its text. `Deserialize` gives the same, and always keeps the text first.
    ///
    /// # Errors
    ///
    /// The text is no JSON, a member is missing or of another type, or the enum has no place for the event.
    pub fn from_json(text: &[u8]) -> Result<Self, serde_json::Error> {
        // Checked once as a whole, not again for each string in it: a twelfth of a message's cost.
        let Ok(valid) = std::str::from_utf8(text) else { return serde_json::from_slice(text) };
        let mut deserializer = serde_json::Deserializer::from_str(valid);
        let quick = deserializer.deserialize_map(Members::<E, Quick>(PhantomData));
        match quick {
            Ok(delivery) if deserializer.end().is_ok() => Ok(delivery),
            _ => serde_json::from_str(valid),
        }
    }
}

impl<'de, E: WutsEvent> serde::Deserialize<'de> for Delivery<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members::<E, Lossless>(PhantomData))
    }
}

/// How the payload of an event whose name is known is read.
trait Way {
    fn read<'de, E: WutsEvent, A: MapAccess<'de>>(name: &str, map: &mut A) -> Result<E, A::Error>;
}

/// As its type, at once.
struct Quick;

impl Way for Quick {
    fn read<'de, E: WutsEvent, A: MapAccess<'de>>(name: &str, map: &mut A) -> Result<E, A::Error> {
        map.next_value_seed(PayloadOf(name, PhantomData))
    }
}

/// As its text, of which the type is made.
struct Lossless;

impl Way for Lossless {
    fn read<'de, E: WutsEvent, A: MapAccess<'de>>(name: &str, map: &mut A) -> Result<E, A::Error> {
        let data: Box<RawValue> = map.next_value()?;
        E::from_parts(name, data).map_err(A::Error::custom)
    }
}

/// The payload of the event with this name.
struct PayloadOf<'n, E>(&'n str, PhantomData<E>);

impl<'de, E: WutsEvent> DeserializeSeed<'de> for PayloadOf<'_, E> {
    type Value = E;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<E, D::Error> {
        E::read(self.0, deserializer)
    }
}

struct Members<E, W>(PhantomData<(E, W)>);

impl<'de, E: WutsEvent, W: Way> Visitor<'de> for Members<E, W> {
    type Value = Delivery<E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a webhook delivery")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Delivery<E>, A::Error> {
        let (mut id, mut name, mut seconds, mut device_id, mut user_id) = (None, None::<MemberName<'de>>, None, None, None);
        let (mut event, mut data) = (None, None);
        while let Some(member) = map.next_key::<MemberName<'de>>()? {
            match (member.as_str(), &name) {
                ("id", _) => once(&mut id, "id", map.next_value()?)?,
                ("event", _) => once(&mut name, "event", map.next_value()?)?,
                ("timestamp", _) => once(&mut seconds, "timestamp", map.next_value()?)?,
                ("device_id", _) => once(&mut device_id, "device_id", map.next_value()?)?,
                ("user_id", _) => once(&mut user_id, "user_id", map.next_value()?)?,
                ("data", _) if event.is_some() || data.is_some() => return Err(A::Error::duplicate_field("data")),
                ("data", Some(name)) => event = Some(W::read(name.as_str(), &mut map)?),
                ("data", None) => data = Some(map.next_value::<Box<RawValue>>()?),
                _ => drop(map.next_value::<serde::de::IgnoredAny>()?),
            }
        }
        let missing = A::Error::missing_field;
        let name = name.ok_or_else(|| missing("event"))?;
        Ok(Delivery {
            id: id.ok_or_else(|| missing("id"))?,
            timestamp: Timestamp::from_second(seconds.ok_or_else(|| missing("timestamp"))?).map_err(A::Error::custom)?,
            device_id: device_id.ok_or_else(|| missing("device_id"))?,
            user_id: user_id.ok_or_else(|| missing("user_id"))?,
            event: match (event, data) {
                (Some(event), _) => event,
                (None, Some(data)) => E::from_parts(name.as_str(), data).map_err(A::Error::custom)?,
                (None, None) => return Err(missing("data")),
            },
        })
    }
}
