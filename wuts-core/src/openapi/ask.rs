//! What a type asks of serde, at one place in a value.
//!
//! A derived `Deserialize` names its fields and variants before it reads anything. So it is given a deserializer that follows one
//! path into the value, notes what is asked for at its end, and fails.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use crate::id::secret;

/// A step on the path into a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// The value of a list's element or of a map's entry.
    Inside,
    Field(&'static str),
    Variant(&'static str),
}

/// What was asked for at the end of a path.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Asked {
    /// Nothing in particular.
    #[default]
    Any,
    Bool,
    Integer(Option<i128>, Option<i128>),
    Number,
    Text,
    Secret,
    Null,
    List(Option<usize>),
    Map,
    Struct(&'static [&'static str]),
    Enum(&'static [&'static str]),
}

#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) asked: Asked,
    pub(super) is_optional: bool,
}

/// What `T` asks for at the end of this path.
pub(super) fn ask<T: DeserializeOwned>(path: &[Step]) -> Found {
    let mut found = Found::default();
    drop(T::deserialize(Ask { path, found: &mut found }));
    found
}

/// The path has ended.
#[derive(Debug)]
struct End;

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the path has ended")
    }
}

impl std::error::Error for End {}

impl Error for End {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Ask<'a> {
    path: &'a [Step],
    found: &'a mut Found,
}

impl Ask<'_> {
    /// Note what is asked for, if this is the end of the path.
    fn note(&mut self, asked: Asked) {
        if self.path.is_empty() {
            self.found.asked = asked;
        }
    }
}

/// Methods that note what was asked for and give no value.
macro_rules! note {
    ($($method:ident($($arg:ty),*) => $asked:expr;)*) => {
        $(fn $method<V: Visitor<'de>>(mut self, $(_: $arg,)* _: V) -> Result<V::Value, End> {
            self.note($asked);
            Err(End)
        })*
    };
}

const fn from(min: Option<i128>, max: Option<i128>) -> Asked {
    Asked::Integer(min, max)
}

impl<'de> Deserializer<'de> for Ask<'_> {
    type Error = End;

    note! {
        deserialize_any() => Asked::Any;
        deserialize_bool() => Asked::Bool;
        deserialize_i8() => from(Some(i8::MIN.into()), Some(i8::MAX.into()));
        deserialize_i16() => from(Some(i16::MIN.into()), Some(i16::MAX.into()));
        deserialize_i32() => from(Some(i32::MIN.into()), Some(i32::MAX.into()));
        deserialize_i64() => from(Some(i64::MIN.into()), Some(i64::MAX.into()));
        deserialize_i128() => from(None, None);
        deserialize_u8() => from(Some(0), Some(u8::MAX.into()));
        deserialize_u16() => from(Some(0), Some(u16::MAX.into()));
        deserialize_u32() => from(Some(0), Some(u32::MAX.into()));
        deserialize_u64() => from(Some(0), Some(u64::MAX.into()));
        deserialize_u128() => from(Some(0), None);
        deserialize_f32() => Asked::Number;
        deserialize_f64() => Asked::Number;
        deserialize_char() => Asked::Text;
        deserialize_str() => Asked::Text;
        deserialize_string() => Asked::Text;
        deserialize_bytes() => Asked::Any;
        deserialize_byte_buf() => Asked::Any;
        deserialize_unit() => Asked::Null;
        deserialize_unit_struct(&'static str) => Asked::Null;
        deserialize_identifier() => Asked::Any;
        deserialize_ignored_any() => Asked::Any;
    }

    fn deserialize_seq<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, End> {
        self.note(Asked::List(None));
        if self.path.is_empty() { Err(End) } else { visitor.visit_seq(self) }
    }

    fn deserialize_tuple<V: Visitor<'de>>(mut self, length: usize, _: V) -> Result<V::Value, End> {
        self.note(Asked::List(Some(length)));
        Err(End)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(mut self, _: &'static str, length: usize, _: V) -> Result<V::Value, End> {
        self.note(Asked::List(Some(length)));
        Err(End)
    }

    fn deserialize_map<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, End> {
        self.note(Asked::Map);
        if self.path.is_empty() { Err(End) } else { visitor.visit_map(self) }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        mut self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, End> {
        self.note(Asked::Struct(fields));
        if self.path.is_empty() { Err(End) } else { visitor.visit_map(self) }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        mut self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, End> {
        self.note(Asked::Enum(variants));
        if self.path.is_empty() { Err(End) } else { visitor.visit_enum(self) }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, End> {
        if self.path.is_empty() {
            self.found.is_optional = true;
        }
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(mut self, name: &'static str, visitor: V) -> Result<V::Value, End> {
        if name == secret::NAME {
            self.note(Asked::Secret);
            return Err(End);
        }
        visitor.visit_newtype_struct(self)
    }
}

/// The one element of a list.
impl<'de> SeqAccess<'de> for Ask<'_> {
    type Error = End;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, End> {
        let Some((Step::Inside, path)) = self.path.split_first() else { return Err(End) };
        seed.deserialize(Ask { path, found: &mut *self.found }).map(Some)
    }
}

/// The one member of an object.
impl<'de> MapAccess<'de> for Ask<'_> {
    type Error = End;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, End> {
        let key = match self.path.first() {
            Some(Step::Field(name)) => name,
            Some(Step::Inside) => "",
            _ => return Err(End),
        };
        let key: StrDeserializer<'_, End> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, End> {
        let Some((_, path)) = self.path.split_first() else { return Err(End) };
        seed.deserialize(Ask { path, found: &mut *self.found })
    }
}

impl<'de> EnumAccess<'de> for Ask<'_> {
    type Error = End;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), End> {
        let Some((Step::Variant(name), path)) = self.path.split_first() else { return Err(End) };
        let name: StrDeserializer<'_, End> = (*name).into_deserializer();
        Ok((seed.deserialize(name)?, Ask { path, found: self.found }))
    }
}

impl<'de> VariantAccess<'de> for Ask<'_> {
    type Error = End;

    fn unit_variant(mut self) -> Result<(), End> {
        self.note(Asked::Null);
        Err(End)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, End> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(mut self, length: usize, _: V) -> Result<V::Value, End> {
        self.note(Asked::List(Some(length)));
        Err(End)
    }

    fn struct_variant<V: Visitor<'de>>(mut self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, End> {
        self.note(Asked::Struct(fields));
        if self.path.is_empty() { Err(End) } else { visitor.visit_map(self) }
    }
}
