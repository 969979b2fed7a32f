//! The schemas of this crate's own types.

use std::any::type_name;
use std::borrow::Cow;

use schemars::generate::SchemaGenerator;
use schemars::{JsonSchema, Schema, json_schema};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::trace::format_of;
use crate::auth::Role;
use crate::id::{Jid, MessageId, Phone, Recipient, Token};
use crate::webhook::Secret;
use crate::webhook::event::RawData;

/// A time as RFC 3339 has it, for `#[schemars(with = "…")]` on a field whose type `schemars` does not know.
#[derive(Debug)]
pub enum DateTime {}

/// Gives a type the schema that a function of the generator makes.
macro_rules! schemas {
    ($($name:ident, $is_inline:literal, |$generator:ident| $schema:expr;)*) => {
        $(impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> Cow<'static, str> {
                concat!("wuts_core::", stringify!($name)).into()
            }

            fn inline_schema() -> bool {
                $is_inline
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        })*
    };
}

/// The grammar of [`Jid`], kind by kind.
const JID: &str = "^(?:[0-9]{5,20}(?::[0-9]{1,5})?@s\\.whatsapp\\.net|[0-9]{5,25}(?:-[0-9]{1,15})?@g\\.us|[0-9]{5,25}@newsletter\
                   |[0-9A-Za-z]{1,32}(?::[0-9]{1,5})?@lid|(?:status|[0-9]{5,25})@broadcast)$";

/// What is stripped when a [`Phone`] is read may stand between the digits.
const PHONE: &str = "^ *[+]?[ ()-]*[1-9](?:[ ()-]*[0-9]){9,14}[ ()-]*$";

const TOKEN: &str = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$";

/// Behind the prefix stands base64 without stray bits at its end.
const SECRET: &str = "^(?:whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}\
                      |[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)\
                      |(?!whsec_)[\\s\\S]+)$";

schemas! {
    DateTime, true, |_generator| json_schema!({ "type": "string", "format": "date-time" });
    Jid, false, |_generator| json_schema!({
        "type": "string",
        "description": "The address of a chat or a person.",
        "pattern": JID,
        "examples": ["5511999999999@s.whatsapp.net"],
    });
    MessageId, false, |_generator| json_schema!({
        "type": "string",
        "description": "The id of a message, as WhatsApp gives it.",
        "minLength": 1,
        "maxLength": MessageId::MAX_LEN,
        "pattern": "^[!-~]+$",
        "examples": ["3EB0XXXX1234ABCD"],
    });
    Phone, false, |generator| json_schema!({
        "type": "string",
        "description": "A phone number: country code and national number, 10 to 15 digits.",
        "pattern": if generator.contract().is_serialize() { "^[1-9][0-9]{9,14}$" } else { PHONE },
        "examples": ["5511999999999"],
    });
    Recipient, false, |generator| if generator.contract().is_serialize() {
        generator.subschema_for::<Jid>()
    } else {
        let choice = [generator.subschema_for::<Phone>(), generator.subschema_for::<Jid>()];
        json_schema!({
            "description": "Whom a message is for: a phone number for a person, or a JID for anything else.",
            "anyOf": choice,
        })
    };
    Token, false, |generator| if generator.contract().is_serialize() {
        json_schema!({ "type": "string", "description": "The secret that a user's requests carry.", "format": "uuid" })
    } else {
        json_schema!({
            "type": "string",
            "description": "The secret that a user's requests carry.",
            "format": "password",
            "pattern": TOKEN,
            "writeOnly": true,
        })
    };
    Secret, false, |_generator| json_schema!({
        "type": "string",
        "description": "The key of a webhook's signatures. Behind `whsec_` stands base64; any other text is the key itself.",
        "format": "password",
        "pattern": SECRET,
        "writeOnly": true,
    });
    RawData, true, |_generator| json_schema!({});
    Role, false, |_generator| json_schema!({
        "type": "string",
        "description": "What a user may do inside the tenant; a higher role may do what a lower one may.",
        "enum": ["user", "manager", "admin"],
    });
}

/// The schema of the names of events.
pub fn names(names: &[&str]) -> Schema {
    json_schema!({ "type": "string", "enum": names })
}

/// The schema of a member of a payload: `Member::<T>::schema(generator)`.
pub(crate) struct Member<T>(std::marker::PhantomData<T>);

impl<T: JsonSchema> Member<T> {
    pub(crate) fn schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}

/// A member whose type `schemars` does not know. The compiler prefers the function of the type's own.
pub(crate) trait Foreign {
    fn schema(_: &mut SchemaGenerator) -> Schema;
}

impl<T: DeserializeOwned> Foreign for Member<T> {
    fn schema(_: &mut SchemaGenerator) -> Schema {
        match format_of(type_name::<T>()) {
            Some(format) => json_schema!({ "type": "string", "format": format }),
            None => json_schema!({}),
        }
    }
}

/// The schema of an event's payload, while it is put together.
pub(crate) struct Payload {
    docs: String,
    properties: Map<String, Value>,
    required: Vec<&'static str>,
}

impl Payload {
    pub(crate) fn new(docs: &[&str]) -> Self {
        Self { docs: lines(docs), properties: Map::new(), required: Vec::new() }
    }

    pub(crate) fn member(&mut self, name: &'static str, must: bool, docs: &[&str], mut schema: Schema) {
        schema.insert("description".to_owned(), lines(docs).into());
        self.properties.insert(name.to_owned(), schema.to_value());
        if must {
            self.required.push(name);
        }
    }

    pub(crate) fn finish(self) -> Schema {
        let mut schema = json_schema!({ "type": "object", "description": self.docs, "properties": self.properties });
        if !self.required.is_empty() {
            schema.insert("required".to_owned(), self.required.into());
        }
        schema
    }
}

fn lines(docs: &[&str]) -> String {
    let lines: Vec<&str> = docs.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n")
}
