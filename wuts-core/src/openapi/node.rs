//! JSON whose objects keep the order of their members, whatever other crates ask of `serde_json`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Number, Value};

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Object(Vec<(String, Self)>),
}

/// An object of these members.
pub(crate) fn object<const N: usize>(members: [(&str, Node); N]) -> Node {
    Node::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// A list of these values.
pub(crate) fn list<T: Into<Node>>(values: impl IntoIterator<Item = T>) -> Node {
    Node::List(values.into_iter().map(Into::into).collect())
}

/// A reference to another place of the document.
pub(super) fn reference(to: impl fmt::Display) -> Node {
    object([("$ref", format!("#/{to}").into())])
}

impl Node {
    /// `value` as JSON; `None` if it cannot be written so.
    pub fn of(value: &(impl Serialize + ?Sized)) -> Option<Self> {
        serde_json::from_str(&serde_json::to_string(value).ok()?).ok()
    }

    /// The member of an object.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.members().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        let Self::Object(members) = self else { return None };
        members.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The members of an object; none of another value.
    pub(crate) fn members(&self) -> &[(String, Self)] {
        if let Self::Object(members) = self { members } else { &[] }
    }

    /// The values of a list; none of another value.
    pub(crate) fn values(&self) -> &[Self] {
        if let Self::List(values) = self { values } else { &[] }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Set a member of an object, at its place or at the end.
    pub fn set(&mut self, key: &str, value: impl Into<Self>) {
        let value = value.into();
        match self.get_mut(key) {
            Some(place) => *place = value,
            None => {
                if let Self::Object(members) = self {
                    members.push((key.to_owned(), value));
                }
            }
        }
    }

    /// Set a member of an object that is to be read first.
    pub(crate) fn lead(&mut self, key: &str, value: impl Into<Self>) {
        drop(self.remove(key));
        if let Self::Object(members) = self {
            members.insert(0, (key.to_owned(), value.into()));
        }
    }

    /// Take a member out of an object.
    pub(crate) fn remove(&mut self, key: &str) -> Option<Self> {
        let Self::Object(members) = self else { return None };
        let index = members.iter().position(|(name, _)| name == key)?;
        Some(members.remove(index).1)
    }

    /// Look at every value inside, this one first.
    pub(super) fn visit(&self, look: &mut impl FnMut(&Self)) {
        look(self);
        self.members().iter().for_each(|(_, value)| value.visit(look));
        self.values().iter().for_each(|value| value.visit(look));
    }

    /// Change every value inside, this one first.
    pub(super) fn visit_mut(&mut self, change: &mut impl FnMut(&mut Self)) {
        change(self);
        match self {
            Self::Object(members) => members.iter_mut().for_each(|(_, value)| value.visit_mut(change)),
            Self::List(values) => values.iter_mut().for_each(|value| value.visit_mut(change)),
            _ => {}
        }
    }
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(value) => Self::Number(value),
            Value::String(value) => Self::Text(value),
            Value::Array(values) => Self::List(values.into_iter().map(Self::from).collect()),
            Value::Object(members) => Self::Object(members.into_iter().map(|(key, value)| (key, value.into())).collect()),
        }
    }
}

macro_rules! from {
    ($($from:ty => $into:expr;)*) => {
        $(impl From<$from> for Node {
            fn from(value: $from) -> Self {
                ($into)(value)
            }
        })*
    };
}

from! {
    &str => |value: &str| Self::Text(value.to_owned());
    String => Self::Text;
    bool => Self::Bool;
    u64 => |value: u64| Self::Number(value.into());
    usize => |value: usize| Self::Number(value.into());
    i128 => |value: i128| match (i64::try_from(value), u64::try_from(value)) {
        (Ok(value), _) => Self::Number(value.into()),
        (_, Ok(value)) => Self::Number(value.into()),
        #[allow(clippy::cast_precision_loss, reason = "no client has such a number")]
        _ => Self::from(value as f64),
    };
    f64 => |value: f64| Number::from_f64(value).map_or(Self::Null, Self::Number);
    Vec<Node> => Self::List;
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => value.serialize(serializer),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(values) => serializer.collect_seq(values),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Node;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON value")
            }

            fn visit_unit<E>(self) -> Result<Node, E> {
                Ok(Node::Null)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
                Ok(Node::Bool(value))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
                Ok(Node::Number(value.into()))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
                Ok(Node::Number(value.into()))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
                Ok(value.into())
            }

            fn visit_str<E>(self, value: &str) -> Result<Node, E> {
                Ok(value.into())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = seq.next_element()? {
                    values.push(value);
                }
                Ok(Node::List(values))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Node::Object(members))
            }
        }

        deserializer.deserialize_any(Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_members_is_kept() {
        let text = r#"{"z":1,"a":[null,true,-2,1.5,"x"],"m":{"y":{},"b":[]}}"#;
        let node: Node = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&node).unwrap(), text);
    }

    #[test]
    fn whole_numbers_of_any_size_have_a_place() {
        for (value, text) in [(-1, "-1"), (i128::from(u64::MAX), "18446744073709551615"), (1 << 70, "1.1805916207174113e+21")] {
            assert_eq!(serde_json::to_string(&Node::from(value)).unwrap(), text);
        }
    }
}
