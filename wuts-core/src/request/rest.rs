//! What becomes of a body that nobody read to its end, so that a refusal does not cost the client its next request.
//!
//! A small rest is read in the background and thrown away; the answer goes out at once and the connection lives on, as it does
//! where a larger rest has arrived already. Any other is announced with `Connection: close`, and read a little further only so that the client can still read the
//! answer before the connection ends.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header::{CONNECTION, EXPECT};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Version};
use axum::response::Response;
use http_body::{Frame, SizeHint};

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

/// What is left of the body of a request.
#[derive(Debug, Default)]
pub(crate) enum Rest {
    /// Nothing.
    #[default]
    None,
    /// The body, or what has not been read of it.
    Left(Body),
    /// A body of which nothing comes before the client has had a word.
    Held,
    /// Somebody has it, and tells when it is dropped. If it is held, the client waits for a word.
    Given { state: Arc<Mutex<State>>, is_held: bool },
    /// It did not come whole, or nobody knows.
    Broken,
}

/// What has become of a body that was given away.
#[derive(Debug)]
pub(crate) enum State {
    /// Somebody has it.
    InUse,
    /// It was dropped before its end.
    Left(Body),
    /// It has been read to its end.
    Ended,
    /// It did not come whole.
    Broken,
}

/// What a connection is good for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Connection {
    has_body: bool,
    can_close: bool,
}

impl Connection {
    /// The one that a request came by.
    pub(crate) fn of(request: &Request) -> Self {
        Self { has_body: !request.body().is_end_stream(), can_close: request.version() < Version::HTTP_2 }
    }

    /// What is left if nobody knows what has become of the body.
    pub(crate) const fn lost(self) -> Rest {
        if self.has_body { Rest::Broken } else { Rest::None }
    }
}

/// Keep an eye on the body of a request that is given away.
pub(crate) fn watch(request: Request) -> (Request, Rest) {
    if request.body().is_end_stream() {
        return (request, Rest::None);
    }
    let (head, body) = request.into_parts();
    let (body, rest) = given_away(body, &head.headers);
    (Request::from_parts(head, body), rest)
}

/// A body for somebody else, and an eye on it.
pub(super) fn given_away(body: Body, headers: &HeaderMap) -> (Body, Rest) {
    let state = Arc::new(Mutex::new(State::InUse));
    let rest = Rest::Given { state: Arc::clone(&state), is_held: headers.contains_key(EXPECT) };
    (Body::new(Watched { body, state, end: None }), rest)
}

impl Rest {
    /// A body that nobody has read.
    pub(super) fn of(body: Body) -> Self {
        if body.is_end_stream() { Self::None } else { Self::Left(body) }
    }

    /// The rest that a client with these headers has left.
    pub(super) fn of_client(self, headers: &HeaderMap) -> Self {
        match self {
            Self::Left(_) if headers.contains_key(EXPECT) => Self::Held,
            rest => rest,
        }
    }

    /// Whether nothing is left. What is here already is read and thrown away.
    pub(crate) fn is_read(&mut self, cx: &mut Context<'_>) -> bool {
        if let Self::Given { state, is_held } = self {
            let state = std::mem::replace(&mut *state.lock().unwrap_or_else(PoisonError::into_inner), State::Ended);
            *self = match state {
                // It is a part of the answer, or somebody reads it in the background.
                State::InUse | State::Ended => Self::None,
                State::Left(_) if *is_held => Self::Held,
                State::Left(body) => Self::of(body),
                State::Broken => Self::Broken,
            };
        }
        if let Self::Left(body) = self
            && let Poll::Ready(is_whole) = poll_away(body, &mut 0, LINGER, cx)
            && is_whole
        {
            *self = Self::None;
        }
        matches!(self, Self::None)
    }

    /// Send an answer: what is left of the body is thrown away, or the answer says that the connection ends.
    pub(crate) async fn settle(mut self, connection: Connection, mut response: Response) -> Response {
        poll_fn(|cx| Poll::Ready(self.is_read(cx))).await;
        let lives_on = match self {
            Self::None | Self::Given { .. } => true,
            // A client that is too slow, or sends too much, is let go.
            Self::Left(body) => {
                discard(body).await && !matches!(response.status(), StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE)
            }
            // This answer is another word than the one that the client waits for.
            Self::Held | Self::Broken => false,
        };
        if !lives_on && connection.can_close {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

/// Throw the rest of a body away; tells whether the connection can live on.
async fn discard(mut body: Body) -> bool {
    // Whoever brings the body may need a turn to bring what has arrived.
    yield_now().await;
    if poll_fn(|cx| Poll::Ready(poll_away(&mut body, &mut 0, LINGER, cx))).await == Poll::Ready(true) {
        return true;
    }
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
    poll_fn(|cx| poll_away(body, &mut read, bound, cx)).await
}

fn poll_away(body: &mut Body, read: &mut u64, bound: u64, cx: &mut Context<'_>) -> Poll<bool> {
    while let Some(frame) = ready!(Pin::new(&mut *body).poll_frame(cx)) {
        let Ok(frame) = frame else { return Poll::Ready(false) };
        *read += frame.data_ref().map_or(0, |data| data.len() as u64);
        if *read > bound {
            return Poll::Ready(false);
        }
    }
    Poll::Ready(true)
}

/// Let everybody else have a turn.
async fn yield_now() {
    let mut had_its_turn = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut had_its_turn, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
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
