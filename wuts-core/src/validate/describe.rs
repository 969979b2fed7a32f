//! The schema of a request struct: what its fields show to every walk, written down.

use std::any::type_name;

use serde_json::value::{RawValue, to_raw_value};

use super::diagnose;
use super::field::{Decode, Group};
use super::rule::{Rule, Rules};
use super::{At, Context, Field, Presence, Report, Shaped, Walk, WutsRequest};
use crate::envelope::Error;
use crate::openapi::{Node, Schemas, Told, list, object, prose};
use crate::request::from_json;

/// A request struct, described.
#[derive(Debug)]
pub(crate) struct Request {
    /// Its schema.
    pub(crate) schema: Node,
    /// An example of the whole.
    pub(crate) example: Option<Node>,
    /// What the schema of a single field cannot say, in words.
    pub(crate) notes: Vec<String>,
    /// Whether any text will do.
    pub(crate) takes_anything: bool,
}

/// Writes down what it is shown.
struct Describing<'s> {
    schemas: &'s mut Schemas,
    told: Told,
    owner: &'static str,
    properties: Node,
    required: Vec<String>,
    /// Schemas that stand beside the fields: groups, and flattened types that are no structs.
    beside: Vec<Node>,
    additional: Option<Node>,
    notes: Vec<String>,
    takes_anything: bool,
}

/// The description of `T`.
pub(crate) fn describe<T: WutsRequest>(schemas: &mut Schemas) -> Request {
    let mut walk = Describing::new(schemas, type_name::<T>());
    T::told(&mut walk.told);
    T::fields(&mut walk, None);
    walk.finish(|json| from_json::<T>(json).err())
}

/// Why a text would be refused, if it would.
type Refused = fn(&[u8]) -> Option<Error>;

// What does not depend on a type stands here, so that it is compiled once.
impl<'s> Describing<'s> {
    fn new(schemas: &'s mut Schemas, owner: &'static str) -> Self {
        Self {
            schemas,
            told: Told::default(),
            owner,
            properties: object([]),
            required: Vec::new(),
            beside: Vec::new(),
            additional: None,
            notes: Vec::new(),
            takes_anything: true,
        }
    }

    fn finish(mut self, refused: Refused) -> Request {
        let example = self.example(refused);
        let (notes, takes_anything) = (self.notes.clone(), self.takes_anything);
        Request { schema: self.schema(), example, notes, takes_anything }
    }

    fn schema(self) -> Node {
        let mut schema = object([("type", "object".into())]);
        let mut words = vec![prose(self.told.docs)];
        words.extend(self.notes.iter().map(|note| format!("{note}.")));
        words.retain(|words| !words.is_empty());
        if !words.is_empty() {
            schema.lead("description", words.join("\n\n"));
        }
        schema.set("properties", self.properties);
        if !self.required.is_empty() {
            schema.set("required", list(self.required));
        }
        let mut beside = self.beside;
        let is_closed = self.additional == Some(Node::Bool(false));
        if let Some(additional) = self.additional {
            let key = if is_closed && !beside.is_empty() { "unevaluatedProperties" } else { "additionalProperties" };
            schema.set(key, additional);
        }
        match (beside.pop(), beside.is_empty()) {
            // One group needs no list around it.
            (Some(Node::Object(members)), true) if members.len() == 1 => {
                for (key, value) in members {
                    schema.set(&key, value);
                }
            }
            (Some(last), _) => {
                beside.push(last);
                schema.set("allOf", beside);
            }
            (None, _) => {}
        }
        schema
    }

    /// The example of the type, or one made of those of its fields if they are enough.
    fn example(&mut self, refused: Refused) -> Option<Node> {
        let refused = |example: &Node| refused(&serde_json::to_vec(example).unwrap_or_default());
        if let Some(example) = self.told.example.clone() {
            if let Some(error) = refused(&example) {
                let faults = error.violations().iter().map(|fault| format!("{} {}", fault.field, fault.message));
                let faults: Vec<String> = faults.collect();
                let faults = if faults.is_empty() { error.message().to_owned() } else { faults.join("; ") };
                self.schemas.fault(format_args!("the example of `{}` is refused: {faults}", self.owner));
            }
            return Some(example);
        }
        let fields = self.told.fields.iter();
        let example = Node::Object(fields.filter_map(|field| Some((field.name.to_owned(), field.example.clone()?))).collect());
        (!example.members().is_empty() && refused(&example).is_none()).then_some(example)
    }

