//! The second pass: over a JSON text that was refused, to find everything that is wrong with it.

mod expectation;
pub(super) mod expected;
mod object;

pub use expectation::Expectation;
pub(super) use object::Object;

use serde_json::value::RawValue;

use super::field::{Decode, Group, Part, Reads};
use super::rule::{Rule, Rules, Sent};
use super::{At, Context, Field, Presence, Report, Shape, Shaped, Walk, WutsRequest, secrets};

/// A request struct as the second pass sees it: the pass itself is compiled once for all of them.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    /// The name of the part of the request.
    pub(super) part: &'static str,
    pub(super) reads_texts: bool,
    has_secrets: fn(usize) -> bool,
    show: fn(&mut Diagnosing<'_, '_>),
    decode: fn(&str) -> Result<(), serde_json::Error>,
}

impl Known {
    /// A `T`.
    pub(crate) const fn of<T: WutsRequest>() -> Self {
        Self {
            part: T::Part::NAME,
            reads_texts: !matches!(T::Part::READS, Reads::Body),
            has_secrets: secrets::inside::<T>,
            show: |walk| T::fields(walk, None),
            decode: |text| T::decode(text).map(drop),
        }
    }
}

/// Report every fault of a text that is not valid.
///
/// # Errors
///
/// The text is no JSON.
pub(crate) fn diagnose(known: &Known, text: &str, report: &mut Report, context: Context<'_>) -> Result<(), serde_json::Error> {
    report.reads_texts(known.reads_texts);
    let at = At::Root(known.part);
    let before = report.len();
    object(known, text, &at, report, context)?;
    if report.len() == before {
        let message = match (known.decode)(text) {
            Err(error) => expectation::own_words(&error),
            Ok(()) => "is not valid".to_owned(),
        };
        report.may_have_fraction(text);
        report.secretly((known.has_secrets)(secrets::DEPTH), |report| report.refused(&at, message, None));
    }
    Ok(())
}

/// Report every fault of an object whose fields are known.
///
/// # Errors
///
/// The text is no JSON.
pub(super) fn object(
    known: &Known,
    text: &str,
    at: &At<'_>,
    report: &mut Report,
    context: Context<'_>,
) -> Result<(), serde_json::Error> {
    report.deeper(at, |report| {
        let found = report.len();
        let has_secrets = (known.has_secrets)(secrets::DEPTH);
        if let Some(object) = report.secretly(has_secrets, |report| Object::read(text, at, report))? {
            (known.show)(&mut Diagnosing { object, text, at, report, context, has_secrets, found, flattened: 0 });
        }
        Ok(())
    })
}

/// Report every fault of a value and of what is in it.
pub(super) fn value<T, H: Shape<T> + ?Sized, R: Rules<T>>(
    shape: &H,
    raw: &RawValue,
    at: &At<'_>,
    report: &mut Report,
    context: Context<'_>,
    rules: &R,
) {
    let before = report.len();
    shape.look_into(raw, at, report, context);
    // What was seen whole is read again only for the sake of a rule, or a deep text would be read once for each of its levels.
    if report.len() > before || (R::ARE_NONE && shape.is_seen_whole()) {
        return;
    }
    // What is inside is not shown as a part of the whole.
    let outside = report.hide(shape.has_secrets(secrets::DEPTH));
    let read = if shape.excludes(raw) { None } else { Some(shape.read(raw)) };
    match read {
        Some(Ok(value)) => {
            rules.report(&value, Sent::Text(raw), at, report, context);
            if report.len() == before && !shape.passes(&value, context) {
                report.fault(at, "is not valid", None);
            }
        }
        error => {
            let mut expectation = shape.expectation();
            rules.narrow(&mut expectation);
            report.misfit(at, &expectation, raw, error.and_then(Result::err));
        }
    }
    report.unhide(outside);
}

