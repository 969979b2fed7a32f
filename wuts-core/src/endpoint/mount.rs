use std::convert::Infallible;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use tower_service::Service;

use super::pipeline::serve;
use super::{Answering, Arrived, Description, Endpoint};
use crate::request::Arguments;

/// How an endpoint is called.
pub(super) type Run<S> = fn(Arrived, Arc<S>) -> Answering;

/// One endpoint as an element of [`Endpoints`].
pub struct Mounted<S> {
    pub(super) description: Description,
    pub(super) run: Run<S>,
    #[cfg(feature = "openapi")]
    pub(super) describe: crate::openapi::DescribeOperation,
}

impl<S> Debug for Mounted<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.description.fmt(f)
    }
}

/// A list of endpoints for the state `S`, made by [`endpoints!`](crate::endpoints).
#[derive(Debug)]
pub struct Endpoints<S>(pub(super) Vec<Mounted<S>>);

impl<S: Send + Sync + 'static> Endpoints<S> {
    /// A list of no endpoint.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Add the endpoint `E`.
    pub fn mount<E: Endpoint<S, A, V>, A: Arguments<S, V>, V>(&mut self) {
        self.0.push(Mounted {
            description: E::DESCRIPTION,
            run: serve::<E, S, A, V>,
            #[cfg(feature = "openapi")]
            describe: E::describe,
        });
    }
}

impl<S: Send + Sync + 'static> Default for Endpoints<S> {
    fn default() -> Self {
        Self::new()
    }
}

/// An endpoint with its state, as axum's router holds it.
pub(super) struct Served<S> {
    pub(super) run: Run<S>,
    pub(super) state: Arc<S>,
}

impl<S> Clone for Served<S> {
    fn clone(&self) -> Self {
        Self { run: self.run, state: Arc::clone(&self.state) }
    }
}

impl<S> Service<Request> for Served<S> {
    type Response = Response;
    type Error = Infallible;
    type Future = Infallibly;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Infallibly {
        // The edge around the router keeps the body, and axum's router has shown the rest.
        Infallibly((self.run)(Arrived { request, unseen: None }, Arc::clone(&self.state)))
    }
}

/// An answer that always comes.
pub(super) struct Infallibly(Answering);

impl Future for Infallibly {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(cx).map(|answered| Ok(answered.into_response()))
    }
}
