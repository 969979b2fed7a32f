//! An answer with its body.

use std::convert::Infallible;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use axum::body::{Bytes, HttpBody};
use axum::http::Response;
use http_body_util::BodyExt;

/// The answer with its body. Everything is in memory, so that nothing is ever waited for.
pub fn whole<B>(answer: impl Future<Output = Result<Response<B>, Infallible>>) -> Response<Bytes>
where
    B: HttpBody<Data = Bytes, Error: std::fmt::Debug>,
{
    let mut answer = pin!(async {
        let Ok(response) = answer.await;
        let (head, body) = response.into_parts();
        let mut body = pin!(body);
        let mut bytes = Bytes::new();
        while let Some(frame) = body.frame().await {
            let data = frame.expect("a body in memory").into_data().unwrap_or_default();
            bytes = if bytes.is_empty() { data } else { [bytes, data].concat().into() };
        }
        Response::from_parts(head, bytes)
    });
    loop {
        if let Poll::Ready(response) = answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return response;
        }
    }
}
