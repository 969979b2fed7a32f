//! What stands around another type: the wrappers and collections that are looked into.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::{Inside, Shape};
#[cfg(feature = "openapi")]
use crate::openapi::{Node, Schemas, nullable, object};
use crate::validate::diagnose::{self, Diagnosing, Object};
use crate::validate::text::Texts;
use crate::validate::{At, Context, Expectation, Report};

/// An `Option`.
#[derive(Debug)]
pub struct Maybe<'a, H: ?Sized>(pub &'a H);

impl<T, H: Inside<T> + ?Sized> Inside<Option<T>> for Maybe<'_, H> {
    fn passes(&self, value: &Option<T>, context: Context<'_>) -> bool {
        value.as_ref().is_none_or(|value| self.0.passes(value, context))
    }

    fn has_secrets(&self, depth: usize) -> bool {
        self.0.has_secrets(depth)
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schemas: &mut Schemas) -> Node {
        let mut schema = self.0.describe(schemas);
        nullable(&mut schema);
        schema
    }
}

impl<T: DeserializeOwned, H: Shape<T> + ?Sized> Shape<Option<T>> for Maybe<'_, H> {
    fn is_seen_whole(&self) -> bool {
        self.0.is_seen_whole()
    }

    // serde makes a flattened `Option` of whatever does not fit `None`.
    fn look_beside(&self, walk: &mut Diagnosing<'_, '_>) {
        if serde_json::from_str(walk.text()).is_ok_and(|raw| self.0.read(raw).is_ok()) {
            self.0.look_beside(walk);
        }
    }

    fn look_into(&self, raw: &RawValue, at: &At<'_>, report: &mut Report, context: Context<'_>) {
        if raw.get() != "null" {
            self.0.look_into(raw, at, report, context);
        }
    }

    fn write_texts(&self, texts: &[&str], json: &mut String) {
        self.0.write_texts(texts, json);
    }

    fn excludes(&self, raw: &RawValue) -> bool {
        raw.get() != "null" && self.0.excludes(raw)
    }

    fn text<'v>(&self, value: &'v Option<T>) -> Option<&'v str> {
        self.0.text(value.as_ref()?)
    }

    fn refused<'v>(&self, value: &'v Option<T>) -> Option<(&'v str, &'static str)> {
        self.0.refused(value.as_ref()?)
    }

    fn read(&self, raw: &RawValue) -> Result<Option<T>, serde_json::Error> {
        if raw.get() == "null" { Ok(None) } else { self.0.read(raw).map(Some) }
    }

    fn may_be_missing(&self) -> bool {
        true
    }

    fn expectation(&self) -> Expectation {
        self.0.expectation()
    }
}

/// A `Box`.
#[derive(Debug)]
pub struct Boxed<'a, H: ?Sized>(pub &'a H);

impl<T, H: Inside<T> + ?Sized> Inside<Box<T>> for Boxed<'_, H> {
    fn passes(&self, value: &Box<T>, context: Context<'_>) -> bool {
        self.0.passes(value, context)
    }

    fn has_secrets(&self, depth: usize) -> bool {
        self.0.has_secrets(depth)
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schemas: &mut Schemas) -> Node {
        self.0.describe(schemas)
    }
}

impl<T: DeserializeOwned, H: Shape<T> + ?Sized> Shape<Box<T>> for Boxed<'_, H> {
    fn is_seen_whole(&self) -> bool {
        self.0.is_seen_whole()
    }

    fn look_into(&self, raw: &RawValue, at: &At<'_>, report: &mut Report, context: Context<'_>) {
        self.0.look_into(raw, at, report, context);
    }

    fn look_beside(&self, walk: &mut Diagnosing<'_, '_>) {
        self.0.look_beside(walk);
    }

    fn write_beside(&self, walk: &mut Texts<'_>) {
        self.0.write_beside(walk);
    }

    fn write_texts(&self, texts: &[&str], json: &mut String) {
        self.0.write_texts(texts, json);
    }

    fn excludes(&self, raw: &RawValue) -> bool {
        self.0.excludes(raw)
    }

    fn text<'v>(&self, value: &'v Box<T>) -> Option<&'v str> {
        self.0.text(value)
    }

    fn refused<'v>(&self, value: &'v Box<T>) -> Option<(&'v str, &'static str)> {
        self.0.refused(value)
    }

    fn read(&self, raw: &RawValue) -> Result<Box<T>, serde_json::Error> {
        self.0.read(raw).map(Box::new)
    }

    fn may_be_missing(&self) -> bool {
        self.0.may_be_missing()
    }

    fn expectation(&self) -> Expectation {
        self.0.expectation()
    }
}

