//! The rules of a field, one file each. A rule is data and one check; the attribute `#[wuts(…)]` builds it.
//!
//! What a rule applies to is a trait of its own ([`Text`], [`Number`]) that is asked for where the rule is built, and only
//! there, so that a rule on a type it cannot apply to is one compile error, at the field.

mod check;
mod length;
mod pattern;
mod range;

pub use check::{Check, check};
pub use length::{Length, Text, length};
pub use pattern::{Matches, Pattern, pattern};
pub use range::{Bound, Number, Range, range};

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{At, Expectation, Report};

/// One rule for a value of type `T`.
pub trait Rule<T: ?Sized> {
    /// Whether the value is fine, or what would be.
    fn check(&self, value: &T) -> Result<(), Cow<'static, str>>;

    /// What a client must know of this rule when the value has the wrong type.
    fn narrow(&self, _expectation: &mut Expectation) {}
}

/// All rules of a field, in the order of the attribute: `(first, (second, ()))`.
pub trait Rules<T> {
    /// Whether all hold.
    fn pass(&self, value: &T) -> bool;

    /// Report each that does not hold.
    fn report(&self, value: &T, raw: &RawValue, at: &At<'_>, report: &mut Report);

    /// What a client must know of these rules when the value has the wrong type.
    fn narrow(&self, expectation: &mut Expectation);
}

impl<T> Rules<T> for () {
    fn pass(&self, _: &T) -> bool {
        true
    }

    fn report(&self, _: &T, _: &RawValue, _: &At<'_>, _: &mut Report) {}

    fn narrow(&self, _: &mut Expectation) {}
}

impl<T, R: Rule<T>, O: Rules<T>> Rules<T> for (R, O) {
    #[inline]
    fn pass(&self, value: &T) -> bool {
        self.0.check(value).is_ok() && self.1.pass(value)
    }

    fn report(&self, value: &T, raw: &RawValue, at: &At<'_>, report: &mut Report) {
        if let Err(message) = self.0.check(value) {
            report.fault(at, &message, Some(raw));
        }
        self.1.report(value, raw, at, report);
    }

    fn narrow(&self, expectation: &mut Expectation) {
        self.0.narrow(expectation);
        self.1.narrow(expectation);
    }
}

/// Rules of an `Option`: they apply to the value that is there.
#[derive(Debug)]
pub struct IfPresent<R>(pub R);

impl<T, R: Rules<T>> Rules<Option<T>> for IfPresent<R> {
    #[inline]
    fn pass(&self, value: &Option<T>) -> bool {
        value.as_ref().is_none_or(|value| self.0.pass(value))
    }

    fn report(&self, value: &Option<T>, raw: &RawValue, at: &At<'_>, report: &mut Report) {
        if let Some(value) = value {
            self.0.report(value, raw, at, report);
        }
    }

    fn narrow(&self, expectation: &mut Expectation) {
        self.0.narrow(expectation);
    }
}
