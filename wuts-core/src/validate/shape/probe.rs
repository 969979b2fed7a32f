//! How the derive, which knows the names of types alone, finds out what they are.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::{Leaf, Nested, Opaque};
use crate::validate::WutsRequest;
use crate::validate::field::{Part, Reads};

/// Finds the shape of a `T` that the derive only knows by name: `probe::<T>().shape()` is [`Nested`] if `T` derives
/// `WutsRequest`, else [`Leaf`] if it is read by serde, else [`Opaque`]. The compiler takes a method for the type as it stands
/// first, then one for a reference to it, then one for what it refers to. The reference is for leaves that tell their schema,
/// which are known with the feature `openapi` only.
#[derive(Debug)]
pub struct Probe<T>(PhantomData<fn() -> T>);

/// The probe of a type, as far from it as its first choice is.
pub const fn probe<T>() -> &'static &'static &'static Probe<T> {
    &&&Probe(PhantomData)
}

#[cfg(feature = "openapi")]
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
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell what a type is",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait NoRequest {
    /// Nothing.
    const READ: Argument = (Reads::Unknown, &[]);
}

impl<T> NoRequest for Probe<T> {}

/// The first choice of [`Probe`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell what a type is",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait IsRequest<T> {
    /// The shape.
    fn shape(&self) -> Nested<T>;
}

impl<T: WutsRequest> IsRequest<T> for &&Probe<T> {
    fn shape(&self) -> Nested<T> {
        Nested::new()
    }
}

/// The second choice of [`Probe`].
#[cfg(feature = "openapi")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell what a type is",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait IsDescribed<T> {
    /// The shape.
    fn shape(&self) -> Leaf<T>;
}

#[cfg(feature = "openapi")]
impl<T: DeserializeOwned + schemars::JsonSchema> IsDescribed<T> for &&&Probe<T> {
    fn shape(&self) -> Leaf<T> {
        Leaf::described()
    }
}

/// The third choice of [`Probe`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell what a type is",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait IsLeaf<T> {
    /// The shape.
    fn shape(&self) -> Leaf<T>;
}

impl<T: DeserializeOwned> IsLeaf<T> for &Probe<T> {
    fn shape(&self) -> Leaf<T> {
        Leaf::new()
    }
}

/// The last choice of [`Probe`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell what a type is",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait IsOpaque<T> {
    /// The shape.
    fn shape(&self) -> Opaque<T>;
}

impl<T> IsOpaque<T> for Probe<T> {
    fn shape(&self) -> Opaque<T> {
        Opaque::new()
    }
}
