//! An endpoint: what the attribute makes of a function, the order in which a request goes through it, and its place in a
//! router.

mod api;
mod bounds;
mod description;
mod distinct;
#[cfg(feature = "openapi")]
mod documented;
mod edge;
mod mount;
mod pipeline;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;

use crate::auth::Guard;

pub use api::Api;
pub use description::{Auth, Description, Method};
pub use distinct::{all_distinct, fit, hides_no_request};
pub use edge::REQUEST_ID;
pub use mount::{Endpoints, Mounted};
pub use pipeline::serve;

/// What is known of an endpoint without its state: plain data, there at compile time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no endpoint",
    label = "not an endpoint",
    note = "put `#[wuts_endpoint(METHOD, \"/path\")]` on the function"
)]
pub trait Described {
    /// The endpoint's declaration.
    const DESCRIPTION: Description;

    /// What its arguments and its result say.
    #[cfg(feature = "openapi")]
    #[doc(hidden)]
    fn describe(_: &mut crate::openapi::Operation<'_>) {}
}

/// An endpoint that a router with the state `S` can serve.
///
/// The attribute [`wuts_endpoint`](crate::wuts_endpoint) implements it, for every `S` from which the arguments can be read
/// and which says whom a bearer token belongs to. `Via` tells how each argument is read; it is inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no endpoint of this router",
    label = "not an endpoint for this state",
    note = "put `#[wuts_endpoint(METHOD, \"/path\")]` on the function; its arguments are read from this state"
)]
pub trait Endpoint<S, Via>: Described + 'static {
    /// Who may call it.
    type Guard: Guard<S>;

    /// Answer a request: the pipeline, with the guard, the arguments and the function of this endpoint.
    fn serve(request: Request, state: Arc<S>) -> Answer;
}

/// An answer to come. Boxed at the endpoint, because there the compiler has the least to do with it.
pub type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;
