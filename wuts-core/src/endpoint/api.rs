use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::{MethodFilter, MethodRouter, Route};
use tower_layer::Layer;
use tower_service::Service;

use super::edge::EdgeLayer;
use super::mount::Served;
use super::service::{ApiService, Direct};
use super::{Endpoints, Method, Mounted, all_distinct};
#[cfg(feature = "openapi")]
use crate::openapi::About;

/// A service: a name, a version, and a list of endpoints that become one axum router.
///
/// ```
/// use wuts_core::auth::TokenTable;
/// use wuts_core::envelope::Error;
/// use wuts_core::{Api, WutsResponse, endpoints, wuts_endpoint};
///
/// #[derive(serde::Serialize, WutsResponse)]
/// struct Pong {
///     message: &'static str,
/// }
///
/// #[wuts_endpoint(GET, "/ping", public)]
/// async fn ping() -> Result<Pong, Error> {
///     Ok(Pong { message: "pong" })
/// }
///
/// let app: axum::Router = Api::new("gateway", "1.0.0").endpoints(endpoints![ping]).into_router(TokenTable::new());
/// # drop(app);
/// ```
#[derive(Debug)]
pub struct Api<S> {
    name: &'static str,
    version: &'static str,
    pub(super) endpoints: Vec<Mounted<S>>,
    merged: Vec<Router>,
    layers: Layers,
    #[cfg(feature = "openapi")]
    pub(super) about: About,
}

/// What is put around the routes, the first innermost.
#[derive(Default)]
struct Layers(Vec<Box<dyn FnOnce(Router) -> Router + Send>>);

impl std::fmt::Debug for Layers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Layers({})", self.0.len())
    }
}

impl<S: Send + Sync + 'static> Api<S> {
    /// A service without endpoints.
    pub const fn new(name: &'static str, version: &'static str) -> Self {
        Self {
            name,
            version,
            endpoints: Vec::new(),
            merged: Vec::new(),
            layers: Layers(Vec::new()),
            #[cfg(feature = "openapi")]
            about: About::new(),
        }
    }

    /// The name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The version.
    pub const fn version(&self) -> &'static str {
        self.version
    }

    /// Add these endpoints.
    #[must_use]
    pub fn endpoints(mut self, endpoints: Endpoints<S>) -> Self {
        self.endpoints.extend(endpoints.0);
        self
    }

    /// Add the routes of a plain axum router. Their failures become the envelope, their other answers pass untouched.
    #[must_use]
    pub fn merge(mut self, router: Router) -> Self {
        self.merged.push(router);
        self
    }

    /// Put a tower layer around all routes, inside of the edge: what it answers in plain text becomes the envelope too. The last
    /// layer added sees a request first. A layer that is put around the finished router stands outside, and its answers are its own.
    #[must_use]
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.layers.0.push(Box::new(move |router| router.layer(layer)));
        self
    }

    /// The router that serves all of it: each endpoint at its place, the envelope for an unknown route and a wrong method.
    /// It composes with everything in axum and tower.
    ///
    /// # Panics
    ///
    /// Two endpoints of different lists have the same method and path, or the same name; the message names both. Within one
    /// `endpoints![…]` that is a compile error. axum panics where an endpoint and a merged route have the same method and path.
    pub fn into_router(self, state: S) -> Router {
        self.into_router_of(&Arc::new(state))
    }

    /// The service, to be served as it is: `axum::serve(listener, api.into_service(state))`. It answers as the router of
    /// [`into_router`](Self::into_router) does, for about half of the work: an endpoint whose path has no parameters is called
    /// without axum's router between.
    ///
    /// # Panics
    ///
    /// As [`into_router`](Self::into_router) does.
    pub fn into_service(self, state: S) -> ApiService<S> {
        let state = Arc::new(state);
        let mut direct = Direct::default();
        // What a layer does may depend on axum's router.
        if self.layers.0.is_empty() {
            self.endpoints.iter().for_each(|endpoint| direct.add(endpoint));
        }
        ApiService::new(direct, Arc::clone(&state), self.into_router_of(&state))
    }

    fn into_router_of(self, state: &Arc<S>) -> Router {
        #[cfg(feature = "openapi")]
        let docs = self.docs_router();
        let descriptions: Vec<_> = self.endpoints.iter().map(|endpoint| endpoint.description).collect();
        all_distinct(&descriptions);
        let mut routes: BTreeMap<&'static str, MethodRouter> = BTreeMap::new();
        for endpoint in self.endpoints {
            let path = endpoint.description.path;
            let route = Served { run: endpoint.run, state: Arc::clone(state) };
            let routes_here = routes.remove(path).unwrap_or_default();
            routes.insert(path, routes_here.on_service(filter(endpoint.description.method), route));
        }
        let router = routes.into_iter().fold(Router::new(), |router, (path, methods)| router.route(path, methods));
        let router = self.merged.into_iter().fold(router, Router::merge);
        #[cfg(feature = "openapi")]
        let router = docs.into_iter().fold(router, Router::merge);
        self.layers.0.into_iter().fold(router, |router, layer| layer(router)).layer(EdgeLayer)
    }
}

const fn filter(method: Method) -> MethodFilter {
    match method {
        Method::GET => MethodFilter::GET,
        Method::POST => MethodFilter::POST,
        Method::PUT => MethodFilter::PUT,
        Method::PATCH => MethodFilter::PATCH,
        Method::DELETE => MethodFilter::DELETE,
    }
}
