//! How a type that generated code knows by name alone tells its schema. See [`Probe`]: the compiler takes the first way there is.

use std::any::type_name;
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::node::Node;
use super::{Schemas, Way};
use crate::validate::{Part, Probe, Reads, Request, WutsRequest, describe};

/// How a type tells what it is.
#[derive(Clone, Copy)]
pub struct Teller {
    pub(super) type_name: &'static str,
    pub(super) how: How,
}

#[derive(Clone, Copy)]
pub(super) enum How {
    /// It derives `WutsRequest`.
    Request { reads: Reads, reference: fn(&mut Schemas) -> Node, whole: fn(&mut Schemas) -> Request },
    /// It implements `JsonSchema`.
    Schema { reference: fn(&mut Schemas, Way) -> Node, whole: fn(&mut Schemas, Way) -> Node },
    /// It tells serde.
    Traced(fn(&mut Schemas) -> Node),
    /// It does not tell.
    Unknown,
}

impl fmt::Debug for Teller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.type_name.fmt(f)
    }
}

impl Teller {
    fn of<T: ?Sized>(how: How) -> Self {
        Self { type_name: type_name::<T>(), how }
    }

    /// The schema, or a reference to it.
    pub fn reference(self, schemas: &mut Schemas, way: Way) -> Node {
        match self.how {
            How::Request { reference, .. } => reference(schemas),
            How::Schema { reference, .. } => reference(schemas, way),
            How::Traced(trace) => trace(schemas),
            How::Unknown => schemas.unknown_named(self.type_name),
        }
    }

    /// The schema in place.
    pub(super) fn whole(self, schemas: &mut Schemas, way: Way) -> Node {
        match self.how {
            How::Request { whole, .. } => whole(schemas).schema,
            How::Schema { whole, .. } => whole(schemas, way),
            How::Traced(_) | How::Unknown => self.reference(schemas, way),
        }
    }
}

/// A type that tells, in one of the ways: `(&&&Probe::<T>::NEW).teller()`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell what a type is",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait Tells {
    /// How it tells.
    fn teller(&self) -> Teller;
}

impl<T: WutsRequest> Tells for &&Probe<T> {
    fn teller(&self) -> Teller {
        Teller::of::<T>(How::Request { reads: T::Part::READS, reference: Schemas::request::<T>, whole: describe::<T> })
    }
}

impl<T: JsonSchema> Tells for &&&Probe<T> {
    fn teller(&self) -> Teller {
        Teller::of::<T>(How::Schema { reference: Schemas::of::<T>, whole: Schemas::whole::<T> })
    }
}

impl<T: DeserializeOwned> Tells for &Probe<T> {
    fn teller(&self) -> Teller {
        Teller::of::<T>(How::Traced(Schemas::traced::<T>))
    }
}

impl<T> Tells for Probe<T> {
    fn teller(&self) -> Teller {
        Teller::of::<T>(How::Unknown)
    }
}

/// A value that becomes JSON if its type can be written so: `Sample(&value).json()`.
#[derive(Debug)]
pub struct Sample<'a, T>(pub &'a T);

impl<T: Serialize> Sample<'_, T> {
    /// The value as JSON.
    pub fn json(&self) -> Option<Node> {
        Node::of(self.0)
    }
}

/// What [`Sample`] knows of a value that cannot be written. The compiler prefers the method of the type's own.
#[diagnostic::on_unimplemented(message = "`{Self}` is no value", note = "this trait is for generated code")]
pub trait Unwritten {
    /// Nothing.
    fn json(&self) -> Option<Node> {
        None
    }
}

impl<T> Unwritten for Sample<'_, T> {}

/// What a request struct tells beside its fields. Filled by generated code.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub(crate) docs: &'static str,
    pub(crate) example: Option<Node>,
    pub(crate) fields: Vec<ToldField>,
}

/// What a field tells beside its type and its rules.
#[derive(Clone, Debug)]
pub(crate) struct ToldField {
    pub(crate) name: &'static str,
    pub(crate) docs: &'static str,
    pub(crate) default: Option<Node>,
    pub(crate) example: Option<Node>,
    /// More keywords.
    pub(crate) schema: Option<Node>,
}

impl Told {
    /// The documentation and the example of the whole.
    pub fn whole(&mut self, docs: &'static str, example: Option<Node>) {
        (self.docs, self.example) = (docs, example);
    }

    /// What a field tells.
    pub fn field(
        &mut self,
        name: &'static str,
        docs: &'static str,
        default: Option<Node>,
        example: Option<Node>,
        schema: Option<Node>,
    ) {
        self.fields.push(ToldField { name, docs, default, example, schema });
    }
}
