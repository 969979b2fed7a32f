//! Writes a payload as JSON, byte for byte as `serde_json` does. The difference is in the strings, of which answers are made: most
//! have nothing to escape, and that is seen many bytes at a time.

use serde::Serialize;
use serde::ser::{
    Error as _, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant, Serializer,
};
use serde_json::Error;

use super::text::write_text;

/// Append a value as JSON.
pub(super) fn write_json<T: Serialize + ?Sized>(value: &T, text: &mut Vec<u8>) -> Result<(), Error> {
    value.serialize(Json(text))
}

/// Under these names `serde_json` hands over what is JSON already.
const RAW: [&str; 2] = ["$serde_json::private::RawValue", "$serde_json::private::Number"];

struct Json<'t>(&'t mut Vec<u8>);

impl Json<'_> {
    /// What `serde_json` writes: numbers.
    fn plain<T: Serialize>(self, value: &T) -> Result<(), Error> {
        serde_json::to_writer(self.0, value)
    }

    /// `{"variant":`
    fn variant(&mut self, variant: &str) {
        self.0.push(b'{');
        write_text(variant, self.0);
        self.0.push(b':');
    }
}

/// Numbers that `serde_json` writes.
macro_rules! plain {
    ($($method:ident($number:ty))*) => {
        $(fn $method(self, number: $number) -> Result<(), Error> {
            self.plain(&number)
        })*
    };
}

impl<'t> Serializer for Json<'t> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Within<'t>;
    type SerializeTuple = Within<'t>;
    type SerializeTupleStruct = Within<'t>;
    type SerializeTupleVariant = Within<'t>;
    type SerializeMap = Within<'t>;
    type SerializeStruct = Within<'t>;
    type SerializeStructVariant = Within<'t>;

    plain! {
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_f32(f32) serialize_f64(f64)
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.0.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        write_text(value, self.0);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.0.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.variant(variant);
        value.serialize(Json(self.0))?;
        self.0.push(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Within<'t>, Error> {
        Ok(Within::open(self.0, b'[', b"]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Within<'t>, Error> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Within<'t>, Error> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(mut self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Within<'t>, Error> {
        self.variant(variant);
        Ok(Within::open(self.0, b'[', b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Within<'t>, Error> {
        Ok(Within::open(self.0, b'{', b"}"))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Within<'t>, Error> {
        if RAW.contains(&name) {
            return Ok(Within { text: self.0, is_first: true, is_raw: true, close: b"" });
        }
        self.serialize_map(None)
    }

    fn serialize_struct_variant(mut self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Within<'t>, Error> {
        self.variant(variant);
        Ok(Within::open(self.0, b'{', b"}}"))
    }
}

/// A list or an object that is being written.
struct Within<'t> {
    text: &'t mut Vec<u8>,
    is_first: bool,
    is_raw: bool,
    close: &'static [u8],
}

impl<'t> Within<'t> {
    fn open(text: &'t mut Vec<u8>, open: u8, close: &'static [u8]) -> Self {
        text.push(open);
        Self { text, is_first: true, is_raw: false, close }
    }

    fn comma(&mut self) {
        if !std::mem::replace(&mut self.is_first, false) {
            self.text.push(b',');
        }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.comma();
        write_json(value, self.text)
    }

    fn member<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        if self.is_raw {
            return self.raw(value);
        }
        self.comma();
        write_text(key, self.text);
        self.text.push(b':');
        write_json(value, self.text)
    }

    /// What comes as a string is JSON.
    fn raw<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let serde_json::Value::String(raw) = serde_json::to_value(value)? else {
            return Err(Error::custom("expected a JSON text as a string"));
        };
        self.text.extend_from_slice(raw.as_bytes());
        Ok(())
    }

    /// A key is a string, or a number or a boolean within quotes.
    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.comma();
        let begin = self.text.len();
        write_json(key, self.text)?;
        match self.text.get(begin) {
            Some(b'"') => {}
            Some(b'-' | b'0'..=b'9' | b't' | b'f') => {
                self.text.insert(begin, b'"');
                self.text.push(b'"');
            }
            _ => return Err(Error::custom("key must be a string")),
        }
        self.text.push(b':');
        Ok(())
    }

    fn close(self) {
        self.text.extend_from_slice(self.close);
    }
}

