//! The words for a value of the wrong type: what was expected, and what came.

use std::fmt;

use serde::de::DeserializeOwned;

use super::expected;
use crate::validate::rule::Bound;

/// What a type takes, as far as it tells serde.
#[derive(Clone, Debug, PartialEq)]
pub enum Expectation {
    /// The type takes anything, or decides for itself.
    Unknown,
    /// Whole numbers; a bound that no client will meet is left out.
    Integer {
        /// The lowest.
        min: Option<i128>,
        /// The highest.
        max: Option<i128>,
    },
    /// Numbers, whole or not.
    Number {
        /// The lowest.
        min: Option<f64>,
        /// The highest.
        max: Option<f64>,
    },
    /// `true` or `false`.
    Boolean,
    /// A string.
    Text,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A list.
    List,
    /// An object.
    Object,
    /// `null`.
    Null,
    /// A string that must not be shown.
    Secret,
}

impl Expectation {
    /// What `T` takes.
    pub fn of<T: DeserializeOwned>() -> Self {
        expected::of::<T>()
    }

    /// What to tell a client whose value (a JSON text) was refused with this error.
    pub(crate) fn complaint(&self, text: &str, error: &serde_json::Error) -> String {
        match (self, Came::of(text)) {
            (Self::Unknown, _)
            | (Self::Text | Self::Secret, Came::Text)
            | (Self::List, Came::List)
            | (Self::Object, Came::Object)
            | (Self::Number { .. }, Came::Number)
            | (Self::Boolean, Came::Boolean)
            | (Self::Null, Came::Null) => own_words(error),
            (Self::OneOf(names), Came::Text | Came::Object) if is_tagged(text, names) => own_words(error),
            (Self::OneOf(_), Came::Text | Came::Object) => format!("expected {self}"),
            (Self::Integer { min, max }, Came::Number) => match text.parse::<i128>() {
                Ok(n) if min.is_none_or(|min| min <= n) && max.is_none_or(|max| n <= max) => own_words(error),
                Err(_) if text.contains(['.', 'e', 'E']) => format!("expected {self}, got a number with a fraction"),
                _ => format!("expected {self}"),
            },
            _ => self.mismatch(text),
        }
    }

    /// The complaint about a value of another JSON type.
    pub(crate) fn mismatch(&self, text: &str) -> String {
        let mut words = String::with_capacity(64);
        words.push_str("expected ");
        self.tell(&mut words);
        words.push_str(", got ");
        words.push_str(Came::of(text).words());
        words
    }

    /// Whether serde finds no value of this type in a JSON text, by the JSON type that it begins as. `null` may be more than it looks
    /// like.
    pub(super) fn excludes(&self, text: &str) -> bool {
        let came = Came::of(text);
        came != Came::Null
            && match self {
                Self::Unknown => false,
                Self::Integer { .. } | Self::Number { .. } => came != Came::Number,
                Self::Boolean => came != Came::Boolean,
                Self::Text | Self::Secret => came != Came::Text,
                Self::OneOf(_) => !matches!(came, Came::Text | Came::Object),
                Self::List => came != Came::List,
                // A struct may come as a list.
                Self::Object => !matches!(came, Came::Object | Came::List),
                Self::Null => true,
            }
    }

    /// Append it in words.
    fn tell(&self, words: &mut String) {
        match self {
            Self::Unknown => words.push_str("another value"),
            Self::Integer { min, max } => bounds(words, "an integer", min.map(Bound::Integer), max.map(Bound::Integer)),
            Self::Number { min, max } => bounds(words, "a number", min.map(Bound::Float), max.map(Bound::Float)),
            Self::Boolean => words.push_str("true or false"),
            Self::Text | Self::Secret => words.push_str("a string"),
            Self::OneOf(names) => {
                for (index, name) in names.iter().enumerate() {
                    words.push_str(if index == 0 { "one of `" } else { "`, `" });
                    words.push_str(name);
                }
                words.push_str(if names.is_empty() { "one of " } else { "`" });
            }
            Self::List => words.push_str("a list"),
            Self::Object => words.push_str("an object"),
            Self::Null => words.push_str("null"),
        }
    }
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = String::new();
        self.tell(&mut words);
        f.write_str(&words)
    }
}

