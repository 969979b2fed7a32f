//! The words for a value of the wrong type: what was expected, and what came.

use std::fmt;

use serde::de::DeserializeOwned;

use super::expected;

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
        format!("expected {self}, got {}", Came::of(text))
    }
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("another value"),
            Self::Integer { min, max } => bounds(f, "an integer", *min, *max),
            Self::Number { min, max } => bounds(f, "a number", *min, *max),
            Self::Boolean => f.write_str("true or false"),
            Self::Text | Self::Secret => f.write_str("a string"),
            Self::OneOf(names) => {
                f.write_str("one of ")?;
                for (i, name) in names.iter().enumerate() {
                    let comma = if i == 0 { "" } else { ", " };
                    write!(f, "{comma}`{name}`")?;
                }
                Ok(())
            }
            Self::List => f.write_str("a list"),
            Self::Object => f.write_str("an object"),
            Self::Null => f.write_str("null"),
        }
    }
}

fn bounds<N: fmt::Display>(f: &mut fmt::Formatter<'_>, what: &str, min: Option<N>, max: Option<N>) -> fmt::Result {
    match (min, max) {
        (Some(min), Some(max)) => write!(f, "{what} from {min} to {max}"),
        (Some(min), None) => write!(f, "{what} of at least {min}"),
        (None, Some(max)) => write!(f, "{what} of at most {max}"),
        (None, None) => f.write_str(what),
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
    let message = error.to_string();
    let end = message.rfind(" at line ").unwrap_or(message.len());
    message[..end].to_owned()
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
}

impl fmt::Display for Came {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a string",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::List => "a list",
            Self::Object => "an object",
            Self::Null => "null",
        })
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
