use std::borrow::Cow;
use std::collections::HashMap;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Expectation;
use crate::validate::members::FEW;
use crate::validate::{At, Field, Report};

/// The members of a JSON object as they came: in order, with repeated names, every value still text.
#[derive(Debug)]
pub(crate) struct Object<'a> {
    members: Vec<Member<'a>>,
    /// Where the first of each name stands; empty where there are few.
    by_name: HashMap<Cow<'a, str>, usize>,
}

#[derive(Debug)]
struct Member<'a> {
    key: Cow<'a, str>,
    raw: &'a RawValue,
    is_taken: bool,
    /// The next one of the same name, where there is an index.
    next: Option<usize>,
}

/// What was found under the names of a field.
pub(crate) struct Found<'o> {
    pub(crate) first: Option<(&'o str, &'o RawValue)>,
    pub(crate) is_repeated: bool,
}

impl<'a> Object<'a> {
    fn new(mut members: Vec<Member<'a>>) -> Self {
        let mut by_name = HashMap::new();
        if members.len() > FEW {
            by_name.reserve(members.len());
            for (index, member) in members.iter_mut().enumerate().rev() {
                member.next = by_name.insert(member.key.clone(), index);
            }
        }
        Self { members, by_name }
    }

    /// The members of an object; a fault is reported for any other value.
    ///
    /// # Errors
    ///
    /// The text is no JSON.
    pub(crate) fn read(text: &'a str, at: &At<'_>, report: &mut Report) -> Result<Option<Self>, serde_json::Error> {
        let error = match serde_json::from_str(text) {
            Ok(object) => return Ok(Some(object)),
            Err(error) => error,
        };
        let raw: &RawValue = serde_json::from_str(text)?;
        let complaint = report.complaint(&Expectation::Object, text, &error);
        report.refused(at, complaint, Some(raw));
        Ok(None)
    }

    /// Take all members with a name of the field.
    pub(crate) fn take(&mut self, field: &Field) -> Found<'_> {
        let mut first: Option<usize> = None;
        let mut is_repeated = false;
        let mut take = |index, member: &mut Member| {
            member.is_taken = true;
            is_repeated |= first.is_some_and(|first| first != index);
            first = Some(first.map_or(index, |first| first.min(index)));
        };
        if self.by_name.is_empty() {
            for (index, member) in self.members.iter_mut().enumerate() {
                if field.is_named(&member.key) {
                    take(index, member);
                }
            }
        } else {
            for name in std::iter::once(&field.name).chain(field.aliases) {
                let mut next = self.by_name.get(*name).copied();
                while let Some(index) = next {
                    let member = &mut self.members[index];
                    next = member.next;
                    take(index, member);
                }
            }
        }
        let first = first.map(|index| (self.members[index].key.as_ref(), self.members[index].raw));
        Found { first, is_repeated }
    }

    /// All members.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.members.iter().map(|member| (member.key.as_ref(), member.raw))
    }

    /// The members that no field took.
    pub(crate) fn untaken(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.members.iter().filter(|member| !member.is_taken).map(|member| (member.key.as_ref(), member.raw))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((Key(key), raw)) = map.next_entry()? {
                    members.push(Member { key, raw, is_taken: false, next: None });
                }
                Ok(Object::new(members))
            }
        }

        deserializer.deserialize_map(Members)
    }
}

/// A key, borrowed where it has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::field;

    #[test]
    fn members_are_found_among_few_and_among_many() {
        let some = r#""b":1,"old":2,"\u0061":3,"b":4,"a2":5"#;
        let others = (0..FEW).fold(String::new(), |others, n| others + &format!(r#","x{n}":0"#));
        for text in [format!("{{{some}}}"), format!("{{{some}{others}}}")] {
            let mut object: Object = serde_json::from_str(&text).unwrap();
            assert_eq!(object.by_name.is_empty(), object.members.len() <= FEW);
            let mut take = |field: Field| {
                let found = object.take(&field);
                (found.first.map(|(key, raw)| format!("{key}={raw}")), found.is_repeated)
            };
            assert_eq!(take(field("a")), (Some("a=3".to_owned()), false));
            assert_eq!(take(field("b")), (Some("b=1".to_owned()), true));
            assert_eq!(take(field("new").aliases(&["old", "old"])), (Some("old=2".to_owned()), false));
            assert_eq!(take(field("a2").aliases(&["old"])), (Some("old=2".to_owned()), true));
            assert_eq!(take(field("c")), (None, false));
            assert!(object.untaken().all(|(key, _)| key.starts_with('x')));
        }
    }
}
