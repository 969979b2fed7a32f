use std::borrow::Cow;

use serde_json::value::{RawValue, to_raw_value};

use super::{At, Expectation};
use crate::envelope::{Error, Violation};
use crate::plain::is_plain;

/// The faults of one request, in the order in which they were found. Bounded, whatever was sent.
#[derive(Debug, Default)]
pub struct Report {
    violations: Vec<Violation>,
    unlisted: usize,
    is_secret: bool,
    depth: usize,
    /// Everything that is read came as text, so that it says nothing that a value is a string.
    are_texts: bool,
    has_fraction: bool,
}

impl Report {
    /// The most faults that are listed; of the others only the number is told.
    pub const MAX_FAULTS: usize = 64;
    /// The most bytes of a rejected value, of a field's path and of a message that are shown.
    pub const MAX_SHOWN: usize = 256;

    /// The most objects inside one another that are looked into; `serde_json` reads no deeper either.
    pub const MAX_DEPTH: usize = 128;

    /// Whether there is any fault.
    pub fn has_faults(&self) -> bool {
        !self.violations.is_empty()
    }

    /// How many faults there are, those beyond the limit included.
    pub fn len(&self) -> usize {
        self.violations.len() + self.unlisted
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        !self.has_faults()
    }

    /// From here on, values came as texts in a path or a query, or did not.
    pub(crate) fn reads_texts(&mut self, are_texts: bool) {
        self.are_texts = are_texts;
    }

    /// A value with this text was refused, which may be for a number with a fraction or an exponent in it.
    pub(super) fn may_have_fraction(&mut self, text: &str) {
        self.has_fraction |= !text.starts_with('"') && text.contains(['.', 'e', 'E']);
    }

    /// Whether a value was refused that may have a number with a fraction or an exponent in it.
    pub(crate) fn has_fraction(&self) -> bool {
        self.has_fraction
    }

    /// What to tell of a value that was refused.
    pub(super) fn complaint(&self, expectation: &Expectation, text: &str, error: &serde_json::Error) -> String {
        self.of_texts(expectation.complaint(text, error))
    }

    fn of_texts(&self, mut complaint: String) -> String {
        if self.are_texts && complaint.ends_with(", got a string") {
            complaint.truncate(complaint.len() - ", got a string".len());
        }
        complaint
    }

    /// Look at something of which no value may be shown, and no message that could repeat one.
    pub(super) fn secretly<R>(&mut self, is_secret: bool, look: impl FnOnce(&mut Self) -> R) -> R {
        let outside = self.hide(is_secret);
        let result = look(self);
        self.unhide(outside);
        result
    }

    /// The same for what is compiled for each field: from here on, until [`unhide`](Self::unhide) is given what this gives.
    pub(super) fn hide(&mut self, is_secret: bool) -> bool {
        let outside = self.is_secret;
        self.is_secret |= is_secret;
        outside
    }

    pub(super) fn unhide(&mut self, outside: bool) {
        self.is_secret = outside;
    }

    /// Report a value that was refused with this error, or that nobody tried to read, being of another JSON type.
    pub(super) fn misfit(&mut self, at: &At<'_>, expectation: &Expectation, raw: &RawValue, error: Option<serde_json::Error>) {
        let complaint = match error {
            Some(error) => self.complaint(expectation, raw.get(), &error),
            None => self.of_texts(expectation.mismatch(raw.get())),
        };
        self.may_have_fraction(raw.get());
        self.refused(at, complaint, Some(raw));
    }

    /// Look into an object, unless it lies too deep to look into.
    pub(super) fn deeper<E>(&mut self, at: &At<'_>, look: impl FnOnce(&mut Self) -> Result<(), E>) -> Result<(), E> {
        if self.depth == Self::MAX_DEPTH {
            self.fault(at, "is nested too deeply", None);
            return Ok(());
        }
        self.depth += 1;
        let result = look(self);
        self.depth -= 1;
        result
    }

    /// Report that a value was refused in the words of its own type.
    pub(super) fn refused(&mut self, at: &At<'_>, message: impl Into<Cow<'static, str>>, value: Option<&RawValue>) {
        let message = self.not_secret(message.into());
        self.fault(at, message, value);
    }

    /// The same of a text that is known.
    pub(super) fn refused_text(&mut self, at: &At<'_>, message: &'static str, text: &str) {
        let message = self.not_secret(message.into());
        self.fault_of_text(at, message, text);
    }

