use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

/// Names a request in the answer and in the log. A sender's own is taken if it is 1 to 128 visible ASCII characters.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request.
#[derive(Clone, Debug)]
pub(crate) enum RequestId {
    /// The sender's.
    Sent(HeaderValue),
    /// One that was made here. It is a text where it is needed.
    Made(u64),
}

impl RequestId {
    /// The sender's id if it is sane, else a new one.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let is_sane = |id: &&HeaderValue| (1..=128).contains(&id.len()) && id.as_bytes().iter().all(u8::is_ascii_graphic);
        match sent(headers).filter(is_sane) {
            Some(id) => Self::Sent(id.clone()),
            None => Self::Made(COUNT.fetch_add(1, Ordering::Relaxed)),
        }
    }

    /// It as a header.
    pub(super) fn value(&self) -> HeaderValue {
        match self {
            Self::Sent(id) => id.clone(),
            Self::Made(count) => HeaderValue::from_bytes(&text_of(*count)).unwrap_or_else(|_| HeaderValue::from_static("-")),
        }
    }

    /// Put it in the headers, for whoever asks there.
    pub(crate) fn show(&self, headers: &mut HeaderMap) {
        if matches!(self, Self::Made(_)) {
            headers.insert(REQUEST_ID, self.value());
        }
    }
}

/// The header, if it was sent. To make the hash of its name costs more than to look at a few names.
fn sent(headers: &HeaderMap) -> Option<&HeaderValue> {
    const FEW: usize = 16;
    if headers.len() > FEW {
        return headers.get(&REQUEST_ID);
    }
    headers.iter().find_map(|(name, value)| (*name == REQUEST_ID).then_some(value))
}

static COUNT: AtomicU64 = AtomicU64::new(0);

/// A random number for the process and a count, in the form of a UUID: unique, and cheaper than a random number for each request.
fn text_of(count: u64) -> [u8; 36] {
    static PROCESS: LazyLock<[u8; 36]> = LazyLock::new(|| {
        let mut text = [0; 36];
        Uuid::from_u64_pair(Uuid::new_v4().as_u64_pair().0, 0).hyphenated().encode_lower(&mut text);
        text
    });
    let mut text = *PROCESS;
    let digit = |half: u8| b"0123456789abcdef"[usize::from(half)];
    // The others are zeros already.
    let last_first = PLACES.into_iter().zip(count.to_be_bytes()).rev();
    for (digits, byte) in last_first.take((u64::BITS - count.leading_zeros()).div_ceil(8) as usize) {
        text[digits] = digit(byte >> 4);
        text[digits + 1] = digit(byte & 15);
    }
    text
}

/// Where the two digits of each byte are in the second half of a UUID.
const PLACES: [usize; 8] = [19, 21, 24, 26, 28, 30, 32, 34];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_becomes_the_second_half_of_a_uuid() {
        for count in [0, 1, 255, 0x0123_4567_89ab_cdef, u64::MAX] {
            let text = text_of(count);
            let id: Uuid = std::str::from_utf8(&text).unwrap().parse().unwrap();
            assert_eq!((id.as_u64_pair().1, id.hyphenated().to_string().as_bytes()), (count, &text[..]));
        }
        assert_eq!(text_of(1)[..19], text_of(2)[..19]);
    }
}
