//! The second pass: over a JSON text that was refused, to find everything that is wrong with it.

mod expectation;
pub(super) mod expected;
mod object;

pub use expectation::Expectation;
pub(super) use object::Object;

use serde_json::value::RawValue;

use super::field::{Decode, Group, Part, Reads};
use super::rule::{Rule, Rules};
use super::{At, Context, Field, Presence, Report, Shape, Walk, WutsRequest};

/// Report every fault of a text that is no valid `T`.
///
/// # Errors
///
/// The text is no JSON.
pub(crate) fn diagnose<T: WutsRequest>(text: &str, report: &mut Report, context: Context<'_>) -> Result<(), serde_json::Error> {
    let raw: &RawValue = serde_json::from_str(text)?;
    report.reads_texts(!matches!(T::Part::READS, Reads::Body));
    let at = At::Root(T::Part::NAME);
    let before = report.len();
    object::<T>(raw, &at, report, context);
    if report.len() == before {
        let message = match T::decode(raw.get()) {
            Err(error) => expectation::own_words(&error),
            Ok(_) => "is not valid".to_owned(),
        };
        report.secretly(T::HAS_SECRETS, |report| report.refused(&at, &message, None));
    }
    Ok(())
}

/// Report every fault of an object whose fields are known.
pub(super) fn object<T: WutsRequest>(raw: &RawValue, at: &At<'_>, report: &mut Report, context: Context<'_>) {
    report.deeper(at, |report| {
        let found = report.len();
        if let Some(object) = report.secretly(T::HAS_SECRETS, |report| Object::read(raw.get(), at, report)) {
            T::fields(&mut Diagnosing { object, raw, at, report, context, has_secrets: T::HAS_SECRETS, found });
        }
    });
}

/// Report every fault of a value; the value itself if it could be read.
pub(super) fn value<T>(
    shape: &impl Shape<T>,
    raw: &RawValue,
    at: &At<'_>,
    report: &mut Report,
    context: Context<'_>,
    rules: &impl Rules<T>,
) -> Option<T> {
    let before = report.len();
    shape.look_into(raw, at, report, context);
    if report.len() > before {
        return None;
    }
    match shape.read(raw) {
        Ok(value) => Some(value),
        Err(error) => {
            let mut expectation = shape.expectation();
            let is_secret = expectation == Expectation::Secret;
            rules.narrow(&mut expectation);
            let complaint = report.complaint(&expectation, raw.get(), &error);
            report.secretly(is_secret, |report| report.refused(at, &complaint, Some(raw)));
            None
        }
    }
}

/// Looks for every field in an object of the JSON text.
#[derive(Debug)]
pub struct Diagnosing<'a, 'r> {
    object: Object<'a>,
    raw: &'a RawValue,
    at: &'a At<'a>,
    report: &'r mut Report,
    context: Context<'a>,
    has_secrets: bool,
    /// How many faults there were before this object.
    found: usize,
}

impl<T> Walk<T> for Diagnosing<'_, '_> {
    fn field<F>(&mut self, field: &'static Field, _: impl Fn(&T) -> &F, shape: impl Shape<F>, rules: impl Rules<F>) {
        let found = self.object.take(|key| field.is_named(key));
        let Some((key, raw)) = found.first else {
            let may_be_missing = match field.presence {
                Presence::OfType => shape.may_be_missing(),
                Presence::Optional => true,
                Presence::Required => false,
            };
            if !may_be_missing {
                self.report.fault(&At::Field(self.at, field.name), "is required", None);
            }
            return;
        };
        let at = At::Field(self.at, key);
        if found.is_repeated {
            self.report.fault(&at, "is given more than once", None);
            return;
        }
        let context = self.context;
        let is_secret = field.is_sensitive || shape.expectation() == Expectation::Secret;
        self.report.secretly(is_secret, |report| {
            if let Some(value) = value(&shape, raw, &at, report, context, &rules) {
                rules.report(&value, raw, &at, report, context);
            }
        });
    }

    fn flatten<F>(&mut self, _: impl Fn(&T) -> &F, shape: impl Shape<F>) {
        shape.look_beside(self);
    }

    fn deny_unknown_fields(&mut self) {
        let Self { object, at, report, has_secrets, .. } = self;
        // A misspelt name may stand before a secret.
        report.secretly(*has_secrets, |report| {
            for (key, raw) in object.untaken() {
                report.fault(&At::Field(at, key), "is not a field of this request", Some(raw));
            }
        });
    }

    fn group<const N: usize>(&mut self, group: &'static Group, _: impl Fn(&T) -> [bool; N]) {
        let is_given = |(name, aliases): &(&str, &[&str])| {
            self.object.entries().any(|(key, raw)| raw.get() != "null" && (key == *name || aliases.contains(&key)))
        };
        let given: Vec<bool> = group.members.iter().map(is_given).collect();
        if let (false, Some((first, _))) = (group.holds(&given), group.members.first()) {
            self.report.fault(&At::Field(self.at, first), &group.message(), None);
        }
    }

    fn whole(&mut self, rule: impl Rule<T>)
    where
        T: Decode,
    {
        if self.report.len() > self.found {
            // A rule about the whole needs a whole that could be read.
            return;
        }
        if let Ok(value) = T::decode(self.raw.get())
            && let Err(message) = rule.check(&value, self.context)
        {
            self.report.fault(self.at, &message, None);
        }
    }
}
