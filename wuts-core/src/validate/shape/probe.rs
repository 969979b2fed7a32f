//! How the derive, which knows the names of types alone, finds out what they are.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::{Inside, Leaf, Nested, Opaque, Shaped};
use crate::validate::WutsRequest;
use crate::validate::field::{NO_NAMES, Names, OutsideBody, OutsidePath, Part, Reads};

/// Finds the shape of a `T` that the derive only knows by name: `probe::<T>().shape()` is a [`Nested`] if `T` derives
/// `WutsRequest`, else a [`Leaf`] if it is read by serde, else an error; it is of one type for the compiler, for which each other
/// one would be a trait to look for. `inside` is an [`Opaque`] where nothing is known. The compiler takes a method of the type's
/// own first, then one of a trait, then one for a reference to it. To look further is dear, and there is a probe for each field:
/// with the feature `openapi` alone, where leaves that tell their schema are a choice too, all are methods of traits, and the probe
/// stands behind references: first one for the type as it stands is taken, then one for a reference to it, then one for what it
/// refers to.
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

    /// A compile error if `T` is a body. Named, not called: that is checked where a constant would have to be evaluated.
    pub const fn is_no_body()
    where
        T: NoBody,
    {
    }

    /// A compile error if `T` reads the path.
    pub const fn is_no_path()
    where
        T: NoPath,
    {
    }
}

/// A request struct that may stand where there is no body.
#[diagnostic::on_unimplemented(
    message = "a GET has no body, and `{Self}` is read from it",
    label = "read from the body",
    note = "write `#[wuts(from = query)]` or `#[wuts(from = path)]` on `{Self}`, or let the endpoint be a POST"
)]
pub trait NoBody {}

#[diagnostic::do_not_recommend]
impl<T: WutsRequest<Part: OutsideBody>> NoBody for T {}

/// A request struct that may stand where the path has no parameter.
#[diagnostic::on_unimplemented(
    message = "the path has no parameter, and `{Self}` is read from its parameters",
    label = "read from the path",
    note = "write the fields of `{Self}` as parameters, as in `/chats/{{jid}}`, or `#[wuts(from = query)]` on it"
)]
pub trait NoPath {}

#[diagnostic::do_not_recommend]
impl<T: WutsRequest<Part: OutsidePath>> NoPath for T {}

/// What [`Probe`] knows of a type that is no request struct. The compiler prefers the constant of the type's own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell what a type is",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait NoRequest {
    /// Nothing.
    const READ: Argument = (Reads::Unknown, NO_NAMES);

    /// Nothing is known of it.
    fn is_no_body() {}

    /// Nothing is known of it.
    fn is_no_path() {}
}

impl<T> NoRequest for Probe<T> {}

/// The first choice of [`Probe`].
#[cfg(not(feature = "openapi"))]
impl<T: WutsRequest> Probe<T> {
    /// The shape.
    pub const fn shape<'a>(&self) -> Shaped<'a, T>
    where
        T: 'a,
    {
        Shaped(&Nested::<T>::NEW)
    }

    /// What is inside a `T` that is read by a function of its own.
    pub const fn inside<'a>(&self) -> &'a dyn Inside<T>
    where
        T: 'a,
    {
        &Nested::<T>::NEW
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
    fn shape<'a>(&self) -> Shaped<'a, T>
    where
        T: 'a;

    /// What is inside a `T` that is read by a function of its own.
    fn inside<'a>(&self) -> &'a dyn Inside<T>
    where
        T: 'a,
    {
        self.shape().0
    }
}

#[cfg(feature = "openapi")]
impl<T: WutsRequest> IsRequest<T> for &&Probe<T> {
    fn shape<'a>(&self) -> Shaped<'a, T>
    where
        T: 'a,
    {
        Shaped(&Nested::<T>::NEW)
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
    fn shape<'a>(&self) -> Shaped<'a, T>
    where
        T: 'a;

    /// What is inside a `T` that is read by a function of its own.
    fn inside<'a>(&self) -> &'a dyn Inside<T>
    where
        T: 'a,
    {
        self.shape().0
    }
}

#[cfg(feature = "openapi")]
impl<T: DeserializeOwned + schemars::JsonSchema + 'static> IsDescribed<T> for &&&Probe<T> {
    fn shape<'a>(&self) -> Shaped<'a, T>
    where
        T: 'a,
    {
        Shaped(&Leaf::<T>::DESCRIBED)
    }
}

/// The third choice of [`Probe`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell what a type is",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait IsLeaf<T> {
    /// The shape.
    fn shape<'a>(&self) -> Shaped<'a, T>
    where
        T: 'a;

    /// What is inside a `T` that is read by a function of its own.
    fn inside<'a>(&self) -> &'a dyn Inside<T>
    where
        T: 'a,
    {
        self.shape().0
    }
}

#[cfg(not(feature = "openapi"))]
impl<T: DeserializeOwned + 'static> IsLeaf<T> for Probe<T> {
    fn shape<'a>(&self) -> Shaped<'a, T>
    where
        T: 'a,
    {
        Shaped(&Leaf::<T>::NEW)
    }
}

#[cfg(feature = "openapi")]
impl<T: DeserializeOwned + 'static> IsLeaf<T> for &Probe<T> {
    fn shape<'a>(&self) -> Shaped<'a, T>
    where
        T: 'a,
    {
        Shaped(&Leaf::<T>::NEW)
    }
}

/// The last choice of [`Probe`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell what a type is",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait IsOpaque<T> {
    /// A compile error: there is no shape.
    fn shape<'a>(&self) -> Shaped<'a, T>
    where
        T: 'a + Readable,
    {
        Shaped(&Leaf::<T>::NEW)
    }

    /// Nothing is known of it.
    fn inside<'a>(&self) -> &'a dyn Inside<T>
    where
        T: 'a,
    {
        &Opaque::<T>::NEW
    }
}

#[cfg(not(feature = "openapi"))]
impl<T> IsOpaque<T> for &Probe<T> {}

#[cfg(feature = "openapi")]
impl<T> IsOpaque<T> for Probe<T> {}

/// A type that serde reads, in the words of a field that has it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from JSON",
    label = "this field's type lacks `Deserialize`",
    note = "add `#[derive(serde::Deserialize)]` to `{Self}`, or `#[serde(deserialize_with = \"…\")]` to the field"
)]
pub trait Readable: DeserializeOwned + 'static {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + 'static> Readable for T {}
