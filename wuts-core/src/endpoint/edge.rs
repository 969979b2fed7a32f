//! The edge of a service: what every request gets, whatever route it takes or misses. A request id, a span for the log, the
//! envelope for every failure and every panic, and an end of its body that does not cost the next request.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use tower_layer::Layer;
use tower_service::Service;
use tracing::field::Empty;
use tracing::{Instrument, Span};
use uuid::Uuid;

use super::bounds::caught;
use crate::envelope::{Error, enveloped};
use crate::request::rest;

/// Names a request in the answer and in the log. A sender's own is taken if it is 1 to 128 visible ASCII characters.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Puts the edge around a router.
#[derive(Clone, Copy, Debug)]
pub(super) struct EdgeLayer;

impl<I> Layer<I> for EdgeLayer {
    type Service = Edge<I>;

    fn layer(&self, inner: I) -> Edge<I> {
        Edge { inner }
    }
}

/// A router with its edge.
#[derive(Clone, Debug)]
pub(super) struct Edge<I> {
    inner: I,
}

impl<I> Service<Request> for Edge<I>
where
    I: Service<Request, Error = Infallible, Response: IntoResponse, Future: Send + 'static>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let id = request_id(request.headers_mut());
        let span = span(&request, &id);
        let begin = Instant::now();
        let (request, rest) = rest::watch(request);
        let answer = span.in_scope(|| self.inner.call(request));
        let finish = async move {
            let answer = caught(async {
                let Ok(response) = answer.await;
                response.into_response()
            });
            let answer = answer.await.unwrap_or_else(|panic| Error::internal(panic).into_response());
            let response = enveloped(answer).await;
            let mut response = if let Some(rest) = rest { rest.settle(response).await } else { response };
            response.headers_mut().insert(REQUEST_ID, id);
            let status = response.status().as_u16();
            Span::current().record("status", status);
            tracing::debug!(status, elapsed = ?begin.elapsed(), "answered");
            Ok(response)
        };
        Box::pin(finish.instrument(span))
    }
}

/// Neither the path, which may hold names, nor the query, which may hold secrets, is logged: the route is.
fn span(request: &Request, id: &HeaderValue) -> Span {
    tracing::info_span!(
        "request",
        request_id = id.to_str().unwrap_or_default(),
        method = request.method().as_str(),
        endpoint = Empty,
        route = Empty,
        tenant = Empty,
        user = Empty,
        status = Empty,
    )
}

/// The sender's id if it is sane, else a new one, which is put in the headers for whoever asks there.
fn request_id(headers: &mut HeaderMap) -> HeaderValue {
    let is_sane = |id: &&HeaderValue| (1..=128).contains(&id.len()) && id.as_bytes().iter().all(u8::is_ascii_graphic);
    if let Some(id) = headers.get(&REQUEST_ID).filter(is_sane) {
        return id.clone();
    }
    let id = new_id();
    headers.insert(REQUEST_ID, id.clone());
    id
}

/// A random number for the process and a count: unique, and cheaper than a random number for each request.
fn new_id() -> HeaderValue {
    static PROCESS: LazyLock<u64> = LazyLock::new(|| Uuid::new_v4().as_u64_pair().0);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let id = Uuid::from_u64_pair(*PROCESS, COUNT.fetch_add(1, Ordering::Relaxed));
    let mut text = Uuid::encode_buffer();
    HeaderValue::from_str(id.hyphenated().encode_lower(&mut text)).unwrap_or_else(|_| HeaderValue::from_static("-"))
}