/// A `Vec`.
#[derive(Debug)]
pub struct List<'a, H: ?Sized>(pub &'a H);

impl<T, H: Inside<T> + ?Sized> Inside<Vec<T>> for List<'_, H> {
    fn passes(&self, value: &Vec<T>, context: Context<'_>) -> bool {
        value.iter().all(|value| self.0.passes(value, context))
    }

    fn has_secrets(&self, depth: usize) -> bool {
        self.0.has_secrets(depth)
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schemas: &mut Schemas) -> Node {
        object([("type", "array".into()), ("items", self.0.describe(schemas))])
    }
}

impl<T: DeserializeOwned, H: Shape<T> + ?Sized> Shape<Vec<T>> for List<'_, H> {
    fn look_into(&self, raw: &RawValue, at: &At<'_>, report: &mut Report, context: Context<'_>) {
        let Ok(elements) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else { return };
        for (index, raw) in elements.into_iter().enumerate() {
            diagnose::value(self.0, raw, &At::Index(at, index), report, context, &());
        }
    }

    fn write_texts(&self, texts: &[&str], json: &mut String) {
        json.push('[');
        for (index, text) in texts.iter().enumerate() {
            if index > 0 {
                json.push(',');
            }
            self.0.write_texts(&[text], json);
        }
        json.push(']');
    }

    fn read(&self, raw: &RawValue) -> Result<Vec<T>, serde_json::Error> {
        serde_json::from_str(raw.get())
    }

    fn may_be_missing(&self) -> bool {
        false
    }

    fn expectation(&self) -> Expectation {
        Expectation::List
    }
}

/// A `HashMap` or `BTreeMap`.
#[derive(Debug)]
pub struct Map<'a, H: ?Sized>(pub &'a H);

impl<C: Entries, H: Inside<C::Value> + ?Sized> Inside<C> for Map<'_, H> {
    fn passes(&self, value: &C, context: Context<'_>) -> bool {
        value.all(|value| self.0.passes(value, context))
    }

    fn has_secrets(&self, depth: usize) -> bool {
        self.0.has_secrets(depth)
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schemas: &mut Schemas) -> Node {
        object([("type", "object".into()), ("additionalProperties", self.0.describe(schemas))])
    }
}

impl<C, H> Shape<C> for Map<'_, H>
where
    C: DeserializeOwned + Entries,
    H: Shape<C::Value> + ?Sized,
{
    fn look_beside(&self, walk: &mut Diagnosing<'_, '_>) {
        walk.rest(self.0);
    }

    fn look_into(&self, raw: &RawValue, at: &At<'_>, report: &mut Report, context: Context<'_>) {
        let Ok(Some(object)) = Object::read(raw.get(), at, report) else { return };
        for (key, raw) in object.entries() {
            diagnose::value(self.0, raw, &At::Field(at, key), report, context, &());
        }
    }

    fn read(&self, raw: &RawValue) -> Result<C, serde_json::Error> {
        serde_json::from_str(raw.get())
    }

    fn may_be_missing(&self) -> bool {
        false
    }

    fn expectation(&self) -> Expectation {
        Expectation::Object
    }
}

/// What [`Map`] needs of a map.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no map that can be looked into",
    label = "neither a `HashMap` nor a `BTreeMap`"
)]
pub trait Entries {
    /// The type of the values.
    type Value;

    /// Whether `check` holds for all values.
    fn all(&self, check: impl Fn(&Self::Value) -> bool) -> bool;
}

impl<K, V> Entries for BTreeMap<K, V> {
    type Value = V;

    fn all(&self, check: impl Fn(&V) -> bool) -> bool {
        self.values().all(check)
    }
}

impl<K, V, B> Entries for std::collections::HashMap<K, V, B> {
    type Value = V;

    fn all(&self, check: impl Fn(&V) -> bool) -> bool {
        self.values().all(check)
    }
}
