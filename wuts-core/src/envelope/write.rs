//! The failure envelope as text, written in one pass.

use std::cell::Cell;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;

use super::text::write_text;
use super::{Error, Violation};

/// The envelope of an error that is answered now.
pub(super) fn failure(error: &Error) -> Vec<u8> {
    let mut body = Vec::with_capacity(room(error));
    body.extend_from_slice(br#"{"success":false,"error":"#);
    write_text(error.message(), &mut body);
    body.extend_from_slice(br#","error_code":""#);
    body.extend_from_slice(error.code().name().as_bytes());
    body.extend_from_slice(br#"","timestamp":""#);
    body.extend_from_slice(&now());
    body.push(b'"');
    if !error.violations().is_empty() {
        body.extend_from_slice(br#","validation":["#);
        for (index, violation) in error.violations().iter().enumerate() {
            if index > 0 {
                body.push(b',');
            }
            write_violation(violation, &mut body);
        }
        body.push(b']');
    }
    body.push(b'}');
    body
}

/// The bytes that an envelope has where nothing in it is escaped, so that its buffer is neither too small nor too large.
fn room(error: &Error) -> usize {
    const AROUND: usize = r#"{"success":false,"error":"","error_code":"","timestamp":"2026-06-15T12:00:00Z"}"#.len();
    const LIST: usize = r#","validation":[]"#.len();
    const AROUND_ONE: usize = r#"{"field":"","message":""},"#.len();
    const VALUE: usize = r#","value":"#.len();
    let one = |violation: &Violation| {
        let value = violation.value.as_ref().map_or(0, |value| VALUE + value.get().len());
        AROUND_ONE + violation.field.len() + violation.message.len() + value
    };
    let list = error.violations().iter().map(one).sum::<usize>();
    // The last has no comma behind it.
    let list = if list == 0 { 0 } else { LIST + list - 1 };
    AROUND + error.message().len() + error.code().name().len() + list
}

fn write_violation(violation: &Violation, body: &mut Vec<u8>) {
    body.extend_from_slice(br#"{"field":"#);
    write_text(&violation.field, body);
    body.extend_from_slice(br#","message":"#);
    write_text(&violation.message, body);
    if let Some(value) = &violation.value {
        body.extend_from_slice(br#","value":"#);
        body.extend_from_slice(value.get().as_bytes());
    }
    body.push(b'}');
}

type Second = [u8; 20];

/// The time in UTC with whole seconds, as all of the contract's examples have it. A thread formats a second once.
fn now() -> Second {
    thread_local! {
        static LAST: Cell<(u64, Second)> = const { Cell::new((u64::MAX, *b"1970-01-01T00:00:00Z")) };
    }
    let second = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (last, text) = LAST.get();
    if last == second {
        return text;
    }
    let text = formatted(second);
    LAST.set((second, text));
    text
}

fn formatted(second: u64) -> Second {
    let timestamp = i64::try_from(second).ok().and_then(|second| Timestamp::from_second(second).ok()).unwrap_or_default();
    // Until the year 10,000 it has this many bytes.
    timestamp.to_string().as_bytes().try_into().unwrap_or(*b"9999-12-31T23:59:59Z")
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::*;
    use crate::envelope::{ErrorCode, Failure};

    #[test]
    fn an_error_is_written_as_its_failure_is() {
        let violation = |field: &str, value: Option<&str>| Violation {
            field: field.to_owned().into(),
            message: "must be \"a\"\n\u{1}é".into(),
            value: value.map(|value| RawValue::from_string(value.to_owned()).unwrap()),
        };
        for error in [
            Error::of(ErrorCode::UNAUTHORIZED),
            Error::new(ErrorCode::NOT_FOUND, "a \\ in a text that is longer than sixteen bytes"),
            Error::validation(vec![violation("a", None)]),
            Error::validation(vec![violation("a", Some("[1, 2]")), violation("b[\"c\"]", None)]),
        ] {
            let body = failure(&error);
            let read: Failure = serde_json::from_slice(&body).unwrap();
            assert_eq!(read.error, error.message());
            assert_eq!(serde_json::to_string(&read).unwrap().as_bytes(), body);
        }
    }

    #[test]
    fn the_room_is_what_is_needed_where_nothing_is_escaped() {
        let violations = |count: usize| {
            let one = |_| Violation { field: "a".into(), message: "b".into(), value: Some(RawValue::NULL.to_owned()) };
            Error::validation((0..count).map(one).collect())
        };
        for error in [Error::of(ErrorCode::FORBIDDEN), violations(1), violations(3)] {
            assert_eq!(room(&error), failure(&error).len());
        }
    }

    #[test]
    fn a_second_has_its_text() {
        assert_eq!(&formatted(0), b"1970-01-01T00:00:00Z");
        assert_eq!(&formatted(1_781_524_800), b"2026-06-15T12:00:00Z");
        assert_eq!(&formatted(u64::MAX), b"1970-01-01T00:00:00Z");
        let text = now();
        assert_eq!(text.last(), Some(&b'Z'));
    }
}