    /// Write down a field with what is told of it; gives its example.
    fn add(&mut self, field: &Field, mut schema: Node, may_be_missing: bool) -> Option<Node> {
        if field.is_sensitive {
            schema.set("writeOnly", true);
            if schema.get("format").is_none() {
                schema.set("format", "password");
            }
        }
        let mut shown = None;
        if let Some(told) = self.told.fields.iter().find(|told| told.name == field.name).cloned() {
            for (key, keyword) in told.schema.as_ref().map(Node::members).unwrap_or_default() {
                schema.set(key, keyword.clone());
            }
            if !told.docs.is_empty() {
                schema.lead("description", prose(told.docs));
            }
            if let Some(default) = told.default.filter(|default| *default != Node::Null && !field.is_sensitive) {
                schema.set("default", default);
            }
            if let Some(example) = told.example {
                schema.set("examples", list([example.clone()]));
                shown = Some(example);
            }
        }
        if !field.aliases.is_empty() {
            schema.set("x-aliases", list(field.aliases.iter().copied()));
        }
        let may_be_missing = match field.presence {
            Presence::OfType => may_be_missing,
            Presence::Optional => true,
            Presence::Required => false,
        };
        if !may_be_missing {
            self.required.push(field.name.to_owned());
        }
        self.properties.set(field.name, schema);
        shown
    }

    /// Hold the example of a field against its type and its rules.
    fn check(&mut self, name: &str, example: &Node, report: &mut dyn FnMut(&RawValue, &At<'_>, &mut Report)) {
        let Ok(raw) = to_raw_value(example) else { return };
        let mut found = Report::default();
        let root = At::Root(self.owner);
        report(&raw, &At::Field(&root, name), &mut found);
        for fault in found.into_error().violations() {
            self.schemas.fault(format_args!("the example of `{}.{}` is refused: {}", self.owner, fault.field, fault.message));
        }
    }

    /// Write down a flattened field.
    fn beside(&mut self, mut schema: Node) {
        self.takes_anything = false;
        let optional = schema.get("anyOf").and_then(|any| any.values().first()).cloned();
        let is_optional = optional.is_some();
        schema = optional.unwrap_or(schema);
        let inner = self.schemas.resolve(&schema).clone();
        if inner.get("properties").is_some() {
            self.merge(&inner, is_optional);
        } else if let Some(entries) = inner.get("additionalProperties") {
            self.additional = Some(entries.clone());
        } else if !is_optional {
            self.beside.push(schema);
        }
    }

    /// Write down a group of fields.
    fn together(&mut self, group: &Group) {
        self.takes_anything = false;
        self.notes.push(capitalised(&group.message()));
        let given = |(name, _): &(&str, &[&str])| {
            let mut properties = object([]);
            properties.set(name, object([("not", object([("type", "null".into())]))]));
            object([("required", list([*name])), ("properties", properties)])
        };
        let key = if group.exactly_one { "oneOf" } else { "anyOf" };
        self.beside.push(object([(key, Node::List(group.members.iter().map(given).collect()))]));
    }

    /// Take over the fields of a struct that is flattened into this one.
    fn merge(&mut self, schema: &Node, is_optional: bool) {
        for (name, property) in schema.get("properties").map(Node::members).unwrap_or_default() {
            self.properties.set(name, property.clone());
        }
        let required = schema.get("required").map(Node::values).unwrap_or_default().iter().filter_map(Node::text);
        self.required.extend(required.filter(|_| !is_optional).map(str::to_owned));
        for key in ["oneOf", "anyOf", "allOf"] {
            if let Some(group) = schema.get(key) {
                self.beside.push(object([(key, group.clone())]));
            }
        }
    }
}

impl Walk for Describing<'_> {
    fn field<F>(&mut self, field: Field, _: Option<&F>, Shaped(shape): Shaped<'_, F>, rules: impl Rules<F>) {
        let mut schema = shape.describe(self.schemas);
        rules.describe(&mut schema);
        self.takes_anything = self.takes_anything && are_none(&rules) && is_any_text(&schema);
        if let Some(example) = self.add(&field, schema, shape.may_be_missing()) {
            self.check(field.name, &example, &mut |raw, at, report| {
                diagnose::value(shape, raw, at, report, Context::default(), &rules);
            });
        }
    }

    fn flatten<F>(&mut self, _: Option<&F>, Shaped(shape): Shaped<'_, F>) {
        let schema = shape.describe(self.schemas);
        self.beside(schema);
    }

    fn deny_unknown_fields(&mut self) {
        self.additional = Some(Node::Bool(false));
    }

    fn group<T: Decode, const N: usize>(&mut self, _: Option<&T>, group: &'static Group, _: impl Fn(&T) -> [bool; N]) {
        self.together(group);
    }

    fn whole<T: Decode>(&mut self, _: Option<&T>, _: impl Rule<T>) {
        self.takes_anything = false;
    }
}

const fn are_none<F, R: Rules<F>>(_: &R) -> bool {
    R::ARE_NONE
}

fn is_any_text(schema: &Node) -> bool {
    *schema == object([("type", "string".into())])
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
