//! A JSON text to a checked value: one typed pass, and only if that fails a second one that finds every fault.

use super::integers;
use crate::envelope::{Error, ErrorCode};
use crate::id::postponed::postponing;
use crate::validate::{Context, Known, Report, WutsRequest, diagnose, judge};

/// The value of a JSON text; `None` where faults were reported.
///
/// # Errors
///
/// The bytes are no JSON text. The error says where.
pub(super) fn decode<T: WutsRequest>(bytes: &[u8], report: &mut Report, context: Context<'_>) -> Result<Option<T>, Error> {
    let mut value: Option<T> = None;
    let is_fine = decide(&mut value, bytes, report, context)?;
    Ok(value.filter(|_| is_fine))
}

/// A value that is there when it was read. What depends on its type, so that the rest is compiled once.
trait Typed {
    fn read(&mut self, text: &str) -> serde_json::Result<()>;

    /// Whether all rules hold; see [`judge`].
    fn judge(&self, postponed: usize, text: &str, report: &mut Report, context: Context<'_>) -> Option<bool>;

    fn known(&self) -> Known;
}

impl<T: WutsRequest> Typed for Option<T> {
    fn read(&mut self, text: &str) -> serde_json::Result<()> {
        *self = Some(T::decode(text)?);
        Ok(())
    }

    fn judge(&self, postponed: usize, text: &str, report: &mut Report, context: Context<'_>) -> Option<bool> {
        judge(self.as_ref()?, postponed, text, report, context)
    }

    fn known(&self) -> Known {
        Known::of::<T>()
    }
}

/// Read a value and tell whether it may be used; if not, faults were reported.
fn decide(value: &mut dyn Typed, bytes: &[u8], report: &mut Report, context: Context<'_>) -> Result<bool, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error))?;
    // A derived `Deserialize` takes a list for a struct, field by field; on the wire that is always a mistake.
    let is_object = text.trim_ascii_start().starts_with('{');
    if is_object {
        // An id may stand for a text that is none, so that one pass finds what else is wrong.
        let (read, postponed) = postponing(|| value.read(text));
        match read {
            // A text that ends too early is no JSON, whoever reads it.
            Err(error) if error.is_eof() => return Err(malformed(text, &error)),
            Err(_) => {}
            Ok(()) => {
                if let Some(is_fine) = value.judge(postponed, text, report, context) {
                    return Ok(is_fine);
                }
            }
        }
        if postponed > 0 && value.read(text).is_ok() {
            return Ok(value.judge(0, text, report, context) == Some(true));
        }
    }
    let before = report.len();
    diagnose(&value.known(), text, report, context).map_err(|error| malformed(text, &error))?;
    let Some(plain) = report.has_fraction().then(|| integers::written_plainly(text)).flatten() else { return Ok(false) };
    report.forget(before);
    if is_object && value.read(&plain).is_ok() {
        return Ok(value.judge(0, &plain, report, context) == Some(true));
    }
    diagnose(&value.known(), &plain, report, context).map_err(|error| malformed(text, &error))?;
    Ok(false)
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
