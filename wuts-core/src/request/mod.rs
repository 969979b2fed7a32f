//! From a request to the typed arguments of a handler. Stop 4 of the walk.
//!
//! An argument of an endpoint is a body struct that derives [`WutsRequest`](crate::WutsRequest), or any axum extractor. The
//! arguments are read in their order; the body comes last.

mod argument;
mod body;
mod integers;
mod json;
mod reading;
pub(crate) mod rest;
mod standalone;
mod texts;

#[doc(hidden)]
pub use argument::{Argument, Arguments, PartArgument, ViaBody, ViaForeignBody, ViaOptionalBody, ViaParts, ViaTexts};
#[doc(hidden)]
pub use reading::{Reading, Refusal};
pub use standalone::{from_json, from_path, from_query};
#[doc(hidden)]
pub use texts::TextPart;
