//! The rules of a field, one file each. A rule is data and one check; the attribute `#[wuts(…)]` builds it.
//!
//! What a rule applies to is a trait of its own ([`Text`], [`Number`], [`Countable`]) that is asked for where the rule is built,
//! and only there, so that a rule on a type it cannot apply to is one compile error, at the field.

mod check;
mod class;
mod count;
mod items;
mod length;
mod one_of;
mod pattern;
mod range;
mod url;

pub use check::{Check, CheckWith, check, check_with};
pub use count::{Count, Countable, count};
pub use items::{Items, items};
pub use length::{Length, Text, length};
pub use one_of::{OneOf, one_of};
pub use pattern::{Matches, Pattern, pattern};
pub use range::{Bound, Number, Range, float, integer, integers, range};
pub use url::{Schemes, Url, url};

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{At, Context, Expectation, Report};
#[cfg(feature = "openapi")]
use crate::openapi::Node;

/// One rule for a value of type `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no rule for a `{T}`",
    label = "not a rule for this type",
    note = "a rule of your own is a function: write `check = path::to::function` on the field"
)]
pub trait Rule<T: ?Sized> {
    /// Whether the value is fine, or what would be.
    fn check(&self, value: &T, context: Context<'_>) -> Result<(), Cow<'static, str>>;

    /// Whether the value is fine, where nobody asks what would be.
    fn holds(&self, value: &T, context: Context<'_>) -> bool {
        self.check(value, context).is_ok()
    }

    /// What a client must know of this rule when the value has the wrong type.
    fn narrow(&self, _expectation: &mut Expectation) {}

    /// The value as JSON, if the rule knows it without the text that it was read from.
    fn shown(&self, _value: &T) -> Option<Box<RawValue>> {
        None
    }

    /// Whether a value that is against the rule may be shown.
    fn may_show(&self, _value: &T) -> bool {
        true
    }

    /// Write it down as keywords of a schema.
    #[cfg(feature = "openapi")]
    fn describe(&self, _schema: &mut Node) {}
}

/// What was sent as a value: it is there, or is looked for by whoever needs it.
#[derive(Clone, Copy)]
pub enum Sent<'a> {
    /// This.
    Text(&'a RawValue),
    /// It can be looked for; nobody needs to if it is a text that is known.
    Sought {
        /// Who looks for it.
        search: &'a dyn Search,
        /// The text.
        text: Option<&'a str>,
    },
}

/// Who looks for what was sent as a value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot look for what was sent",
    note = "this trait is for generated code; a request struct gets it by `#[derive(wuts_core::WutsRequest)]`"
)]
pub trait Search {
    /// What was sent, if it is found.
    fn find(&self) -> Option<&RawValue>;
}

impl<'a> Sent<'a> {
    pub(super) fn text(self) -> Option<&'a RawValue> {
        match self {
            Self::Text(raw) => Some(raw),
            Self::Sought { search, .. } => search.find(),
        }
    }

    /// With what is known of the text.
    pub(super) fn with_text(self, text: Option<&'a str>) -> Self {
        match self {
            Self::Sought { search, .. } => Self::Sought { search, text },
            Self::Text(raw) => Self::Text(raw),
        }
    }
}

/// All rules of a field, in the order of the attribute: `()`, one, or `(first, (second, third))`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are no rules for a `{T}`",
    label = "not rules for this type",
    note = "a rule of your own is a function: write `check = path::to::function` on the field"
)]
pub trait Rules<T> {
    /// Whether there is none.
    const ARE_NONE: bool = false;

    /// Whether all hold.
    fn pass(&self, value: &T, context: Context<'_>) -> bool;

    /// Report each that does not hold.
    fn report(&self, value: &T, sent: Sent<'_>, at: &At<'_>, report: &mut Report, context: Context<'_>);

    /// What a client must know of these rules when the value has the wrong type.
    fn narrow(&self, _expectation: &mut Expectation) {}

    /// Write them down as keywords of a schema.
    #[cfg(feature = "openapi")]
    fn describe(&self, _schema: &mut Node) {}
}

impl<T> Rules<T> for () {
    const ARE_NONE: bool = true;

    fn pass(&self, _: &T, _: Context<'_>) -> bool {
        true
    }

    fn report(&self, _: &T, _: Sent<'_>, _: &At<'_>, _: &mut Report, _: Context<'_>) {}
}

impl<T, R: Rules<T>, O: Rules<T>> Rules<T> for (R, O) {
    #[inline]
    fn pass(&self, value: &T, context: Context<'_>) -> bool {
        self.0.pass(value, context) && self.1.pass(value, context)
    }

    fn report(&self, value: &T, sent: Sent<'_>, at: &At<'_>, report: &mut Report, context: Context<'_>) {
        self.0.report(value, sent, at, report, context);
        self.1.report(value, sent, at, report, context);
    }

    fn narrow(&self, expectation: &mut Expectation) {
        self.0.narrow(expectation);
        self.1.narrow(expectation);
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schema: &mut Node) {
        self.0.describe(schema);
        self.1.describe(schema);
    }
}

/// A rule about the value itself.
#[derive(Debug)]
pub struct Own<R>(pub R);

impl<T, R: Rule<T>> Rules<T> for Own<R> {
    #[inline]
    fn pass(&self, value: &T, context: Context<'_>) -> bool {
        self.0.holds(value, context)
    }

    fn report(&self, value: &T, sent: Sent<'_>, at: &At<'_>, report: &mut Report, context: Context<'_>) {
        let Err(message) = self.0.check(value, context) else { return };
        if !self.0.may_show(value) {
            return report.fault(at, message, None);
        }
        if let Sent::Sought { text, .. } = sent {
            if let Some(shown) = self.0.shown(value) {
                return report.fault_of(at, message, shown);
            }
            if let Some(text) = text {
                return report.fault_of_text(at, message, text);
            }
        }
        report.fault(at, message, sent.text());
    }

    fn narrow(&self, expectation: &mut Expectation) {
        self.0.narrow(expectation);
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schema: &mut Node) {
        self.0.describe(schema);
    }
}

/// Rules of an `Option`: they apply to the value that is there.
#[derive(Debug)]
pub struct IfPresent<R>(pub R);

impl<T, R: Rules<T>> Rules<Option<T>> for IfPresent<R> {
    #[inline]
    fn pass(&self, value: &Option<T>, context: Context<'_>) -> bool {
        value.as_ref().is_none_or(|value| self.0.pass(value, context))
    }

    fn report(&self, value: &Option<T>, sent: Sent<'_>, at: &At<'_>, report: &mut Report, context: Context<'_>) {
        if let Some(value) = value {
            self.0.report(value, sent, at, report, context);
        }
    }

    fn narrow(&self, expectation: &mut Expectation) {
        self.0.narrow(expectation);
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schema: &mut Node) {
        self.0.describe(schema);
    }
}
