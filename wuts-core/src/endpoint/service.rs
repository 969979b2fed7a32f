//! A service that calls its endpoints itself where it can, and has axum's router for everything else.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt::Debug;
use std::future::{Future, Ready, ready};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{OriginalUri, Request};
use axum::http::{self, Extensions};
use axum::response::Response;
use axum::routing::future::RouteFuture;
use axum::serve::{IncomingStream, Listener};
use rustc_hash::FxBuildHasher;
use tower_service::Service;

use super::arrived::{Arrived, Unseen};
use super::edge::Edged;
use super::mount::Run;
use super::request_id::RequestId;
use super::{Method, Mounted};

/// A service, made by [`Api::into_service`](super::Api::into_service). Clones are cheap and share everything.
pub struct ApiService<S> {
    called: Arc<Called<S>>,
    router: Router,
}

/// What is called without the router.
struct Called<S> {
    direct: Direct<S>,
    state: Arc<S>,
}

/// The endpoints whose paths have no parameters. The paths are the service's own, so that nobody can choose them to be alike, and a
/// quick hash will do.
pub(super) struct Direct<S>(HashMap<&'static str, Place<S>, FxBuildHasher>);

/// The endpoints at one path.
struct Place<S> {
    methods: [Option<Run<S>>; 5],
    /// What axum's router says of a request on this route.
    route: Arc<Extensions>,
}

impl<S> Default for Direct<S> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<S> Direct<S> {
    /// Add an endpoint, if it can be called without a router.
    pub(super) fn add(&mut self, endpoint: &Mounted<S>) {
        let path = endpoint.description.path;
        if path.contains(['{', '}']) {
            return;
        }
        let place = self.0.entry(path).or_insert_with(|| Place { methods: [None; 5], route: Arc::new(seen_by_router(path)) });
        place.methods[endpoint.description.method as usize] = Some(endpoint.run);
    }

    fn find(&self, request: &Request) -> Option<(Run<S>, &Arc<Extensions>)> {
        let method = match *request.method() {
            http::Method::GET => Method::GET,
            http::Method::POST => Method::POST,
            http::Method::PUT => Method::PUT,
            http::Method::PATCH => Method::PATCH,
            http::Method::DELETE => Method::DELETE,
            _ => return None,
        };
        let place = self.0.get(request.uri().path())?;
        // Under somebody else's router, extractors see what that router says.
        let is_nested = !request.extensions().is_empty() && request.extensions().get::<OriginalUri>().is_some();
        place.methods[method as usize].filter(|_| !is_nested).map(|run| (run, &place.route))
    }
}

/// What axum's router puts in the extensions of a request on this path. It is asked once.
fn seen_by_router(path: &'static str) -> Extensions {
    let seen = Arc::new(Mutex::new(Extensions::new()));
    let seen_there = Arc::clone(&seen);
    let look = axum::routing::any(async move |request: Request| {
        *seen_there.lock().unwrap_or_else(PoisonError::into_inner) = request.extensions().clone();
    });
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = http::Uri::from_static(path);
    // There is nothing to wait for.
    drop(pin!(Router::new().route(path, look).call(request)).poll(&mut Context::from_waker(Waker::noop())));
    std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner))
}

impl<S> ApiService<S> {
    pub(super) fn new(direct: Direct<S>, state: Arc<S>, router: Router) -> Self {
        // Everything is turned into routes here rather than for each request.
        Self { called: Arc::new(Called { direct, state }), router: router.with_state(()) }
    }
}

impl<S> Clone for ApiService<S> {
    fn clone(&self) -> Self {
        Self { called: Arc::clone(&self.called), router: self.router.clone() }
    }
}

impl<S> Debug for ApiService<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ApiService").field("router", &self.router).finish_non_exhaustive()
    }
}

impl<S: Send + Sync + 'static> ApiService<S> {
    #[inline]
    fn answer(&mut self, request: Request) -> ApiServiceFuture {
        let Some((run, route)) = self.called.direct.find(&request) else {
            return ApiServiceFuture(Way::Routed(self.router.call(request)));
        };
        let id = RequestId::of(request.headers());
        let unseen = Unseen { id: id.clone(), route: Arc::clone(route) };
        let state = Arc::clone(&self.called.state);
        ApiServiceFuture(Way::Direct(Edged::new(request, id, |request| run(Arrived { request, unseen: Some(unseen) }, state))))
    }
}

impl<S, B> Service<http::Request<B>> for ApiService<S>
where
    S: Send + Sync + 'static,
    B: HttpBody<Data = Bytes, Error: Into<axum::BoxError>> + Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = ApiServiceFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> ApiServiceFuture {
        self.answer(request.map(Body::new))
    }
}

/// For `axum::serve`: every connection gets the service.
impl<S, L> Service<IncomingStream<'_, L>> for ApiService<S>
where
    S: Send + Sync + 'static,
    L: Listener,
{
    type Response = Self;
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: IncomingStream<'_, L>) -> Self::Future {
        ready(Ok(self.clone()))
    }
}

/// The answer of an [`ApiService`].
pub struct ApiServiceFuture(Way);

enum Way {
    Direct(Edged),
    Routed(RouteFuture<Infallible>),
}

impl Debug for ApiServiceFuture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ApiServiceFuture").finish_non_exhaustive()
    }
}

impl Future for ApiServiceFuture {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Way::Direct(answer) => Pin::new(answer).poll(cx),
            Way::Routed(answer) => Pin::new(answer).poll(cx),
        }
    }
}
