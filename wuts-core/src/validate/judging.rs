//! The faults of a value that serde has read: what holds is not read again, and what does not hold is known without its text.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};

use serde_json::value::RawValue;

use super::diagnose::{self, Known, diagnose};
use super::field::{Decode, Group};
use super::members::Members;
use super::passing::holds;
use super::rule::{Rule, Rules, Search, Sent};
use super::{At, Context, Field, Report, Shaped, Walk, WutsRequest};

/// Whether every rule holds for a value that was read from this text, in which so many ids were postponed. What is wrong is reported.
/// `None` if the value is not what it would be without.
pub(crate) fn judge<T: WutsRequest>(
    value: &T,
    postponed: usize,
    text: &str,
    report: &mut Report,
    context: Context<'_>,
) -> Option<bool> {
    let known = const { &Known::of::<T>() };
    let (before, at) = (report.len(), At::Root(known.part));
    report.reads_texts(known.reads_texts);
    let sent = Text { text, members: OnceCell::new() };
    let mut walk = Judging { text: sent, at: &at, report, context, postponed, verdict: Verdict::Fine };
    T::fields(&mut walk, Some(value));
    let Judging { verdict, postponed, .. } = walk;
    if postponed > 0 {
        report.forget(before);
        return None;
    }
    if verdict == Verdict::Unseen || (verdict == Verdict::Refused && report.len() == before) {
        report.forget(before);
        // It was read, so it is a JSON text.
        let _ = diagnose(known, text, report, context);
    }
    Some(verdict == Verdict::Fine)
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
struct Judging<'a, 'r> {
    text: Text<'a>,
    at: &'a At<'a>,
    report: &'r mut Report,
    context: Context<'a>,
    /// How many ids are not found yet for which a text was taken that is none.
    postponed: usize,
    verdict: Verdict,
}

/// What the value was read from; looked into when there is something to show.
struct Text<'a> {
    text: &'a str,
    members: OnceCell<Option<Members<'a>>>,
}

/// Reports what is wrong with a field.
type Tell<'t> = &'t dyn Fn(Sent<'_>, &At<'_>, &mut Report, Context<'_>);

impl Judging<'_, '_> {
    fn refused(&mut self) {
        if self.verdict == Verdict::Fine {
            self.verdict = Verdict::Refused;
        }
    }

    fn fault(&mut self, at: &At<'_>, message: Cow<'static, str>) {
        self.report.fault(at, message, None);
        self.refused();
    }

    /// Report a text that is no id.
    #[cold]
    fn refuse_postponed(&mut self, field: &Field, text: &str, message: &'static str) {
        self.postponed -= 1;
        self.refuse(field, &|_, at, report, _| report.refused_text(at, message, text));
    }

    /// Report what is wrong with a field.
    #[cold]
    fn refuse(&mut self, field: &Field, tell: Tell<'_>) {
        self.refused();
        let Self { text, at, report, context, .. } = self;
        let search = InText { text, field, is_lost: Cell::new(false) };
        // Without other names there is no doubt which it was.
        let key = if field.aliases.is_empty() { None } else { search.member().map(|(key, _)| key) };
        let at = key.as_deref().map_or(At::Declared(at, field.name), |key| at.found(field, key));
        report.secretly(field.is_sensitive, |report| tell(Sent::Sought { search: &search, text: None }, &at, report, *context));
        if search.is_lost.get() {
            self.verdict = Verdict::Unseen;
        }
    }
}

/// Looks for a field.
struct InText<'t, 'a> {
    text: &'t Text<'a>,
    field: &'t Field,
    is_lost: Cell<bool>,
}

impl<'a> InText<'_, 'a> {
    /// The name and the text of the field.
    fn member(&self) -> Option<(Cow<'a, str>, &'a str)> {
        let found =
            self.text.members.get_or_init(|| Members::of(self.text.text)).as_ref().and_then(|members| members.only(self.field));
        self.is_lost.set(found.is_none());
        found
    }
}

impl Search for InText<'_, '_> {
    fn find(&self) -> Option<&RawValue> {
        serde_json::from_str(self.member()?.1).ok()
    }
}

impl Walk for Judging<'_, '_> {
    #[inline]
    fn field<F>(&mut self, field: Field, value: Option<&F>, Shaped(shape): Shaped<'_, F>, rules: impl Rules<F>) {
        let Some(value) = value else { return };
        if self.postponed > 0
            && let Some((text, message)) = shape.refused(value)
        {
            return self.refuse_postponed(&field, text, message);
        }
        if !holds(value, shape, &rules, self.context) {
            self.refuse(&field, &|sent, at, report, context| diagnose::judged(value, shape, &rules, sent, at, report, context));
        }
    }

    #[inline]
    fn flatten<F>(&mut self, value: Option<&F>, Shaped(shape): Shaped<'_, F>) {
        if value.is_some_and(|value| !shape.passes(value, self.context)) {
            self.verdict = Verdict::Unseen;
        }
    }

    fn group<T: Decode, const N: usize>(&mut self, it: Option<&T>, group: &'static Group, given: impl Fn(&T) -> [bool; N]) {
        let Some(it) = it else { return };
        if let (false, Some((first, _))) = (group.holds(&given(it)), group.members.first()) {
            self.fault(&At::Declared(self.at, first), group.message().into());
        }
    }

    fn whole<T: Decode>(&mut self, it: Option<&T>, rule: impl Rule<T>) {
        let Some(it) = it else { return };
        // A rule about the whole waits for its parts.
        if self.verdict == Verdict::Fine
            && let Err(message) = rule.check(it, self.context)
        {
            self.fault(self.at, message);
        }
    }
}
