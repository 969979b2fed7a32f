//! What becomes of a body that nobody read to its end, so that a refusal does not cost the client its next request.
//!
//! A small rest is read in the background and thrown away; the answer goes out at once and the connection lives on, as it does
//! where a larger rest has arrived already. Any other is announced with `Connection: close`, and read a little further only so that the client can still read the
//! answer before the connection ends.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header::{CONNECTION, EXPECT};
use axum::http::{HeaderValue, StatusCode, Version};
use axum::response::Response;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;

/// The largest rest, in bytes, that is read for the sake of the connection.
const SMALL: u64 = 64 * 1024;

/// How much of a large rest is read before the connection ends, in bytes.
const LINGER: u64 = 256 * 1024;

/// How long a small rest may take to arrive.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a rest that is not small is looked at before the answer, to see whether it is there already.
const GLANCE: Duration = Duration::from_millis(20);

/// How long a large rest is read for the sake of the answer.
const FAREWELL: Duration = Duration::from_secs(1);

/// The body of a request, as far as it is known to whoever gives the request away.
pub(crate) struct Rest {
    state: Arc<Mutex<State>>,
    can_close: bool,
    expects_continue: bool,
}

enum State {
    /// Somebody has it.
    InUse,
    /// It was dropped before its end.
    Left(Body),
    /// It has been read to its end.
    Ended,
    /// It did not come whole.
    Broken,
}

/// Keep an eye on the body of a request; `None` where there is none.
pub(crate) fn watch(request: Request) -> (Request, Option<Rest>) {
    if request.body().is_end_stream() {
        return (request, None);
    }
    let can_close = request.version() < Version::HTTP_2;
    let expects_continue = request.headers().contains_key(EXPECT);
    let state = Arc::new(Mutex::new(State::InUse));
    let rest = Rest { state: Arc::clone(&state), can_close, expects_continue };
    let request = request.map(|body| Body::new(Watched { body, state, end: None }));
    (request, Some(rest))
}

impl Rest {
    /// Send an answer: what is left of the body is thrown away, or the answer says that the connection ends.
    pub(crate) async fn settle(self, mut response: Response) -> Response {
        let state = std::mem::replace(&mut *self.state.lock().unwrap_or_else(PoisonError::into_inner), State::Ended);
        let lives_on = match state {
            // It is a part of the answer, or somebody reads it in the background.
            State::InUse | State::Ended => true,
            // The client waits for a word before it sends its body; this answer is another word.
            State::Left(_) if self.expects_continue => false,
            // A client that is too slow, or sends too much, is let go.
            State::Left(body) => {
                discard(body).await && !matches!(response.status(), StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE)
            }
            State::Broken => false,
        };
        if !lives_on && self.can_close {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

/// Throw the rest of a body away; tells whether the connection can live on.
async fn discard(mut body: Body) -> bool {
    let announced = body.size_hint().exact();
    if announced.is_some_and(|bytes| bytes <= SMALL) {
        tokio::spawn(tokio::time::timeout(PATIENCE, async move { read_away(&mut body, SMALL).await }));
        return true;
    }
    // What is not small may be there already.
    let may_be_there = announced.is_none_or(|bytes| bytes <= LINGER);
    if may_be_there && tokio::time::timeout(GLANCE, read_away(&mut body, LINGER)).await == Ok(true) {
        return true;
    }
    tokio::spawn(tokio::time::timeout(FAREWELL, async move { read_away(&mut body, LINGER).await }));
    false
}

/// Read a body to its end, or until so many bytes have come; tells whether it has ended.
async fn read_away(body: &mut Body, bound: u64) -> bool {
    let mut read = 0;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return false };
        read += frame.data_ref().map_or(0, |data| data.len() as u64);
        if read > bound {
            return false;
        }
    }
    true
}

/// A body that says what became of it when it is dropped.
struct Watched {
    body: Body,
    state: Arc<Mutex<State>>,
    end: Option<State>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(cx);
        match &frame {
            Poll::Ready(Some(Err(_))) => self.end = Some(State::Broken),
            Poll::Ready(None) => self.end = Some(State::Ended),
            _ if self.body.is_end_stream() => self.end = Some(State::Ended),
            _ => {}
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let end = self.end.take().unwrap_or_else(|| State::Left(std::mem::take(&mut self.body)));
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = end;
    }
}
