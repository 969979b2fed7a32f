//! How the types of fields nest: what of them can be looked into, and what is read in one piece.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::diagnose::{self, Diagnosing, Object, expected};
use super::field::{Part, Reads};
use super::secrets;
use super::text::{Texts, write_as, write_text};
use super::{At, Context, Expectation, Report, WutsRequest, passes};

/// What is inside a value of type `T`, however it was read.
pub trait Inside<T> {
    /// Whether every rule inside the value holds.
    fn passes(&self, _value: &T, _context: Context<'_>) -> bool {
        true
    }

    /// Whether something inside must not be shown; looked for this many structs deep.
    fn has_secrets(&self, _depth: usize) -> bool {
        false
    }
}

/// What can be done with a value of type `T` beyond its own `Deserialize`.
pub trait Shape<T>: Inside<T> {
    /// Whether `look_into` finds whatever serde would refuse.
    const IS_SEEN_WHOLE: bool = false;

    /// Report the faults of what is nested in it.
    fn look_into(&self, _raw: &RawValue, _at: &At<'_>, _report: &mut Report, _context: Context<'_>) {}

    /// Show the fields of a flattened value as fields of the object that is being diagnosed.
    fn look_beside(&self, _walk: &mut Diagnosing<'_, '_>) {}

    /// Write the fields of a flattened value that come as texts.
    fn write_beside(&self, _walk: &mut Texts<'_>) {}

    /// Write what came as texts (in a path or a query) as the JSON that this type reads. There is at least one text.
    fn write_texts(&self, texts: &[&str], json: &mut String) {
        write_text(&self.expectation(), texts, json);
    }

    /// Read it in one piece.
    fn read(&self, raw: &RawValue) -> Result<T, serde_json::Error>;

    /// Whether it may be missing by its type.
    fn may_be_missing(&self) -> bool;

    /// What its type expects.
    fn expectation(&self) -> Expectation;
}

/// A type of which only `Deserialize` is known.
#[derive(Debug)]
pub struct Leaf<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> Inside<T> for Leaf<T> {
    fn has_secrets(&self, _: usize) -> bool {
        Expectation::of::<T>() == Expectation::Secret
    }
}

impl<T: DeserializeOwned> Shape<T> for Leaf<T> {
    fn write_texts(&self, texts: &[&str], json: &mut String) {
        write_as(&self.expectation(), texts, json, |raw| serde_json::from_str::<T>(raw).is_ok());
    }

    fn read(&self, raw: &RawValue) -> Result<T, serde_json::Error> {
        serde_json::from_str(raw.get())
    }

    fn may_be_missing(&self) -> bool {
        expected::may_be_missing::<T>()
    }

