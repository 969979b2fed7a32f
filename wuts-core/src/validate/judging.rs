//! The faults of a value that serde has read: what holds is not read again, and what does not hold is known without its text.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::diagnose::{self, diagnose};
use super::field::{Decode, Group, Part, Reads};
use super::members::Members;
use super::passing::holds;
use super::rule::{Rule, Rules};
use super::{At, Context, Field, Report, Shape, Walk, WutsRequest, secrets};

/// Whether every rule holds for a value that was read from this text. Those that do not are reported.
pub(crate) fn judge<T: WutsRequest>(value: &T, text: &str, report: &mut Report, context: Context<'_>) -> bool {
    let (before, at) = (report.len(), At::Root(T::Part::NAME));
    let mut walk = Judging { value, text, members: None, at: &at, report, context, verdict: Verdict::Fine };
    T::fields(&mut walk, Some(value));
    let verdict = walk.verdict;
    if verdict == Verdict::Unseen || (verdict == Verdict::Refused && report.len() == before) {
        report.forget(before);
        // It was read, so it is a JSON text.
        let _ = diagnose::<T>(text, report, context);
    }
    verdict == Verdict::Fine
}

/// What is known of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// All rules hold so far.
    Fine,
    /// One does not, and that is reported.
    Refused,
    /// One does not, and the text is not what the declaration says, as with a flattened field: it must be read again.
    Unseen,
}

/// Reports the rules that do not hold.
struct Judging<'a, 'r, T> {
    value: &'a T,
    text: &'a str,
    /// What stands in the text; looked for when there is something to show.
    members: Option<Members<'a>>,
    at: &'a At<'a>,
    report: &'r mut Report,
    context: Context<'a>,
    verdict: Verdict,
}

impl<'a, T: WutsRequest> Judging<'a, '_, T> {
    fn refused(&mut self) {
        if self.verdict == Verdict::Fine {
            self.verdict = Verdict::Refused;
        }
    }

    /// Report what is wrong with a field.
    #[cold]
    fn refuse<F>(&mut self, field: &Field, value: &F, shape: &impl Shape<F>, rules: &impl Rules<F>) {
        self.refused();
        self.report.reads_texts(!matches!(T::Part::READS, Reads::Body));
        let Some((key, raw)) = self.find(field) else {
            self.verdict = Verdict::Unseen;
            return;
        };
        let (at, context) = (At::Field(self.at, &key), self.context);
        self.report.secretly(field.is_sensitive, |report| {
            if shape.passes(value, context) {
                report.secretly(shape.has_secrets(secrets::DEPTH), |report| rules.report(value, raw, &at, report, context));
            } else {
                diagnose::value(shape, raw, &at, report, context, rules);
            }
        });
    }

    /// The name and the text of a field.
    fn find(&mut self, field: &Field) -> Option<(Cow<'a, str>, &'a RawValue)> {
        if self.members.is_none() {
            self.members = Members::of(self.text);
        }
        let (key, value) = self.members.as_mut()?.only(|key| field.is_named(key))?;
        Some((key, serde_json::from_str(value).ok()?))
    }
}

impl<T: WutsRequest> Walk<T> for Judging<'_, '_, T> {
    #[inline]
    fn field<F>(&mut self, field: Field, value: Option<&F>, shape: impl Shape<F>, rules: impl Rules<F>) {
        if let Some(value) = value
            && !holds(value, &shape, &rules, self.context)
        {
            self.refuse(&field, value, &shape, &rules);
        }
    }

    #[inline]
    fn flatten<F>(&mut self, value: Option<&F>, shape: impl Shape<F>) {
        if value.is_some_and(|value| !shape.passes(value, self.context)) {
            self.verdict = Verdict::Unseen;
        }
    }

    fn group<const N: usize>(&mut self, group: &'static Group, given: impl Fn(&T) -> [bool; N])
    where
        T: Decode,
    {
        if let (false, Some((first, _))) = (group.holds(&given(self.value)), group.members.first()) {
            self.report.fault(&At::Field(self.at, first), group.message(), None);
            self.refused();
        }
    }

    fn whole(&mut self, rule: impl Rule<T>)
    where
        T: Decode,
    {
        // A rule about the whole waits for its parts.
        if self.verdict == Verdict::Fine
            && let Err(message) = rule.check(self.value, self.context)
        {
            self.report.fault(self.at, message, None);
            self.refused();
        }
    }
}
