//! How the derive, which knows the names of types alone, finds out what they are.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::{Leaf, Nested, Opaque};
use crate::validate::WutsRequest;
use crate::validate::field::{NO_NAMES, Names, Part, Reads};

/// Finds the shape of a `T` that the derive only knows by name: `probe::<T>().shape()` is [`Nested`] if `T` derives
/// `WutsRequest`, else [`Leaf`] if it is read by serde, else [`Opaque`]. The compiler takes a method of the type's own first,
/// then one of a trait, then one for a reference to it. To look further is dear, and there is a probe for each field: with the
/// feature `openapi` alone, where leaves that tell their schema are a choice too, all are methods of traits, and the probe
/// stands behind references: first one for the type as it stands is taken, then one for a reference to it, then one for what
/// it refers to.
#[derive(Debug)]
pub struct Probe<T>(PhantomData<fn() -> T>);

/// The probe of a type, as far from it as its first choice is.
#[cfg(not(feature = "openapi"))]
pub const fn probe<T>() -> &'static Probe<T> {
    &Probe(PhantomData)
}

/// The probe of a type, as far from it as its first choice is.
#[cfg(feature = "openapi")]
pub const fn probe<T>() -> &'static &'static &'static Probe<T> {
    &&&Probe(PhantomData)
}

#[cfg(feature = "openapi")]
impl<T> Probe<T> {
    /// The probe.
    pub const NEW: Self = Self(PhantomData);
}

/// What an argument reads, and under which names if it is a struct that reads the path.
pub type Argument = (Reads, Names);

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
    const READ: Argument = (Reads::Unknown, NO_NAMES);
}

impl<T> NoRequest for Probe<T> {}

/// The first choice of [`Probe`].
#[cfg(not(feature = "openapi"))]
impl<T: WutsRequest> Probe<T> {
    /// The shape.
    pub const fn shape(&self) -> Nested<T> {
        Nested::new()
    }
}

/// The first choice of [`Probe`].
#[cfg(feature = "openapi")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell what a type is",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait IsRequest<T> {
    /// The shape.
    fn shape(&self) -> Nested<T>;
}

#[cfg(feature = "openapi")]
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

#[cfg(not(feature = "openapi"))]
impl<T: DeserializeOwned> IsLeaf<T> for Probe<T> {
    fn shape(&self) -> Leaf<T> {
        Leaf::new()
    }
}

#[cfg(feature = "openapi")]
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

#[cfg(not(feature = "openapi"))]
impl<T> IsOpaque<T> for &Probe<T> {
    fn shape(&self) -> Opaque<T> {
        Opaque::new()
    }
}

#[cfg(feature = "openapi")]
impl<T> IsOpaque<T> for Probe<T> {
    fn shape(&self) -> Opaque<T> {
        Opaque::new()
    }
}
