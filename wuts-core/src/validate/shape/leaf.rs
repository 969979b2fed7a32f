//! What stands alone: a type that serde reads in one piece, and a struct whose fields are known.

use std::any::Any;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::{Inside, Shape};
use crate::id::postponed;
#[cfg(feature = "openapi")]
use crate::openapi::{Node, Schemas};
use crate::validate::diagnose::{self, Diagnosing, Known, expected};
use crate::validate::passing::passes;
use crate::validate::text::{Texts, write_as};
use crate::validate::{At, Context, Expectation, Report, WutsRequest, secrets};

/// A type of which only `Deserialize` is known.
#[derive(Debug)]
pub struct Leaf<T> {
    of: PhantomData<fn() -> T>,
    #[cfg(feature = "openapi")]
    describe: fn(&mut Schemas) -> Node,
}

impl<T: DeserializeOwned> Leaf<T> {
    pub(super) const NEW: Self = Self {
        of: PhantomData,
        #[cfg(feature = "openapi")]
        describe: Schemas::traced::<T>,
    };
}

#[cfg(feature = "openapi")]
impl<T: DeserializeOwned + schemars::JsonSchema> Leaf<T> {
    /// One that tells its schema.
    pub(super) const DESCRIBED: Self = Self { of: PhantomData, describe: Schemas::read::<T> };
}

impl<T: DeserializeOwned> Inside<T> for Leaf<T> {
    fn has_secrets(&self, _: usize) -> bool {
        Expectation::of::<T>() == Expectation::Secret
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schemas: &mut Schemas) -> Node {
        (self.describe)(schemas)
    }
}

impl<T: DeserializeOwned + 'static> Shape<T> for Leaf<T> {
    fn write_texts(&self, texts: &[&str], json: &mut String) {
        write_as(&self.expectation(), texts, json, |raw| serde_json::from_str::<T>(raw).is_ok());
    }

    fn excludes(&self, raw: &RawValue) -> bool {
        expected::excludes::<T>(raw.get())
    }

    fn text<'v>(&self, value: &'v T) -> Option<&'v str> {
        (value as &dyn Any).downcast_ref().map(String::as_str)
    }

    fn refused<'v>(&self, value: &'v T) -> Option<(&'v str, &'static str)> {
        postponed::refused(value)
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

impl<T> Opaque<T> {
    pub(super) const NEW: Self = Self(PhantomData);
}

impl<T> Inside<T> for Opaque<T> {}

/// A field that is read by a function of its own (`deserialize_with`).
#[derive(Debug)]
pub struct LeafWith<'a, T, H: ?Sized> {
    read: ReadWith<T>,
    inside: &'a H,
}

/// The shape of a field that `read` reads; what is inside is known by the type.
pub fn leaf_with<T, H: Inside<T> + ?Sized>(read: ReadWith<T>, inside: &H) -> LeafWith<'_, T, H> {
    LeafWith { read, inside }
}

impl<T, H: Inside<T> + ?Sized> Inside<T> for LeafWith<'_, T, H> {
    fn passes(&self, value: &T, context: Context<'_>) -> bool {
        self.inside.passes(value, context)
    }

    fn has_secrets(&self, depth: usize) -> bool {
        self.inside.has_secrets(depth)
    }
}

impl<T, H: Inside<T> + ?Sized> Shape<T> for LeafWith<'_, T, H> {
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

impl<T> Nested<T> {
    pub(super) const NEW: Self = Self(PhantomData);
}

impl<T: WutsRequest> Inside<T> for Nested<T> {
    fn passes(&self, value: &T, context: Context<'_>) -> bool {
        passes(value, context)
    }

    fn has_secrets(&self, depth: usize) -> bool {
        secrets::inside::<T>(depth)
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schemas: &mut Schemas) -> Node {
        schemas.request::<T>()
    }
}

impl<T: WutsRequest> Shape<T> for Nested<T> {
    fn is_seen_whole(&self) -> bool {
        true
    }

    fn look_into(&self, raw: &RawValue, at: &At<'_>, report: &mut Report, context: Context<'_>) {
        // A part of a JSON text is one.
        let _ = diagnose::object(&Known::of::<T>(), raw.get(), at, report, context);
    }

    fn look_beside(&self, walk: &mut Diagnosing<'_, '_>) {
        T::fields(walk, None);
    }

    fn write_beside(&self, walk: &mut Texts<'_>) {
        T::fields(walk, None);
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
