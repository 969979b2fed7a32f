//! The OpenAPI 3.1 document of an API, out of the declarations that serve it. With the feature `openapi`.
//!
//! [`Api::openapi`](crate::Api::openapi) gives the [`Document`]; [`Api::docs`](crate::Api::docs) serves it, with a page that
//! shows it and tries requests. Nothing is declared for it alone:
//!
//! | in the document | comes from |
//! | --- | --- |
//! | method, path, operation id, tag, security, required role | the arguments of [`wuts_endpoint`](macro@crate::wuts_endpoint) |
//! | summary and description | the doc comment: its first paragraph, and the rest |
//! | deprecated | `#[deprecated]` |
//! | parameters and bodies | the types of the arguments |
//! | requests | [`WutsRequest`](derive@crate::WutsRequest): wire names, what must be there, rules as keywords, defaults, doc comments, examples |
//! | answers | [`WutsResponse`](derive@crate::WutsResponse) with [`JsonSchema`](schemars::JsonSchema), and the answers of axum |
//! | failures | the walk of a request as this endpoint takes it, and the codes of its [`WutsError`](derive@crate::WutsError) |
//! | webhooks | [`WutsEvent`](derive@crate::WutsEvent), named by [`Api::webhooks`](crate::Api::webhooks) |
//!
//! What has no type to tell it is left open, and is listed by [`Document::gaps`]; a test can demand that there is nothing.
//! [`Document::check_examples`] reads every example as its endpoint would.
//!
//! # Failures
//!
//! An operation lists just the failures that it can have: without a body no 415, in a public endpoint no 401, without a role no
//! 403. An endpoint that fails with [`Error`](crate::Error) itself may have any code, which is the response `default`; an enum
//! with `WutsError` is more exact. An unknown path and a wrong method (404, 405) are failures of no operation.
//!
//! # Types
//!
//! A field's type is asked in this order:
//!
//! 1. `WutsRequest`: its fields and rules;
//! 2. [`schemars::JsonSchema`], derived or by one of the features of `schemars` for other crates (`url2`, `chrono04`, …);
//! 3. `Deserialize`: what it asks of serde. Structs, enums, lists and numbers tell enough; so do `Uuid`, `Url`, and the types of
//!    `jiff` and `chrono`, whose formats are known.
//!
//! Answers are asked for `JsonSchema` alone, because `Serialize` tells nothing without a value. A field of a type that has none
//! (`schemars` 1.2 does not know `jiff` 1) names a stand-in: `#[schemars(with = "wuts_core::openapi::DateTime")]`. The derive finds
//! `schemars` among your dependencies; without it there, say `#[schemars(crate = "wuts_core::schemars")]` on the type.
//!
//! `schemars` was chosen because it reads serde's attributes, is what users of axum derive already, writes the JSON Schema of
//! OpenAPI 3.1 as it is, and tells apart how a type is read and how it is written; it brings three small crates. The document
//! around the schemas is made here: the crates that model it (`aide`, `oas3`, `utoipa`) bring a framework, follow another version
//! or know fewer keywords, and none keeps the order of members without changing how `serde_json` works for everybody else.
//!
//! Components are named by their types. Two types of one name get a number, in the order of the endpoints; a type that is written
//! in another shape than it is read gets `Output`.

mod argument;
mod ask;
mod document;
mod events;
mod failures;
mod ids;
mod node;
mod operation;
mod ordered;
mod outcome;
pub(crate) mod page;
mod probe;
mod prose;
mod schemas;
mod trace;

pub use document::Document;
pub use ids::DateTime;

// The machinery: public because generated code and traits name it, and of no use to anybody else.
#[doc(hidden)]
pub use argument::{AnyArgument, Taken};
#[doc(hidden)]
pub use events::Events;
#[doc(hidden)]
pub use node::Node;
#[doc(hidden)]
pub use operation::Operation;
#[doc(hidden)]
pub use outcome::{Answers, Choice, Fails, NoJson, NoOutcome, json};
#[doc(hidden)]
pub use probe::{Sample, Teller, Tells, Told, Unwritten};
#[doc(hidden)]
pub use schemas::{Schemas, Way};

pub(crate) use document::{About, DescribeOperation, document};
pub use ids::names;
pub(crate) use ids::{Foreign, Member, Payload};
pub(crate) use node::{list, object};
pub(crate) use prose::prose;
pub(crate) use trace::{is_map, is_nullable, nullable};
