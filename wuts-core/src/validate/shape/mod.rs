//! How the types of fields nest: what of them can be looked into, and what is read in one piece.

mod around;
mod leaf;
mod probe;

pub use around::{Boxed, List, Map, Maybe};
pub use leaf::{Leaf, LeafWith, Nested, Opaque, leaf_with};
pub use probe::{Argument, IsLeaf, IsOpaque, NoBody, NoPath, NoRequest, Probe, probe};
#[cfg(feature = "openapi")]
pub use probe::{IsDescribed, IsRequest};

use std::fmt::Debug;

use serde_json::value::RawValue;

use super::diagnose::Diagnosing;
use super::text::{Texts, write_text};
use super::{At, Context, Expectation, Report};

/// What is inside a value of type `T`, however it was read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell what is inside a `{T}`",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait Inside<T> {
    /// Whether every rule inside the value holds.
    fn passes(&self, _value: &T, _context: Context<'_>) -> bool {
        true
    }

    /// Whether something inside must not be shown; looked for this many structs deep.
    fn has_secrets(&self, _depth: usize) -> bool {
        false
    }

    /// Its schema.
    #[cfg(feature = "openapi")]
    fn describe(&self, schemas: &mut crate::openapi::Schemas) -> crate::openapi::Node {
        schemas.unknown::<T>()
    }
}

/// The shape of a `T` as a walk takes it. A type of its own: the compiler has less to do for it, for each field, than for a `dyn`.
pub struct Shaped<'a, T>(pub &'a dyn Shape<T>);

/// A shape of what stands around another type, as a walk takes it.
pub fn shaped<T>(shape: &dyn Shape<T>) -> Shaped<'_, T> {
    Shaped(shape)
}

impl<T> Debug for Shaped<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Shaped").field(&self.0.expectation()).finish()
    }
}

/// What can be done with a value of type `T` beyond its own `Deserialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not describe a `{T}`",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait Shape<T>: Inside<T> {
    /// Whether `look_into` finds whatever serde would refuse.
    fn is_seen_whole(&self) -> bool {
        false
    }

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

    /// Whether it cannot be read from a value of this JSON type, so that nobody needs to try.
    fn excludes(&self, _raw: &RawValue) -> bool {
        false
    }

    /// The text that a value was read from, if the value is that text.
    fn text<'v>(&self, _value: &'v T) -> Option<&'v str> {
        None
    }

    /// The text for which a value stands, and what is wrong with it, if the value is an id that was read where the text is none.
    fn refused<'v>(&self, _value: &'v T) -> Option<(&'v str, &'static str)> {
        None
    }

    /// Read it in one piece.
    fn read(&self, raw: &RawValue) -> Result<T, serde_json::Error>;

    /// Whether it may be missing by its type.
    fn may_be_missing(&self) -> bool;

    /// What its type expects.
    fn expectation(&self) -> Expectation;
}
