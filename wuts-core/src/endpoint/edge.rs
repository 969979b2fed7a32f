//! The edge of a service: what every request gets, whatever route it takes or misses. A request id, a span for the log, the
//! envelope for every failure and every panic, and an end of its body that does not cost the next request.

use std::convert::Infallible;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Instant;

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use tower_layer::Layer;
use tower_service::Service;
use tracing::field::Empty;
use tracing::level_filters::LevelFilter;
use tracing::{Level, Span};

use super::bounds::{caught, caught_now};
use super::request_id::{REQUEST_ID, RequestId};
use super::{Answered, Answering};
use crate::envelope::{Error, enveloped, is_foreign_failure};
use crate::request::rest::{Connection, watch};

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
    type Future = Edged;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request) -> Edged {
        let id = RequestId::of(request.headers());
        id.show(request.headers_mut());
        Edged::new(request, id, |request| {
            let (request, rest) = watch(request);
            let answer = self.inner.call(request);
            Box::pin(async move {
                let answer = async {
                    let Ok(response) = answer.await;
                    response.into_response()
                };
                // The edge has the body even where the answer to come has panicked.
                let response = caught(pin!(answer)).await.unwrap_or_else(|panic| Error::internal(panic).into_response());
                Answered { response, is_enveloped: false, rest }
            })
        })
    }
}

/// An answer to come, and what the edge does with it.
pub(super) struct Edged {
    stage: Stage,
    id: RequestId,
    connection: Connection,
    log: Option<(Span, Instant)>,
}

enum Stage {
    /// The endpoint has the request.
    Answering(Answering),
    /// The answer is made an envelope, or the rest of the body is read.
    Finishing(Pin<Box<dyn Future<Output = Response> + Send>>),
}

impl Edged {
    /// Call a service with a request.
    #[inline]
    pub(super) fn new(request: Request, id: RequestId, call: impl FnOnce(Request) -> Answering) -> Self {
        let connection = Connection::of(&request);
        // Where nobody listens, nothing is asked and no clock is read.
        if !is_listened_to() {
            return Self { stage: Stage::Answering(call(request)), id, connection, log: None };
        }
        let (span, begin) = (span(&request, &id), Instant::now());
        let answer = span.in_scope(|| call(request));
        Self { stage: Stage::Answering(answer), id, connection, log: Some((span, begin)) }
    }

    fn poll_response(&mut self, cx: &mut Context<'_>) -> Poll<Response> {
        if let Stage::Answering(answer) = &mut self.stage {
            let answered = match caught_now(|| answer.as_mut().poll(cx)) {
                Ok(Poll::Pending) => return Poll::Pending,
                Ok(Poll::Ready(answered)) => answered,
                // Where it has panicked, the body is lost.
                Err(panic) => Answered { rest: self.connection.lost(), ..Answered::of(Error::internal(panic)) },
            };
            match finished(answered, self.connection, cx) {
                Ok(response) => return Poll::Ready(response),
                Err(finishing) => self.stage = Stage::Finishing(finishing),
            }
        }
        match &mut self.stage {
            Stage::Finishing(finishing) => finishing.as_mut().poll(cx),
            Stage::Answering(_) => Poll::Pending,
        }
    }
}

/// The answer, if there is nothing to wait for: that is so for most.
fn finished(
    mut answered: Answered,
    connection: Connection,
    cx: &mut Context<'_>,
) -> Result<Response, Pin<Box<dyn Future<Output = Response> + Send>>> {
    let is_foreign = !answered.is_enveloped && is_foreign_failure(&answered.response);
    if !is_foreign && answered.rest.is_read(cx) {
        return Ok(answered.response);
    }
    Err(Box::pin(async move {
        let Answered { mut response, rest, .. } = answered;
        if is_foreign {
            response = enveloped(response).await;
        }
        rest.settle(connection, response).await
    }))
}

impl Future for Edged {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let span = self.log.as_ref().map(|(span, _)| span.clone());
        let _entered = span.as_ref().map(Span::enter);
        let mut response = ready!(self.poll_response(cx));
        if let Some((span, begin)) = &self.log {
            let status = response.status().as_u16();
            span.record("status", status);
            tracing::debug!(status, elapsed = ?begin.elapsed(), "answered");
        }
        response.headers_mut().insert(REQUEST_ID, self.id.value());
        Poll::Ready(Ok(response))
    }
}

/// Whether anybody may want to hear of requests.
pub(super) fn is_listened_to() -> bool {
    LevelFilter::current() >= Level::INFO
}

/// Neither the path, which may hold names, nor the query, which may hold secrets, is logged: the route is.
fn span(request: &Request, id: &RequestId) -> Span {
    tracing::info_span!(
        "request",
        request_id = id.value().to_str().unwrap_or_default(),
        method = request.method().as_str(),
        endpoint = Empty,
        route = Empty,
        tenant = Empty,
        user = Empty,
        status = Empty,
    )
}
