//! An endpoint: what the attribute makes of a function, the order in which a request goes through it, and its place in a
//! router.

mod api;
mod arrived;
mod bounds;
mod description;
mod distinct;
#[cfg(feature = "openapi")]
mod documented;
mod edge;
mod mount;
mod pipeline;
mod request_id;
mod service;

use std::future::Future;
use std::pin::Pin;

use axum::response::{IntoResponse, Response};

use crate::auth::Guard;
use crate::envelope::Outcome;
use crate::request::rest::Rest;

pub use api::Api;
#[doc(hidden)]
pub use arrived::Arrived;
pub use description::{Auth, Description, Method};
pub use distinct::{all_distinct, fit, hides_no_request};
pub use mount::{Endpoints, Mounted};
pub use request_id::REQUEST_ID;
pub use service::{ApiService, ApiServiceFuture};

pub(crate) use arrived::Unseen;

/// An endpoint that a router with the state `S` can serve.
///
/// The attribute [`wuts_endpoint`](crate::wuts_endpoint) implements it, for every `S` from which the arguments can be read
/// and which says whom a bearer token belongs to. `Arguments` are the types of its arguments, `Via` tells how each of them is read;
/// both are inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no endpoint of this router",
    label = "not an endpoint for this state",
    note = "put `#[wuts_endpoint(METHOD, \"/path\")]` on the function; its arguments are read from this state"
)]
pub trait Endpoint<S, Arguments, Via>: Call<Arguments, Guard: Guard<S>> {}

/// What is known of an endpoint without its state: its declaration, and its function with the arguments as one tuple. It knows
/// nothing of the pipeline either, so that the compiler has little to do for each endpoint. The tuple is a parameter, for the
/// types of arguments may be private.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no endpoint",
    label = "not an endpoint",
    note = "put `#[wuts_endpoint(METHOD, \"/path\")]` on the function"
)]
pub trait Call<Arguments> {
    /// Who may call it: a [`Guard`] of the state.
    type Guard;

    /// The endpoint's declaration: plain data, there at compile time.
    const DESCRIPTION: Description;

    /// Call it.
    fn call(arguments: Arguments) -> Answer;

    /// What its arguments and its result say.
    #[cfg(feature = "openapi")]
    #[doc(hidden)]
    fn describe(_: &mut crate::openapi::Operation<'_>) {}
}

/// An answer to come. A type of its own: the compiler has less to do for it than for what is in it.
pub struct Answer(Pin<Box<dyn Future<Output = Response> + Send>>);

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer").finish_non_exhaustive()
    }
}

/// The answer of a function that was called.
pub fn answer<O: Outcome, F: Future<Output = O> + Send + 'static>(outcome: F) -> Answer {
    Answer(Box::pin(async move { outcome.await.into_response() }))
}

/// An answer of the pipeline to come.
pub(crate) type Answering = Pin<Box<dyn Future<Output = Answered> + Send>>;

/// An answer on its way to the edge.
#[doc(hidden)]
#[derive(Debug)]
pub struct Answered {
    pub(crate) response: Response,
    /// Whether it is known to be the envelope if it is a failure.
    pub(crate) is_enveloped: bool,
    /// What is left of the body of the request.
    pub(crate) rest: Rest,
}

impl Answered {
    /// The answer for a failure, where nothing is left of the body.
    pub(crate) fn of(error: crate::Error) -> Self {
        Self { response: error.answer(), is_enveloped: true, rest: Rest::None }
    }
}

impl IntoResponse for Answered {
    fn into_response(self) -> Response {
        if self.is_enveloped && !self.response.status().is_success() {
            crate::envelope::marked(self.response)
        } else {
            self.response
        }
    }
}
