use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

/// Names a request in the answer and in the log. A sender's own is taken if it is 1 to 128 visible ASCII characters.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request.
#[derive(Clone, Debug)]
pub(crate) struct RequestId {
    pub(super) value: HeaderValue,
    /// Whether it is in the headers of the request.
    is_sent: bool,
}

impl RequestId {
    /// The sender's id if it is sane, else a new one.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let is_sane = |id: &&HeaderValue| (1..=128).contains(&id.len()) && id.as_bytes().iter().all(u8::is_ascii_graphic);
        match headers.get(REQUEST_ID).filter(is_sane) {
            Some(id) => Self { value: id.clone(), is_sent: true },
            None => Self { value: made(), is_sent: false },
        }
    }

    /// Put it in the headers, for whoever asks there.
    pub(crate) fn show(&self, headers: &mut HeaderMap) {
        if !self.is_sent {
            headers.insert(REQUEST_ID, self.value.clone());
        }
    }
}

/// A random number for the process and a count: unique, and cheaper than a random number for each request. It has the form of a
/// UUID.
fn made() -> HeaderValue {
    static PROCESS: LazyLock<u64> = LazyLock::new(|| Uuid::new_v4().as_u64_pair().0);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let id = Uuid::from_u64_pair(*PROCESS, COUNT.fetch_add(1, Ordering::Relaxed));
    let mut text = Uuid::encode_buffer();
    HeaderValue::from_str(id.hyphenated().encode_lower(&mut text)).unwrap_or_else(|_| HeaderValue::from_static("-"))
}
