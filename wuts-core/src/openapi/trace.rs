//! The schema of a type of which only `Deserialize` is known: it is asked what it asks for, place by place.
//!
//! See `ask.rs` for how.

use std::any::type_name;

use serde::de::DeserializeOwned;

use super::Schemas;
use super::ask::{Asked, Step, ask};
use super::node::{Node, list, object};

/// How deep a type is asked; it may contain itself.
const DEPTH: usize = 4;

/// The schema of `T`, as far as it tells serde.
pub(crate) fn describe<T: DeserializeOwned>(schemas: &mut Schemas) -> Node {
    let mut schema = place::<T>(&mut Vec::new(), schemas);
    if let (Some("string"), Some(format)) = (schema.get("type").and_then(Node::text), format_of(type_name::<T>())) {
        schema.set("format", format);
    }
    schema
}

/// The format of a well-known type that is text on the wire.
pub(super) fn format_of(type_name: &str) -> Option<&'static str> {
    let path = type_name.split('<').next().unwrap_or_default();
    let (krate, name) = (path.split("::").next()?, path.rsplit("::").next()?);
    match (krate, name) {
        ("uuid", "Uuid" | "NonNilUuid") => Some("uuid"),
        ("url", "Url") => Some("uri"),
        ("jiff", "Timestamp") | ("chrono", "DateTime") => Some("date-time"),
        ("jiff", "Date") | ("chrono", "NaiveDate") => Some("date"),
        ("jiff", "Span" | "SignedDuration") => Some("duration"),
        _ => None,
    }
}

fn place<T: DeserializeOwned>(path: &mut Vec<Step>, schemas: &mut Schemas) -> Node {
    let found = ask::<T>(path);
    let mut schema = match found.asked {
        _ if path.len() > DEPTH => object([]),
        Asked::Any => {
            schemas.gap(format_args!("`{}` does not tell what it reads", type_name::<T>()));
            object([])
        }
        Asked::Bool => typed("boolean"),
        Asked::Integer(min, max) => {
            let mut schema = typed("integer");
            for (key, bound) in [("minimum", min), ("maximum", max)] {
                if let Some(bound) = bound {
                    schema.set(key, bound);
                }
            }
            schema
        }
        Asked::Number => typed("number"),
        Asked::Text => typed("string"),
        Asked::Secret => object([("type", "string".into()), ("format", "password".into()), ("writeOnly", true.into())]),
        Asked::Null => typed("null"),
        Asked::List(length) => {
            let mut schema = typed("array");
            match length {
                Some(length) => {
                    schema.set("minItems", length);
                    schema.set("maxItems", length);
                }
                None => schema.set("items", inside::<T>(path, Step::Inside, schemas)),
            }
            schema
        }
        Asked::Map => {
            let mut schema = typed("object");
            schema.set("additionalProperties", inside::<T>(path, Step::Inside, schemas));
            schema
        }
        Asked::Struct(fields) => fields_of::<T>(fields, path, schemas),
        Asked::Enum(variants) => variants_of::<T>(variants, path, schemas),
    };
    if found.is_optional {
        nullable(&mut schema);
    }
    schema
}

fn typed(name: &str) -> Node {
    object([("type", name.into())])
}

fn inside<T: DeserializeOwned>(path: &mut Vec<Step>, step: Step, schemas: &mut Schemas) -> Node {
    path.push(step);
    let schema = place::<T>(path, schemas);
    path.pop();
    schema
}