/// The traits of lists and of objects, which all do the same here.
macro_rules! within {
    ($($trait:ident::$method:ident($($key:ident)?) => $own:ident;)*) => {
        $(impl $trait for Within<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, $($key: &'static str,)? value: &T) -> Result<(), Error> {
                self.$own($($key,)? value)
            }

            fn end(self) -> Result<(), Error> {
                self.close();
                Ok(())
            }
        })*
    };
}

within! {
    SerializeSeq::serialize_element() => element;
    SerializeTuple::serialize_element() => element;
    SerializeTupleStruct::serialize_field() => element;
    SerializeTupleVariant::serialize_field() => element;
    SerializeStruct::serialize_field(key) => member;
    SerializeStructVariant::serialize_field(key) => member;
}

impl SerializeMap for Within<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        write_json(value, self.text)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::value::RawValue;
    use serde_json::{Value, json};

    use super::*;

    fn written(value: &impl Serialize) -> String {
        let mut text = Vec::new();
        write_json(value, &mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[derive(Serialize)]
    enum Choice {
        Unit,
        New(u8),
        Pair(u8, char),
        Named { a: Option<u8>, b: () },
    }

    #[derive(Serialize)]
    struct Unit;

    #[derive(Serialize)]
    struct Pair(u8, String);

    #[derive(Serialize)]
    struct All {
        choices: Vec<Choice>,
        unit: Unit,
        pair: Pair,
        floats: [f64; 5],
        small: f32,
        large: (i128, u128, i64),
        raw: Box<RawValue>,
        numbers: BTreeMap<i16, bool>,
        booleans: BTreeMap<bool, &'static str>,
        characters: BTreeMap<char, [u8; 1]>,
        #[serde(flatten)]
        flat: BTreeMap<String, Value>,
        #[serde(rename = "a \"name\" that must be escaped")]
        escaped: Option<Value>,
    }

    #[test]
    fn everything_is_written_as_serde_json_writes_it() {
        let all = All {
            choices: vec![Choice::Unit, Choice::New(1), Choice::Pair(2, '"'), Choice::Named { a: None, b: () }],
            unit: Unit,
            pair: Pair(7, "\u{0}\u{1f}\u{7f}\n\t\\ é 🦀 \u{2028}".to_owned()),
            floats: [0.0, -1.5, 1e300, f64::NAN, f64::INFINITY],
            small: 0.1,
            large: (i128::MIN, u128::MAX, i64::MIN),
            raw: RawValue::from_string(r#"{ "a" : [1,2 ] }"#.to_owned()).unwrap(),
            numbers: BTreeMap::from([(-1, true), (2, false)]),
            booleans: BTreeMap::from([(true, "yes")]),
            characters: BTreeMap::from([('"', [7])]),
            flat: BTreeMap::from([("x".to_owned(), json!({"y": [null, 1.0, "z"]})), ("w".to_owned(), json!({}))]),
            escaped: Some(json!([])),
        };
        assert_eq!(written(&all), serde_json::to_string(&all).unwrap());
    }

    #[test]
    fn what_is_no_key_is_an_error() {
        for (key, is_key) in [(json!("a"), true), (json!(1), true), (json!(null), false), (json!([]), false), (json!({}), false)]
        {
            struct One(Value);

            impl Serialize for One {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    let mut map = serializer.serialize_map(None)?;
                    map.serialize_entry(&self.0, &1)?;
                    map.end()
                }
            }

            let theirs = serde_json::to_string(&One(key.clone()));
            assert_eq!(theirs.is_ok(), is_key, "{key}");
            assert_eq!(write_json(&One(key.clone()), &mut Vec::new()).is_ok(), is_key, "{key}");
        }
    }

    proptest! {
        #[test]
        fn every_text_is_escaped_as_serde_json_escapes_it(text in any::<String>(), ascii in "[ -~]{0,40}") {
            for text in [text, ascii] {
                prop_assert_eq!(written(&text), serde_json::to_string(&text).unwrap());
            }
        }
    }
}