fn bounds(words: &mut String, what: &str, min: Option<Bound>, max: Option<Bound>) {
    words.push_str(what);
    match (min, max) {
        (Some(min), Some(max)) => {
            words.push_str(" from ");
            min.tell(words);
            words.push_str(" to ");
            max.tell(words);
        }
        (Some(min), None) => {
            words.push_str(" of at least ");
            min.tell(words);
        }
        (None, Some(max)) => {
            words.push_str(" of at most ");
            max.tell(words);
        }
        (None, None) => {}
    }
}

/// Whether a text is one of these names, or an object with one of them as its only key: the name is right, and what it tags is
/// not.
fn is_tagged(text: &str, names: &[&str]) -> bool {
    if let Ok(name) = serde_json::from_str::<String>(text) {
        return names.contains(&name.as_str());
    }
    let object: Result<std::collections::BTreeMap<String, &serde_json::value::RawValue>, _> = serde_json::from_str(text);
    object.is_ok_and(|object| object.len() == 1 && object.keys().all(|key| names.contains(&key.as_str())))
}

/// The message of a type's own `Deserialize`, without the position, which counts from the field and would mislead.
pub(super) fn own_words(error: &serde_json::Error) -> String {
    let mut message = error.to_string();
    if let Some(length) = without_position(&message).map(str::len) {
        message.truncate(length);
    }
    message
}

fn without_position(message: &str) -> Option<&str> {
    let digit = |c: char| c.is_ascii_digit();
    message.trim_end_matches(digit).strip_suffix(" column ")?.trim_end_matches(digit).strip_suffix(" at line ")
}

/// The JSON type of a value, from its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    Text,
    Number,
    Boolean,
    List,
    Object,
    Null,
}

impl Came {
    fn of(text: &str) -> Self {
        match text.trim_ascii_start().as_bytes().first() {
            Some(b'"') => Self::Text,
            Some(b'[') => Self::List,
            Some(b'{') => Self::Object,
            Some(b't' | b'f') => Self::Boolean,
            Some(b'n') => Self::Null,
            _ => Self::Number,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::List => "a list",
            Self::Object => "an object",
            Self::Null => "null",
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    fn complaint<T: DeserializeOwned>(text: &str) -> String {
        let Err(error) = serde_json::from_str::<T>(text) else { panic!("{text} is valid") };
        Expectation::of::<T>().complaint(text, &error)
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Color {
        Red,
        Green,
    }

    #[test]
    fn a_complaint_says_what_was_expected_and_what_came() {
        assert_eq!(complaint::<u16>("\"50\""), "expected an integer from 0 to 65535, got a string");
        assert_eq!(complaint::<u16>("70000"), "expected an integer from 0 to 65535");
        assert_eq!(complaint::<i64>("1.5"), "expected an integer, got a number with a fraction");
        assert_eq!(complaint::<u64>("-1"), "expected an integer of at least 0");
        assert_eq!(complaint::<std::num::NonZeroU8>("0"), "invalid value: integer `0`, expected a nonzero u8");
        assert_eq!(complaint::<bool>("1"), "expected true or false, got a number");
        assert_eq!(complaint::<Option<bool>>("[]"), "expected true or false, got a list");
        assert_eq!(complaint::<f64>("{}"), "expected a number, got an object");
        assert_eq!(complaint::<String>("null"), "expected a string, got null");
        assert_eq!(complaint::<Vec<u8>>("true"), "expected a list, got a boolean");
        assert_eq!(complaint::<Color>("\"blue\""), "expected one of `red`, `green`");
        assert_eq!(complaint::<Color>("1"), "expected one of `red`, `green`, got a number");
        let jid = "must be a JID that ends in @s.whatsapp.net, @g.us, @newsletter, @lid or @broadcast";
        assert_eq!(complaint::<crate::id::Jid>("\"1@c.us\""), jid);
        assert_eq!(complaint::<crate::id::Jid>("7"), "expected a string, got a number");
        let _ = (Color::Red, Color::Green);
    }
}
