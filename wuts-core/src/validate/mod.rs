//! Every fault of a request at once. Stop 5 of the walk.
//!
//! A struct that derives [`WutsRequest`](derive@crate::WutsRequest) describes its fields once, to whoever [walks](Walk) them:
//!
//! - [`Passing`] asks of a value that serde has read whether all rules hold. A valid request meets nothing else.
//! - [`Diagnosing`] reads the JSON text a second time, field by field, and reports what is missing, mistyped, unknown or
//!   against a rule, in the order of the declaration, with the names of the wire.
//!
//! Where to put what: a rule is a file in `rule/`, a kind of nesting is a type in `shape.rs`, the words for a mistyped value
//! are in `diagnose/expectation.rs`.

mod at;
mod context;
mod diagnose;
mod field;
mod passing;
mod report;
pub mod rule;
mod shape;
mod text;

pub use at::At;
pub use context::Context;
pub use diagnose::{Diagnosing, Expectation};
pub use field::{Decode, Field, Given, Group, InBody, InPath, InQuery, Part, Presence, Walk, WutsRequest};
pub use passing::Passing;
pub use report::Report;
pub use shape::{Boxed, IsLeaf, IsRequest, Leaf, LeafWith, List, Map, Maybe, Nested, NotInPath, Probe, Shape, leaf_with};

pub(crate) use diagnose::diagnose;
pub(crate) use passing::passes;
pub(crate) use text::json_of_texts;
