//! What becomes of a body that nobody read to its end, so that a refusal does not cost the client its next request.
//!
//! A small rest is read in the background and thrown away; the answer goes out at once and the connection lives on. A large or
//! endless one is announced with `Connection: close`, and read a little further only so that the client can still read the
//! answer before the connection ends.

use std::time::Duration;

use axum::body::{Body, HttpBody};
use http_body_util::BodyExt;

/// The largest rest, in bytes, that is read for the sake of the connection.
const SMALL: u64 = 64 * 1024;

/// How much of a large rest is read before the connection ends, in bytes.
const LINGER: u64 = 256 * 1024;

/// How long a small rest may take to arrive.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a large rest is read for the sake of the answer.
const FAREWELL: Duration = Duration::from_secs(1);

/// Throw the rest of a body away; tells whether the connection can live on.
pub(super) fn discard(body: Body) -> bool {
    if body.is_end_stream() {
        return true;
    }
    // Only an announced length is known to end soon.
    let is_small = body.size_hint().exact().is_some_and(|bytes| bytes <= SMALL);
    let (bound, time) = if is_small { (SMALL, PATIENCE) } else { (LINGER, FAREWELL) };
    tokio::spawn(tokio::time::timeout(time, read_away(body, bound)));
    is_small
}

async fn read_away(mut body: Body, bound: u64) {
    let mut read = 0;
    while let Some(Ok(frame)) = body.frame().await {
        read += frame.data_ref().map_or(0, |data| data.len() as u64);
        if read > bound {
            return;
        }
    }
}