    fn expectation(&self) -> Expectation {
        Expectation::of::<T>()
    }
}

type ReadWith<T> = fn(&mut serde_json::Deserializer<serde_json::de::StrRead<'_>>) -> Result<T, serde_json::Error>;

/// A type of which nothing is known.
#[derive(Debug)]
pub struct Opaque<T>(PhantomData<fn() -> T>);

impl<T> Inside<T> for Opaque<T> {}

/// A field that is read by a function of its own (`deserialize_with`).
#[derive(Debug)]
pub struct LeafWith<T, H> {
    read: ReadWith<T>,
    inside: H,
}

/// The shape of a field that `read` reads; what is inside is known by the type.
pub fn leaf_with<T, H: Inside<T>>(read: ReadWith<T>, inside: H) -> LeafWith<T, H> {
    LeafWith { read, inside }
}

impl<T, H: Inside<T>> Inside<T> for LeafWith<T, H> {
    fn passes(&self, value: &T, context: Context<'_>) -> bool {
        self.inside.passes(value, context)
    }

    fn has_secrets(&self, depth: usize) -> bool {
        self.inside.has_secrets(depth)
    }
}

impl<T, H: Inside<T>> Shape<T> for LeafWith<T, H> {
    fn write_texts(&self, texts: &[&str], json: &mut String) {
        let is_read = |raw: &str| (self.read)(&mut serde_json::Deserializer::from_str(raw)).is_ok();
        write_as(&self.expectation(), texts, json, is_read);
    }

    fn read(&self, raw: &RawValue) -> Result<T, serde_json::Error> {
        (self.read)(&mut serde_json::Deserializer::from_str(raw.get()))
    }

    fn may_be_missing(&self) -> bool {
        false
    }

    fn expectation(&self) -> Expectation {
        Expectation::Unknown
    }
}

/// A struct that derives `WutsRequest` too.
#[derive(Debug)]
pub struct Nested<T>(PhantomData<fn() -> T>);

impl<T: WutsRequest> Inside<T> for Nested<T> {
    fn passes(&self, value: &T, context: Context<'_>) -> bool {
        passes(value, context)
    }

    fn has_secrets(&self, depth: usize) -> bool {
        secrets::inside::<T>(depth)
    }
}

impl<T: WutsRequest> Shape<T> for Nested<T> {
    const IS_SEEN_WHOLE: bool = true;

    fn look_into(&self, raw: &RawValue, at: &At<'_>, report: &mut Report, context: Context<'_>) {
        diagnose::object::<T>(raw, at, report, context);
    }

    fn look_beside(&self, walk: &mut Diagnosing<'_, '_>) {
        T::fields(walk);
    }

    fn write_beside(&self, walk: &mut Texts<'_>) {
        T::fields(walk);
    }

    fn read(&self, raw: &RawValue) -> Result<T, serde_json::Error> {
        T::decode(raw.get())
    }

    fn may_be_missing(&self) -> bool {
        false
    }

    fn expectation(&self) -> Expectation {
        Expectation::Object
    }
}

/// An `Option`.
#[derive(Debug)]
pub struct Maybe<H>(pub H);

impl<T, H: Inside<T>> Inside<Option<T>> for Maybe<H> {
    fn passes(&self, value: &Option<T>, context: Context<'_>) -> bool {
        value.as_ref().is_none_or(|value| self.0.passes(value, context))
    }

    fn has_secrets(&self, depth: usize) -> bool {
        self.0.has_secrets(depth)
    }
}

impl<T: DeserializeOwned, H: Shape<T>> Shape<Option<T>> for Maybe<H> {
    const IS_SEEN_WHOLE: bool = H::IS_SEEN_WHOLE;

    // serde makes a flattened `Option` of whatever does not fit `None`.
    fn look_beside(&self, walk: &mut Diagnosing<'_, '_>) {
        if self.0.read(walk.raw()).is_ok() {
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
pub struct Boxed<H>(pub H);

impl<T, H: Inside<T>> Inside<Box<T>> for Boxed<H> {
    fn passes(&self, value: &Box<T>, context: Context<'_>) -> bool {
        self.0.passes(value, context)
    }

    fn has_secrets(&self, depth: usize) -> bool {
        self.0.has_secrets(depth)
    }
}

impl<T: DeserializeOwned, H: Shape<T>> Shape<Box<T>> for Boxed<H> {
    const IS_SEEN_WHOLE: bool = H::IS_SEEN_WHOLE;

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
pub struct List<H>(pub H);

impl<T, H: Inside<T>> Inside<Vec<T>> for List<H> {
    fn passes(&self, value: &Vec<T>, context: Context<'_>) -> bool {
        value.iter().all(|value| self.0.passes(value, context))
    }

    fn has_secrets(&self, depth: usize) -> bool {
        self.0.has_secrets(depth)
    }
}

impl<T: DeserializeOwned, H: Shape<T>> Shape<Vec<T>> for List<H> {
    fn look_into(&self, raw: &RawValue, at: &At<'_>, report: &mut Report, context: Context<'_>) {
        let Ok(elements) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else { return };
        for (index, raw) in elements.into_iter().enumerate() {
            diagnose::value(&self.0, raw, &At::Index(at, index), report, context, &());
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
pub struct Map<H>(pub H);

impl<C: Entries, H: Inside<C::Value>> Inside<C> for Map<H> {
    fn passes(&self, value: &C, context: Context<'_>) -> bool {
        value.all(|value| self.0.passes(value, context))
    }

    fn has_secrets(&self, depth: usize) -> bool {
        self.0.has_secrets(depth)
    }
}

impl<C, H> Shape<C> for Map<H>
where
    C: DeserializeOwned + Entries,
    H: Shape<C::Value>,
{
    fn look_beside(&self, walk: &mut Diagnosing<'_, '_>) {
        walk.rest(&self.0);
    }

    fn look_into(&self, raw: &RawValue, at: &At<'_>, report: &mut Report, context: Context<'_>) {
        let Some(object) = Object::read(raw.get(), at, report) else { return };
        for (key, raw) in object.entries() {
            diagnose::value(&self.0, raw, &At::Field(at, key), report, context, &());
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

/// Finds the shape of a `T` that the derive only knows by name: `(&&Probe::<T>::NEW).shape()` is [`Nested`] if `T` derives
/// `WutsRequest`, else [`Leaf`] if it is read by serde, else [`Opaque`]. The compiler takes a method
/// for the type as it stands first, then one for a reference to it, then one for what it refers to.
#[derive(Debug)]
pub struct Probe<T>(PhantomData<fn() -> T>);

impl<T> Probe<T> {
    /// The probe.
    pub const NEW: Self = Self(PhantomData);
}

/// What an argument reads, and under which names if it is a struct that reads the path.
pub type Argument = (Reads, &'static [&'static [&'static str]]);

impl<T: WutsRequest> Probe<T> {
    /// What `T` reads.
    pub const READ: Argument = (T::Part::READS, T::NAMES);
}

/// What [`Probe`] knows of a type that is no request struct. The compiler prefers the constant of the type's own.
pub trait NoRequest {
    /// Nothing.
    const READ: Argument = (Reads::Unknown, &[]);
}

impl<T> NoRequest for Probe<T> {}

/// The first choice of [`Probe`].
pub trait IsRequest<T> {
    /// The shape.
    fn shape(&self) -> Nested<T>;
}

impl<T: WutsRequest> IsRequest<T> for &Probe<T> {
    fn shape(&self) -> Nested<T> {
        Nested(PhantomData)
    }
}

/// The second choice of [`Probe`].
pub trait IsLeaf<T> {
    /// The shape.
    fn shape(&self) -> Leaf<T>;
}

impl<T: DeserializeOwned> IsLeaf<T> for &&Probe<T> {
    fn shape(&self) -> Leaf<T> {
        Leaf(PhantomData)
    }
}

/// The last choice of [`Probe`].
pub trait IsOpaque<T> {
    /// The shape.
    fn shape(&self) -> Opaque<T>;
}

impl<T> IsOpaque<T> for Probe<T> {
    fn shape(&self) -> Opaque<T> {
        Opaque(PhantomData)
    }
}
