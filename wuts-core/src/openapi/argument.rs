//! What an argument of an endpoint reads, and how that can fail.
//!
//! Of an extractor that is not listed here nothing is known, and the document says so in its gaps.

use std::any::type_name;

use axum::body::Bytes;
use axum::extract::{
    ConnectInfo, Extension, Form, Json, MatchedPath, NestedPath, OriginalUri, Path, Query, RawForm, RawPathParams, RawQuery,
    Request, State,
};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Method, Uri, Version};

use super::node::{Node, object};
use super::operation::Operation;
use super::probe::{How, Teller};
use super::{Way, events};
use crate::auth::Caller;
use crate::envelope::ErrorCode;
use crate::validate::{Probe, Reads};
use crate::webhook::Verified;

/// An argument: which extractor, and the type that it reads.
#[derive(Debug)]
pub struct Taken<T> {
    kind: Kind,
    /// The type, to be asked.
    pub of: Probe<T>,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Plain,
    Optional,
    Path,
    Query,
    Json,
    Form,
    Bytes,
    Text,
    RawForm,
    Request,
    RawPath,
    Delivery,
    Nothing,
}

impl<T> Taken<T> {
    const fn by(kind: Kind) -> Self {
        Self { kind, of: Probe::NEW }
    }
}

/// The arguments that are known, each by a method of its own; the compiler prefers it to that of [`AnyArgument`].
macro_rules! known {
    ($([$($generic:ident)?] $argument:ty => $kind:ident of $of:ty;)*) => {
        $(impl$(<$generic>)? Probe<$argument> {
            #[doc(hidden)]
            pub const fn argument(&self) -> Taken<$of> {
                Taken::by(Kind::$kind)
            }
        })*
    };
}

known! {
    [T] Option<T> => Optional of T;
    [T] Path<T> => Path of T;
    [T] Query<T> => Query of T;
    [T] Json<T> => Json of T;
    [T] Form<T> => Form of T;
    [E] Verified<E> => Delivery of E;
    [T] State<T> => Nothing of ();
    [T] Extension<T> => Nothing of ();
    [T] ConnectInfo<T> => Nothing of ();
    [] Bytes => Bytes of ();
    [] String => Text of ();
    [] RawForm => RawForm of ();
    [] Request => Request of ();
    [] RawPathParams => RawPath of ();
    [] Caller => Nothing of ();
    [] HeaderMap => Nothing of ();
    [] Method => Nothing of ();
    [] Uri => Nothing of ();
    [] OriginalUri => Nothing of ();
    [] MatchedPath => Nothing of ();
    [] NestedPath => Nothing of ();
    [] RawQuery => Nothing of ();
    [] Version => Nothing of ();
    [] Extensions => Nothing of ();
    [] Parts => Nothing of ();
}

/// Any other argument.
#[diagnostic::on_unimplemented(message = "`{Self}` does not tell what a type is", note = "this trait is for generated code")]
pub trait AnyArgument<T> {
    /// What it is.
    fn argument(&self) -> Taken<T>;
}

impl<T> AnyArgument<T> for Probe<T> {
    fn argument(&self) -> Taken<T> {
        Taken::by(Kind::Plain)
    }
}

