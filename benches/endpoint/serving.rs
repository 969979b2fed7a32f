//! Each implementation as it is called: with a request that has been read, and by a connection of hyper's.

use std::convert::Infallible;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as HyperService, service_fn};
use tower_service::Service as _;
use wuts_core::auth::TokenTable;
use wuts_core::endpoint::ApiService;

use super::by_hand::Tokens;
use super::tokens::{table, tokens};
use super::whole::whole;
use super::wire::{Client, Open};
use super::{axum_by_hand, axum_garde, hyper_by_hand, ours};

/// All of them, ours last.
pub const IMPLEMENTATIONS: &[&str] = &["hyper by hand", "axum by hand", "axum, garde", "wuts, a router", "wuts"];

/// An implementation, ready to be called.
pub enum Service {
    Bare(Tokens),
    Router(Router),
    Ours(ApiService<TokenTable>),
}

impl Service {
    /// The implementation of this name, with so many tokens.
    pub fn new(name: &str, token_count: usize) -> Self {
        match name {
            "hyper by hand" => Self::Bare(Tokens::new(tokens(token_count))),
            "axum by hand" => Self::Router(axum_by_hand::app(Tokens::new(tokens(token_count)))),
            "axum, garde" => Self::Router(axum_garde::app(tokens(token_count).collect())),
            "wuts, a router" => Self::Router(ours::api().into_router(table(token_count))),
            _ => Self::Ours(ours::api().into_service(table(token_count))),
        }
    }

    /// Call it with a request that has been read from a socket, and give the whole answer.
    pub fn call(&self, request: Request<Full<Bytes>>) -> Response<Bytes> {
        match self {
            Self::Bare(tokens) => whole(hyper_by_hand::serve(tokens.clone(), request)),
            Self::Router(router) => whole(router.clone().call(request.map(Body::new))),
            Self::Ours(service) => whole(service.clone().call(request.map(Body::new))),
        }
    }

    /// A client of it.
    pub fn client(self) -> Client {
        match self {
            Self::Bare(tokens) => {
                Client::new(open(service_fn(move |request: Request<Incoming>| hyper_by_hand::serve(tokens.clone(), request))))
            }
            // As `axum::serve` calls it.
            Self::Router(router) => {
                Client::new(open(service_fn(move |request: Request<Incoming>| router.clone().call(request.map(Body::new)))))
            }
            Self::Ours(service) => {
                Client::new(open(service_fn(move |request: Request<Incoming>| service.clone().call(request.map(Body::new)))))
            }
        }
    }
}

fn open<S, B>(service: S) -> Open
where
    S: HyperService<Request<Incoming>, Response = Response<B>, Error = Infallible> + Clone + 'static,
    B: HttpBody<Data: 'static, Error: Into<Box<dyn std::error::Error + Send + Sync>>> + 'static,
{
    Box::new(move |end| Box::pin(http1::Builder::new().serve_connection(end, service.clone())))
}

/// What tasks and timers of a service run on.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}
