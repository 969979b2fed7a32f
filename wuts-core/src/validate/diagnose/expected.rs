//! Asks a type what it expects, by offering it a deserializer that has no value and only notes what is asked of it.

use serde::de::{DeserializeOwned, Deserializer, Error, Visitor};
use serde::forward_to_deserialize_any;

use super::Expectation;
use crate::id::secret;

/// What `T` asks for.
pub(super) fn of<T: DeserializeOwned>() -> Expectation {
    let mut expectation = Expectation::Unknown;
    drop(T::deserialize(Ask(&mut expectation)));
    expectation
}

/// Whether a `T` cannot be read from this JSON text, whatever it is in detail. A type that goes on without the value that it has asked
/// for may take anything.
pub(crate) fn excludes<T: DeserializeOwned>(text: &str) -> bool {
    let mut expectation = Expectation::Unknown;
    T::deserialize(Ask(&mut expectation)).is_err() && expectation.excludes(text)
}

/// Whether serde would accept that a field of type `T` is missing: whether `T` can be made of nothing.
pub(crate) fn may_be_missing<T: DeserializeOwned>() -> bool {
    T::deserialize(Nothing).is_ok()
}

/// There is no value: the only error of these deserializers.
#[derive(Debug)]
struct NoValue;

impl std::fmt::Display for NoValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no value")
    }
}

impl std::error::Error for NoValue {}

impl Error for NoValue {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Ask<'a>(&'a mut Expectation);

/// Methods that note an expectation and give no value.
macro_rules! note {
    ($($method:ident($($arg:ty),*) => $expectation:expr;)*) => {
        $(fn $method<V: Visitor<'de>>(self, $(_: $arg,)* _: V) -> Result<V::Value, NoValue> {
            *self.0 = $expectation;
            Err(NoValue)
        })*
    };
}

const fn integer(min: Option<i128>, max: Option<i128>) -> Expectation {
    Expectation::Integer { min, max }
}

impl<'de> Deserializer<'de> for Ask<'_> {
    type Error = NoValue;

    note! {
        deserialize_any() => Expectation::Unknown;
        deserialize_bool() => Expectation::Boolean;
        deserialize_i8() => integer(Some(i8::MIN.into()), Some(i8::MAX.into()));
        deserialize_i16() => integer(Some(i16::MIN.into()), Some(i16::MAX.into()));
        deserialize_i32() => integer(Some(i32::MIN.into()), Some(i32::MAX.into()));
        deserialize_i64() => integer(None, None);
        deserialize_i128() => integer(None, None);
        deserialize_u8() => integer(Some(0), Some(u8::MAX.into()));
        deserialize_u16() => integer(Some(0), Some(u16::MAX.into()));
        deserialize_u32() => integer(Some(0), Some(u32::MAX.into()));
        deserialize_u64() => integer(Some(0), None);
        deserialize_u128() => integer(Some(0), None);
        deserialize_f32() => Expectation::Number { min: None, max: None };
        deserialize_f64() => Expectation::Number { min: None, max: None };
        deserialize_char() => Expectation::Text;
        deserialize_str() => Expectation::Text;
        deserialize_string() => Expectation::Text;
        deserialize_bytes() => Expectation::Unknown;
        deserialize_byte_buf() => Expectation::Unknown;
        deserialize_unit() => Expectation::Null;
        deserialize_unit_struct(&'static str) => Expectation::Null;
        deserialize_seq() => Expectation::List;
        deserialize_tuple(usize) => Expectation::List;
        deserialize_tuple_struct(&'static str, usize) => Expectation::List;
        deserialize_map() => Expectation::Object;
        deserialize_struct(&'static str, &'static [&'static str]) => Expectation::Object;
        deserialize_identifier() => Expectation::Unknown;
        deserialize_ignored_any() => Expectation::Unknown;
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, NoValue> {
        *self.0 = Expectation::OneOf(variants);
        Err(NoValue)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoValue> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, NoValue> {
        if name == secret::NAME {
            *self.0 = Expectation::Secret;
            return Err(NoValue);
        }
        visitor.visit_newtype_struct(self)
    }
}

struct Nothing;

impl<'de> Deserializer<'de> for Nothing {
    type Error = NoValue;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NoValue> {
        Err(NoValue)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoValue> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