/// Report what is wrong with a value that serde has read.
pub(super) fn judged<T, R: Rules<T>>(
    value: &T,
    shape: &dyn Shape<T>,
    rules: &R,
    sent: Sent<'_>,
    at: &At<'_>,
    report: &mut Report,
    context: Context<'_>,
) {
    if shape.passes(value, context) {
        let outside = report.hide(shape.has_secrets(secrets::DEPTH));
        rules.report(value, sent.with_text(shape.text(value)), at, report, context);
        report.unhide(outside);
    } else if let Some(raw) = sent.text() {
        self::value(shape, raw, at, report, context, rules);
    }
}

/// Looks for every field in an object of the JSON text.
#[derive(Debug)]
pub struct Diagnosing<'a, 'r> {
    object: Object<'a>,
    text: &'a str,
    at: &'a At<'a>,
    report: &'r mut Report,
    context: Context<'a>,
    has_secrets: bool,
    /// How many faults there were before this object.
    found: usize,
    /// How many flattened structs the walk is inside of.
    flattened: usize,
}

impl Diagnosing<'_, '_> {
    /// The text of the object.
    pub(super) fn text(&self) -> &str {
        self.text
    }

    /// Look for a field. The struct that has it does not matter here, so that this is compiled once for each kind of field.
    fn look<F>(&mut self, field: Field, shape: &dyn Shape<F>, rules: &impl Rules<F>) {
        let found = self.object.take(&field);
        let Some((key, raw)) = found.first else {
            let may_be_missing = match field.presence {
                Presence::OfType => shape.may_be_missing(),
                Presence::Optional => true,
                Presence::Required => false,
            };
            if !may_be_missing {
                self.report.fault(&At::Declared(self.at, field.name), "is required", None);
            }
            return;
        };
        let at = self.at.found(&field, key);
        if found.is_repeated {
            self.report.fault(&at, "is given more than once", None);
            return;
        }
        let context = self.context;
        self.report.secretly(field.is_sensitive, |report| value(shape, raw, &at, report, context, rules));
    }

    /// Report the faults of what no field has taken, as the entries of a flattened map.
    pub(super) fn rest<T>(&mut self, shape: &(impl Shape<T> + ?Sized)) {
        for (key, raw) in self.object.untaken() {
            value(shape, raw, &At::Field(self.at, key), self.report, self.context, &());
        }
    }
}

impl Walk for Diagnosing<'_, '_> {
    fn field<F>(&mut self, field: Field, _: Option<&F>, Shaped(shape): Shaped<'_, F>, rules: impl Rules<F>) {
        self.look(field, shape, &rules);
    }

    fn flatten<F>(&mut self, _: Option<&F>, Shaped(shape): Shaped<'_, F>) {
        self.flattened += 1;
        shape.look_beside(self);
        self.flattened -= 1;
    }

    fn deny_unknown_fields(&mut self) {
        if self.flattened > 0 {
            // The others are the fields of the struct around it; serde does not refuse them either.
            return;
        }
        let Self { object, at, report, has_secrets, .. } = self;
        // A misspelt name may stand before a secret.
        report.secretly(*has_secrets, |report| {
            for (key, raw) in object.untaken() {
                report.fault(&At::Field(at, key), "is not a field of this request", Some(raw));
            }
        });
    }

    fn group<T: Decode, const N: usize>(&mut self, _: Option<&T>, group: &'static Group, given: impl Fn(&T) -> [bool; N]) {
        let holds = match T::decode(self.text) {
            Ok(value) => group.holds(&given(&value)),
            // What could not be read is judged by what was sent.
            Err(_) => {
                let is_given = |(name, aliases): &(&str, &[&str])| {
                    self.object.entries().any(|(key, raw)| raw.get() != "null" && (key == *name || aliases.contains(&key)))
                };
                group.holds(&group.members.iter().map(is_given).collect::<Vec<_>>())
            }
        };
        if let (false, Some((first, _))) = (holds, group.members.first()) {
            self.report.fault(&At::Declared(self.at, first), group.message(), None);
        }
    }

    fn whole<T: Decode>(&mut self, _: Option<&T>, rule: impl Rule<T>) {
        if self.report.len() > self.found {
            // A rule about the whole needs a whole that could be read.
            return;
        }
        if let Ok(value) = T::decode(self.text)
            && let Err(message) = rule.check(&value, self.context)
        {
            self.report.fault(self.at, message, None);
        }
    }
}
