//! What an endpoint returns: its answers, and the codes of its error.

use std::any::type_name;

use axum::Json;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::{Html, NoContent, Redirect, Response};
use schemars::JsonSchema;

use super::node::{Node, list, object};
use super::operation::{Answer, Operation};
use super::probe::{Teller, Told};
use super::prose::prose;
use super::schemas::short_name;
use super::{Schemas, Way};
use crate::envelope::{Error, WutsError, WutsResponse};
use crate::validate::Probe;

impl<T, E> Probe<Result<T, E>> {
    /// The two sides of a result.
    #[doc(hidden)]
    pub const fn outcome(&self) -> (Probe<T>, Probe<E>) {
        (Probe::NEW, Probe::NEW)
    }
}

/// What is no result. The compiler prefers the method of the type's own.
#[diagnostic::on_unimplemented(message = "`{Self}` does not tell what a type is", note = "this trait is for generated code")]
pub trait NoOutcome {
    /// Nothing.
    fn outcome(&self) -> (Probe<()>, Probe<Error>) {
        (Probe::NEW, Probe::NEW)
    }
}

impl<T> NoOutcome for Probe<T> {}

/// A choice of answers: an enum that derives [`WutsResponse`](derive@crate::WutsResponse).
#[diagnostic::on_unimplemented(message = "`{Self}` is no choice of answers", note = "this trait is for generated code")]
pub trait Choice {
    /// Write down each.
    fn describe(operation: &mut Operation<'_>);
}

/// A type as an answer: `(&&&Probe::<T>::NEW).answer(operation)`.
#[diagnostic::on_unimplemented(message = "`{Self}` does not tell what a type is", note = "this trait is for generated code")]
pub trait Answers {
    /// Write it down.
    fn answer(&self, operation: &mut Operation<'_>);
}

impl<T: WutsResponse + JsonSchema> Answers for &&Probe<T> {
    fn answer(&self, operation: &mut Operation<'_>) {
        payload(&Payload::of::<T>(), Some(Schemas::whole::<T>), operation);
    }
}

impl<T: WutsResponse> Answers for &&&Probe<T> {
    fn answer(&self, operation: &mut Operation<'_>) {
        payload(&Payload::of::<T>(), None, operation);
    }
}

impl<T: Choice> Answers for &Probe<T> {
    fn answer(&self, operation: &mut Operation<'_>) {
        T::describe(operation);
    }
}

impl<T> Answers for Probe<T> {
    fn answer(&self, operation: &mut Operation<'_>) {
        operation.schemas.gap(format_args!("the answer `{}`", type_name::<T>()));
        operation.answers(free("An answer that is not described.", None));
    }
}

/// An answer whose status its value has.
fn free(description: &str, media: Option<(&'static str, Node)>) -> Answer {
    Answer { status: "2XX".to_owned(), description: description.to_owned(), media }
}

fn ok(media: Option<(&'static str, Node)>) -> Answer {
    Answer { status: "200".to_owned(), description: "OK".to_owned(), media }
}

fn text(media_type: &'static str) -> Answer {
    ok(Some((media_type, object([("schema", object([("type", "string".into())]))]))))
}

/// The answers that are known, each by a method of its own; the compiler prefers it to those of [`Answers`].
macro_rules! known {
    ($($answer:ty => $how:expr;)*) => {
        $(impl Probe<$answer> {
            #[doc(hidden)]
            pub fn answer(&self, operation: &mut Operation<'_>) {
                operation.answers($how);
            }
        })*
    };
}

known! {
    () => ok(None);
    String => text("text/plain");
    &'static str => text("text/plain");
    Html<String> => text("text/html");
    Html<&'static str> => text("text/html");
    Bytes => ok(Some(("application/octet-stream", object([]))));
    Vec<u8> => ok(Some(("application/octet-stream", object([]))));
    NoContent => Answer { status: "204".to_owned(), description: "No Content".to_owned(), media: None };
    StatusCode => free("A success without a body.", None);
    Redirect => Answer { status: "3XX".to_owned(), description: "The way to another place.".to_owned(), media: None };
    Response => free("An answer that the handler makes itself.", None);
}

impl<T> Probe<Json<T>> {
    /// JSON without the envelope.
    #[doc(hidden)]
    pub const fn unwrapped(&self) -> (bool, Probe<T>) {
        (true, Probe::NEW)
    }
}

/// What is no plain JSON. The compiler prefers the method of the type's own.
#[diagnostic::on_unimplemented(message = "`{Self}` does not tell what a type is", note = "this trait is for generated code")]
pub trait NoJson<T> {
    /// The type itself.
    fn unwrapped(&self) -> (bool, Probe<T>) {
        (false, Probe::NEW)
    }
}

impl<T> NoJson<T> for Probe<T> {}

/// Write down an answer that is plain JSON.
pub fn json(teller: Teller, operation: &mut Operation<'_>) {
    let schema = teller.reference(operation.schemas, Way::Written);
    operation.answers(ok(Some(("application/json", object([("schema", schema)])))));
}

/// What a payload says of itself.
struct Payload {
    type_name: &'static str,
    status: StatusCode,
    success: bool,
    told: Told,
}

impl Payload {
    fn of<T: WutsResponse>() -> Self {
        let mut told = Told::default();
        T::told(&mut told);
        Self { type_name: type_name::<T>(), status: T::STATUS, success: T::SUCCESS, told }
    }
}

fn payload(payload: &Payload, whole: Option<fn(&mut Schemas, Way) -> Node>, operation: &mut Operation<'_>) {
    let Payload { type_name, status, success, told } = payload;
    let schema = operation.schemas.own(&format!("answer {type_name}"), short_name(type_name), |schemas| {
        let schema = whole.map(|whole| whole(schemas, Way::Written));
        let words = "The other members are not described.";
        enveloped(schema.unwrap_or_else(|| object([("description", words.into()), ("type", "object".into())])), *success)
    });
    let mut example = told.example.as_ref().map(|example| with_success(example, *success));
    if whole.is_some() {
        example = example.or_else(|| example_of(operation.schemas.resolve(&schema), *success));
    } else {
        operation.schemas.gap(format_args!("the answer `{type_name}` does not implement `schemars::JsonSchema`"));
    }
    let docs = match told.docs.split("\n\n").next().unwrap_or_default() {
        "" => status.canonical_reason().unwrap_or("The answer.").to_owned(),
        docs => prose(docs).replace('\n', " "),
    };
    let mut media = object([("schema", schema)]);
    if let Some(example) = example {
        media.set("example", example);
    }
    let status = status.as_str().to_owned();
    operation.answers(Answer { status, description: docs, media: Some(("application/json", media)) });
}

/// The example that a schema has, or one made of those of its members if all that must be there have one.
fn example_of(schema: &Node, success: bool) -> Option<Node> {
    let first = |schema: &Node| schema.get("examples").and_then(|examples| examples.values().first().cloned());
    if let Some(example) = first(schema) {
        return Some(with_success(&example, success));
    }
    let members: Vec<(String, Node)> = schema
        .get("properties")?
        .members()
        .iter()
        .filter_map(|(name, property)| Some((name.clone(), first(property).or_else(|| property.get("const").cloned())?)))
        .collect();
    let is_there = |name: &Node| members.iter().any(|(other, _)| name.text() == Some(other));
    let is_enough = schema.get("required")?.values().iter().all(is_there);
    is_enough.then_some(Node::Object(members))
}

fn with_success(example: &Node, success: bool) -> Node {
    let mut whole = object([("success", success.into())]);
    example.members().iter().for_each(|(key, value)| whole.set(key, value.clone()));
    whole
}

/// The payload's own fields stand beside `success`.
fn enveloped(mut schema: Node, success: bool) -> Node {
    let member = object([("type", "boolean".into()), ("const", success.into())]);
    let is_plain = schema.get("type").and_then(Node::text) == Some("object")
        && ["$ref", "oneOf", "anyOf", "allOf"].iter().all(|key| schema.get(key).is_none());
    let properties = Node::Object(
        std::iter::once(("success".to_owned(), member))
            .chain(schema.get("properties").filter(|_| is_plain).map(Node::members).unwrap_or_default().iter().cloned())
            .collect(),
    );
    if !is_plain {
        let success = object([("type", "object".into()), ("properties", properties), ("required", list(["success"]))]);
        return object([("allOf", vec![success, schema].into())]);
    }
    let required = schema.get("required").map(Node::values).unwrap_or_default().to_vec();
    schema.set("properties", properties);
    schema.set("required", Node::List(std::iter::once("success".into()).chain(required).collect()));
    schema
}

/// An error type: `(&&Probe::<E>::NEW).failure(operation)`.
#[diagnostic::on_unimplemented(message = "`{Self}` does not tell what a type is", note = "this trait is for generated code")]
pub trait Fails {
    /// Write down its codes.
    fn failure(&self, operation: &mut Operation<'_>);
}

impl<E: WutsError> Fails for &Probe<E> {
    fn failure(&self, operation: &mut Operation<'_>) {
        match E::codes() {
            Some(codes) => codes.into_iter().for_each(|(code, words)| operation.failures.add(code, words)),
            None => {
                operation.schemas.gap(format_args!("the codes of `{}`, which does not derive `WutsError`", type_name::<E>()));
                operation.failures.are_open = true;
            }
        }
    }
}

impl<E> Fails for Probe<E> {
    fn failure(&self, operation: &mut Operation<'_>) {
        operation.schemas.gap(format_args!("the codes of `{}`", type_name::<E>()));
        operation.failures.are_open = true;
    }
}

impl Probe<Error> {
    /// Any code at all.
    #[doc(hidden)]
    pub fn failure(&self, operation: &mut Operation<'_>) {
        operation.failures.are_open = true;
    }
}

impl Schemas {
    /// The schema of a type of which nothing is known.
    pub(crate) fn unknown<T>(&mut self) -> Node {
        self.unknown_named(type_name::<T>())
    }

    pub(super) fn unknown_named(&mut self, type_name: &str) -> Node {
        self.gap(format_args!("`{type_name}` tells neither `JsonSchema` nor serde what it is"));
        object([])
    }
}
