//! The schemas that `schemars` makes, with their members in an order that does not depend on how `serde_json` was built.

use serde_json::{Map, Value};

use super::Way;
use super::node::{Node, list, object};
use super::prose::prose;

/// What a reader wants to see first; the rest follows in the order of the alphabet.
const FIRST: &[&str] = &[
    "$ref",
    "title",
    "description",
    "deprecated",
    "type",
    "format",
    "const",
    "enum",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "pattern",
];

/// The schema, and every schema in it.
pub(super) fn ordered(schema: Value, way: Way) -> Node {
    let Value::Object(schema) = schema else { return schema.into() };
    let required: Vec<String> = schema
        .get("required")
        .and_then(Value::as_array)
        .map(|names| names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect())
        .unwrap_or_default();
    let mut members: Vec<(String, Value)> = schema.into_iter().collect();
    members.sort_by_cached_key(|(key, _)| (FIRST.iter().position(|first| first == key).unwrap_or(FIRST.len()), key.clone()));
    let members = members.into_iter().map(|(key, value)| {
        let value = match (key.as_str(), value) {
            ("properties" | "patternProperties" | "$defs", Value::Object(schemas)) => properties(schemas, &required, way),
            ("oneOf" | "anyOf" | "allOf" | "prefixItems", Value::Array(schemas)) => {
                list(schemas.into_iter().map(|schema| ordered(schema, way)))
            }
            ("items" | "additionalProperties" | "unevaluatedProperties" | "propertyNames" | "contains" | "not", schema) => {
                ordered(schema, way)
            }
            ("description", Value::String(docs)) => prose(&docs).into(),
            (_, other) => other.into(),
        };
        (key, value)
    });
    let mut schema = Node::Object(members.collect());
    if way == Way::Read {
        bound(&mut schema);
    }
    tagged(&mut schema);
    schema
}

/// The members that must be there come in the order of the declaration, and then the others.
fn properties(schemas: Map<String, Value>, required: &[String], way: Way) -> Node {
    let mut schemas: Vec<(String, Value)> = schemas.into_iter().collect();
    schemas.sort_by_cached_key(|(name, _)| {
        (required.iter().position(|required| required == name).unwrap_or(usize::MAX), name.clone())
    });
    Node::Object(schemas.into_iter().map(|(name, schema)| (name, ordered(schema, way))).collect())
}

/// `schemars` gives wide integers a format alone; what does not fit is refused all the same.
fn bound(schema: &mut Node) {
    let (min, max): (i128, i128) = match schema.get("format").and_then(Node::text) {
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("uint32") => (0, u32::MAX.into()),
        Some("int64" | "int") => (i64::MIN.into(), i64::MAX.into()),
        Some("uint64" | "uint") => (0, u64::MAX.into()),
        _ => return,
    };
    if schema.get("minimum").is_none() {
        schema.set("minimum", min);
    }
    if schema.get("maximum").is_none() {
        schema.set("maximum", max);
    }
}

/// An enum with a tag says which member it is. Its variants become components later, which the mapping names.
fn tagged(schema: &mut Node) {
    let variants = schema.get("oneOf").map(Node::values).unwrap_or_default();
    let constants = |variant: &Node| -> Vec<String> {
        let required: Vec<&str> =
            variant.get("required").map(Node::values).unwrap_or_default().iter().filter_map(Node::text).collect();
        let properties = variant.get("properties").map(Node::members).unwrap_or_default().iter();
        let is_tag = |(name, schema): &&(String, Node)| required.contains(&name.as_str()) && schema.get("const").is_some();
        properties.filter(is_tag).map(|(name, _)| name.clone()).collect()
    };
    let Some((first, rest)) = variants.split_first() else { return };
    let tag = constants(first).into_iter().find(|tag| rest.iter().all(|variant| constants(variant).contains(tag)));
    if let (Some(tag), false) = (tag, rest.is_empty()) {
        schema.set("discriminator", object([("propertyName", tag.into())]));
    }
}
