//! A JSON text to a checked value: one typed pass, and only if that fails a second one that finds every fault.

use super::integers;
use crate::envelope::{Error, ErrorCode};
use crate::id::postponed::postponing;
use crate::validate::{Context, Report, WutsRequest, diagnose, judge};

/// The value of a JSON text; `None` where faults were reported.
///
/// # Errors
///
/// The bytes are no JSON text. The error says where.
pub(super) fn decode<T: WutsRequest>(bytes: &[u8], report: &mut Report, context: Context<'_>) -> Result<Option<T>, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error))?;
    // An id may stand for a text that is none, so that one pass finds what else is wrong.
    let (first, postponed) = postponing(|| read(text));
    let found = match first {
        Ok(Some(value)) => judge(&value, postponed, text, report, context).map(|is_fine| is_fine.then_some(value)),
        // A text that ends too early is no JSON, whoever reads it.
        Err(error) if error.is_eof() => return Err(malformed(text, &error)),
        Ok(None) | Err(_) => None,
    };
    if let Some(found) = found {
        return Ok(found);
    }
    if postponed > 0
        && let Ok(Some(value)) = read(text)
    {
        return Ok(fine(value, text, report, context));
    }
    let before = report.len();
    diagnose::<T>(text, report, context).map_err(|error| malformed(text, &error))?;
    let Some(plain) = report.has_fraction().then(|| integers::written_plainly(text)).flatten() else { return Ok(None) };
    report.forget(before);
    if let Ok(Some(value)) = read(&plain) {
        return Ok(fine(value, &plain, report, context));
    }
    diagnose::<T>(&plain, report, context).map_err(|error| malformed(text, &error))?;
    Ok(None)
}

/// The value, if all rules hold.
fn fine<T: WutsRequest>(value: T, text: &str, report: &mut Report, context: Context<'_>) -> Option<T> {
    judge(&value, 0, text, report, context)?.then_some(value)
}

/// The value; `None` for a text that is no object, which a derived `Deserialize` may take too: a list for a struct, field by
/// field. On the wire that is always a mistake.
fn read<T: WutsRequest>(text: &str) -> serde_json::Result<Option<T>> {
    let is_object = text.trim_ascii_start().starts_with('{');
    is_object.then(|| T::decode(text)).transpose()
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> Error {
    let before = &bytes[..error.valid_up_to()];
    let line = before.split(|byte| *byte == b'\n').count();
    let column = before.rsplit(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len) + 1;
    Error::new(ErrorCode::MALFORMED_JSON, format!("malformed JSON: the text is not UTF-8 at line {line} column {column}"))
}

fn malformed(text: &str, error: &serde_json::Error) -> Error {
    let message = if text.is_empty() {
        "malformed JSON: the body is empty".to_owned()
    } else if text.starts_with('\u{feff}') {
        "malformed JSON: the text begins with a byte order mark".to_owned()
    } else {
        // serde_json's words for a syntax error are fixed texts; they never repeat the input.
        format!("malformed JSON: {error}")
    };
    Error::new(ErrorCode::MALFORMED_JSON, message)
}