    fn not_secret(&self, message: Cow<'static, str>) -> Cow<'static, str> {
        if self.is_secret { Cow::Borrowed("is not valid") } else { message }
    }

    /// Report a fault in words that do not repeat the value; the value is shown as it came, if it may be.
    pub fn fault(&mut self, at: &At<'_>, message: impl Into<Cow<'static, str>>, value: Option<&RawValue>) {
        let value = value.filter(|_| self.shows_values()).map(shown);
        self.list(at, message.into(), value);
    }

    /// Report a fault in words that do not repeat the value, which is this text.
    pub(super) fn fault_of_text(&mut self, at: &At<'_>, message: Cow<'static, str>, text: &str) {
        let value = Some(text).filter(|_| self.shows_values()).map(shown_text);
        self.list(at, message, value);
    }

    /// Report a fault with a short value.
    pub(super) fn fault_of(&mut self, at: &At<'_>, message: Cow<'static, str>, value: Box<RawValue>) {
        self.list(at, message, Some(value).filter(|_| !self.is_secret));
    }

    fn shows_values(&self) -> bool {
        !self.is_secret && self.violations.len() < Self::MAX_FAULTS
    }

    fn list(&mut self, at: &At<'_>, message: Cow<'static, str>, value: Option<Box<RawValue>>) {
        if self.violations.len() == Self::MAX_FAULTS {
            self.unlisted += 1;
            return;
        }
        let field = match at {
            At::Root(name) | At::Declared(At::Root(_), name) => Cow::Borrowed(*name),
            _ => clip(&at.to_string()).into_owned().into(),
        };
        let message = if message.len() <= Self::MAX_SHOWN { message } else { clip(&message).into_owned().into() };
        if self.violations.capacity() == 0 {
            // In fewer steps than to let the list grow.
            self.violations = Vec::with_capacity(4);
        }
        self.violations.push(Violation { field, message, value });
    }

    /// Take back what was reported since there were so many faults.
    pub(crate) fn forget(&mut self, len: usize) {
        self.violations.truncate(len);
        self.unlisted = len.saturating_sub(Self::MAX_FAULTS);
    }

    /// The failure that lists the faults.
    pub fn into_error(mut self) -> Error {
        if self.unlisted > 0 {
            let message = format!("{} more faults are not listed", self.unlisted);
            self.violations.push(Violation { field: "body".into(), message: message.into(), value: None });
        }
        Error::validation(self.violations)
    }
}

/// The value as it came, or the beginning of its text and an ellipsis. A value that a client could not read, as a number beyond
/// every float or a list in a hundred lists, is shown as a text too.
fn shown(value: &RawValue) -> Box<RawValue> {
    if value.get().len() <= Report::MAX_SHOWN && is_readable(value.get()) {
        return value.to_owned();
    }
    let decoded: Option<String> = serde_json::from_str(value.get()).ok();
    let text = clip(decoded.as_deref().unwrap_or(value.get()));
    to_raw_value(text.as_ref()).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// The same of a text.
fn shown_text(text: &str) -> Box<RawValue> {
    // Most can be written as they are.
    if text.len() + 2 > Report::MAX_SHOWN || !is_plain(text.as_bytes()) {
        return to_raw_value(text).map_or_else(|_| RawValue::NULL.to_owned(), |raw| shown(&raw));
    }
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    json.push_str(text);
    json.push('"');
    RawValue::from_string(json).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

fn is_readable(json: &str) -> bool {
    // A string, or a whole number that fits every reader.
    if json.starts_with('"') || (json.len() < 16 && json.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')) {
        return true;
    }
    json.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count() <= 64
        && serde_json::from_str::<serde_json::Value>(json).is_ok()
}

fn clip(text: &str) -> Cow<'_, str> {
    if text.len() <= Report::MAX_SHOWN {
        return text.into();
    }
    format!("{}…", &text[..text.floor_char_boundary(Report::MAX_SHOWN)]).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Box<RawValue> {
        RawValue::from_string(text.to_owned()).unwrap()
    }

    #[test]
    fn a_value_is_shown_as_it_came_and_cut_when_it_is_long() {
        for short in ["1e2", "\"a\\u0041\"", "{ \"a\" : [ ] }", "null"] {
            assert_eq!(shown(&raw(short)).get(), short);
        }
        assert_eq!(shown(&raw("1e400")).get(), "\"1e400\"");
        let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
        assert_eq!(shown(&raw(&deep)).get(), format!("\"{deep}\""));
        let long = shown(&raw(&format!("\"{}\"", "é".repeat(1000))));
        assert_eq!(long.get(), format!("\"{}…\"", "é".repeat(128)));
        for text in [String::new(), "a".to_owned(), "\"\n".to_owned(), "é".repeat(127), "x".repeat(255), "é".repeat(1000)] {
            let json = to_raw_value(&text).unwrap();
            assert_eq!(shown_text(&text).get(), shown(&json).get());
        }
        let list = shown(&raw(&format!("[{}1]", "1,".repeat(1000))));
        assert_eq!(list.get(), format!("\"[{}1…\"", "1,".repeat(127)));
    }

    #[test]
    fn what_is_not_listed_is_counted() {
        let mut report = Report::default();
        for _ in 0..Report::MAX_FAULTS + 36 {
            report.fault(&At::Root("body"), "no", None);
        }
        let error = report.into_error();
        assert_eq!(error.violations().len(), Report::MAX_FAULTS + 1);
        assert_eq!(error.violations()[Report::MAX_FAULTS].message, "36 more faults are not listed");
    }
}