/// Which of the fields have a default is not told; a field that is an `Option` may be missing.
fn fields_of<T: DeserializeOwned>(fields: &[&'static str], path: &mut Vec<Step>, schemas: &mut Schemas) -> Node {
    let mut properties = object([]);
    let mut required = Vec::new();
    for field in fields {
        path.push(Step::Field(field));
        if !ask::<T>(path).is_optional {
            required.push(*field);
        }
        path.pop();
        properties.set(field, inside::<T>(path, Step::Field(field), schemas));
    }
    let mut schema = object([("type", "object".into()), ("properties", properties)]);
    if !required.is_empty() {
        schema.set("required", list(required));
    }
    schema
}

fn variants_of<T: DeserializeOwned>(variants: &[&'static str], path: &mut Vec<Step>, schemas: &mut Schemas) -> Node {
    let mut words = Vec::new();
    let mut tagged = Vec::new();
    for variant in variants {
        path.push(Step::Variant(variant));
        let is_word = matches!(ask::<T>(path).asked, Asked::Null);
        path.pop();
        if is_word {
            words.push(*variant);
        } else {
            let mut properties = object([]);
            properties.set(variant, inside::<T>(path, Step::Variant(variant), schemas));
            tagged.push(object([("type", "object".into()), ("properties", properties), ("required", list([*variant]))]));
        }
    }
    let word = object([("type", "string".into()), ("enum", list(words.clone()))]);
    if tagged.is_empty() {
        return word;
    }
    if !words.is_empty() {
        tagged.insert(0, word);
    }
    object([("oneOf", tagged.into())])
}

/// Let a schema take `null` too.
pub(crate) fn nullable(schema: &mut Node) {
    if is_nullable(schema) {
        return;
    }
    match schema.get_mut("type") {
        Some(Node::Text(name)) => {
            let both = list([name.as_str(), "null"]);
            schema.set("type", both);
            if let Some(Node::List(words)) = schema.get_mut("enum") {
                words.push(Node::Null);
            }
        }
        _ => *schema = object([("anyOf", list([schema.clone(), typed("null")]))]),
    }
}

/// Whether `null` fits a schema, as far as it is seen at first sight.
pub(crate) fn is_nullable(schema: &Node) -> bool {
    match schema.get("type") {
        Some(Node::Text(name)) => name == "null",
        Some(Node::List(names)) => names.iter().any(|name| name.text() == Some("null")),
        _ => schema.get("anyOf").map(Node::values).unwrap_or_default().iter().any(is_nullable) || schema.members().is_empty(),
    }
}

/// Whether a schema is that of a map, or of a struct.
pub(crate) fn is_map(schema: &Node) -> bool {
    match schema.get("type") {
        Some(Node::Text(name)) => name == "object",
        Some(Node::List(names)) => names.iter().any(|name| name.text() == Some("object")),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    #[allow(dead_code, reason = "it is asked, not read")]
    struct Outer {
        list: Vec<Option<u8>>,
        map: BTreeMap<String, Inner>,
        choice: Choice,
        itself: Option<Box<Outer>>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case")]
    #[allow(dead_code, reason = "it is asked, not read")]
    struct Inner {
        some_name: String,
    }

    #[derive(Deserialize)]
    #[allow(dead_code, reason = "it is asked, not read")]
    enum Choice {
        Plain,
        Held(i8),
        Named { on: bool },
    }

    fn told<T: DeserializeOwned>() -> (String, Vec<String>) {
        let mut schemas = Schemas::new();
        let schema = describe::<T>(&mut schemas);
        (serde_json::to_string(&schema).unwrap(), schemas.gaps)
    }

    #[test]
    fn a_type_tells_its_structure_to_a_certain_depth() {
        let (schema, gaps) = told::<Outer>();
        for part in [
            r#""list":{"type":"array","items":{"type":["integer","null"],"minimum":0,"maximum":255}}"#,
            r#""additionalProperties":{"type":"object","properties":{"some-name":{"type":"string"}},"required":["some-name"]}"#,
            r#"{"oneOf":[{"type":"string","enum":["Plain"]},{"type":"object","properties":{"Held":{"type":"integer","minimum":-128"#,
            r#""Named":{"type":"object","properties":{"on":{"type":"boolean"}},"required":["on"]}"#,
        ] {
            assert!(schema.contains(part), "{part} in {schema}");
        }
        assert!(gaps.is_empty(), "{gaps:?}");
    }

    #[test]
    fn formats_are_those_of_well_known_types() {
        assert_eq!(told::<uuid::Uuid>().0, r#"{"type":"string","format":"uuid"}"#);
        assert_eq!(told::<jiff::Timestamp>().0, r#"{"type":"string","format":"date-time"}"#);
        assert_eq!(told::<crate::id::Token>().0, r#"{"type":"string","format":"password","writeOnly":true}"#);
    }

    #[test]
    fn what_does_not_tell_is_a_gap() {
        assert_eq!(told::<serde_json::Value>().0, "{}");
        assert_eq!(told::<serde_json::Value>().1.len(), 1);
    }
}