impl<T> Taken<T> {
    /// Write down what it reads, and how it can fail.
    pub fn describe(&self, teller: Teller, operation: &mut Operation<'_>) {
        match self.kind {
            Kind::Nothing => {}
            Kind::Plain => plain(teller, operation),
            Kind::Optional if teller.type_name == type_name::<Caller>() => operation.may_have_a_caller(),
            Kind::Optional => match teller.how {
                How::Request { reads: Reads::Body, .. } => json_body(teller, false, operation),
                _ => operation.unknown_argument(type_name::<Option<T>>()),
            },
            Kind::Path => {
                operation.fails(ErrorCode::BAD_REQUEST);
                let schema = teller.whole(operation.schemas, Way::Read);
                operation.path_parameters(&schema);
            }
            Kind::RawPath => operation.fails(ErrorCode::BAD_REQUEST),
            Kind::Query => {
                operation.fails(ErrorCode::BAD_REQUEST);
                let schema = teller.whole(operation.schemas, Way::Read);
                operation.parameters("query", &schema);
            }
            Kind::Json => {
                body(operation);
                operation.fails(ErrorCode::UNSUPPORTED_MEDIA_TYPE);
                operation.fails(ErrorCode::UNPROCESSABLE);
                let schema = teller.reference(operation.schemas, Way::Read);
                operation.body("application/json", object([("schema", schema)]), true);
            }
            Kind::Form => form(teller, operation),
            Kind::RawForm => {
                body(operation);
                operation.fails(ErrorCode::UNSUPPORTED_MEDIA_TYPE);
                operation.body("application/x-www-form-urlencoded", object([]), true);
            }
            Kind::Bytes => {
                body(operation);
                operation.body("application/octet-stream", object([]), false);
            }
            Kind::Text => {
                body(operation);
                operation.body("text/plain", object([("schema", object([("type", "string".into())]))]), false);
            }
            // The handler reads it, or does not.
            Kind::Request => {
                operation.fails(ErrorCode::PAYLOAD_TOO_LARGE);
                operation.body("*/*", object([]), false);
            }
            Kind::Delivery => {
                body(operation);
                operation.fails(ErrorCode::UNAUTHORIZED);
                operation.fails(ErrorCode::SERVICE_UNAVAILABLE);
                let schema = events::delivery(operation.schemas);
                operation.body("application/json", object([("schema", schema)]), true);
            }
        }
    }
}

fn plain(teller: Teller, operation: &mut Operation<'_>) {
    let How::Request { reads, whole, .. } = teller.how else { return operation.unknown_argument(teller.type_name) };
    match reads {
        Reads::Body => json_body(teller, true, operation),
        Reads::Path | Reads::Query => {
            let request = whole(operation.schemas);
            operation.fails(ErrorCode::BAD_REQUEST);
            // Any text of a path is there once; a query may lack a name, or have it twice.
            if reads == Reads::Query || !request.takes_anything {
                operation.fails(ErrorCode::VALIDATION_ERROR);
            }
            let place = if reads == Reads::Path { "path" } else { "query" };
            operation.parameters_with(place, &request.schema, request.example.as_ref());
            operation.notes.extend(request.notes.iter().map(|note| format!("{note}.")));
        }
        Reads::Unknown | Reads::Mistaken => {}
    }
}

/// A body that is read to its end.
fn body(operation: &mut Operation<'_>) {
    for code in [ErrorCode::BAD_REQUEST, ErrorCode::REQUEST_TIMEOUT, ErrorCode::PAYLOAD_TOO_LARGE] {
        operation.fails(code);
    }
}

fn json_body(teller: Teller, is_required: bool, operation: &mut Operation<'_>) {
    body(operation);
    for code in [ErrorCode::UNSUPPORTED_MEDIA_TYPE, ErrorCode::MALFORMED_JSON, ErrorCode::VALIDATION_ERROR] {
        operation.fails(code);
    }
    let mut media = object([("schema", teller.reference(operation.schemas, Way::Read))]);
    if let How::Request { whole, .. } = teller.how
        && let Some(example) = whole(operation.schemas).example
    {
        media.set("example", example);
    }
    operation.body("application/json", media, is_required);
}

/// A form is the query of a `GET`, and the body of any other method.
fn form(teller: Teller, operation: &mut Operation<'_>) {
    operation.fails(ErrorCode::BAD_REQUEST);
    if operation.is_get() {
        // The body is not read, and may all the same not be declared as too large.
        operation.fails(ErrorCode::PAYLOAD_TOO_LARGE);
        let schema = teller.whole(operation.schemas, Way::Read);
        return operation.parameters("query", &schema);
    }
    body(operation);
    operation.fails(ErrorCode::UNSUPPORTED_MEDIA_TYPE);
    operation.fails(ErrorCode::UNPROCESSABLE);
    let schema: Node = teller.reference(operation.schemas, Way::Read);
    operation.body("application/x-www-form-urlencoded", object([("schema", schema)]), true);
}
