//! Every fault of a request at once. Stop 5 of the walk.
//!
//! A struct that derives [`WutsRequest`](derive@crate::WutsRequest) describes its fields once, to whoever walks them:
//!
//! - `Judging` asks of a value that serde has read whether all rules hold, and reports those that do not. A valid request meets
//!   nothing else but `Passing`, which asks the same of what is nested in it, and only whether.
//! - `Diagnosing` reads the JSON text a second time, field by field, and reports what is missing, mistyped, unknown or
//!   against a rule, in the order of the declaration, with the names of the wire.
//!
//! Where to put what: a rule is a file in `rule/`, a kind of nesting is a type in `shape/`, the words for a mistyped value
//! are in `diagnose/expectation.rs`.

mod at;
mod context;
#[cfg(feature = "openapi")]
mod describe;
mod diagnose;
mod field;
mod judging;
mod members;
mod passing;
mod report;
#[doc(hidden)]
pub mod rule;
mod secrets;
mod shape;
mod text;

pub use context::Context;
pub use field::WutsRequest;

// The machinery: public because generated code and traits name it, and of no use to anybody else.
#[doc(hidden)]
pub use at::At;
#[doc(hidden)]
pub use diagnose::{Diagnosing, Expectation};
#[doc(hidden)]
pub use field::{Decode, Field, Given, Group, InBody, InPath, InQuery, InUnknown, Names, Part, Presence, Reads, Walk, field};
#[doc(hidden)]
pub use passing::Passing;
#[doc(hidden)]
pub use report::Report;
#[doc(hidden)]
pub use shape::{
    Argument, Boxed, Inside, IsLeaf, IsOpaque, Leaf, LeafWith, List, Map, Maybe, Nested, NoBody, NoPath, NoRequest, Opaque,
    Probe, Shape, Shaped, leaf_with, probe, shaped,
};
#[cfg(feature = "openapi")]
#[doc(hidden)]
pub use shape::{IsDescribed, IsRequest};

#[cfg(feature = "openapi")]
pub(crate) use describe::{Request, describe};
pub(crate) use diagnose::{Known, diagnose};
pub(crate) use judging::judge;
pub(crate) use text::json_of_texts;
