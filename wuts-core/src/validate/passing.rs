use super::field::{Decode, Group};
use super::rule::{Rule, Rules};
use super::{Context, Field, Shape, Shaped, Walk, WutsRequest};

/// Asks whether every rule holds for a value, and stops asking at the first that does not.
#[derive(Debug)]
pub struct Passing<'a> {
    context: Context<'a>,
    passes: bool,
}

/// Whether every rule of `value` and of what is nested in it holds.
pub(crate) fn passes<T: WutsRequest>(value: &T, context: Context<'_>) -> bool {
    let mut walk = Passing { context, passes: true };
    T::fields(&mut walk, Some(value));
    walk.passes
}

#[inline]
pub(super) fn holds<F>(value: &F, shape: &dyn Shape<F>, rules: &impl Rules<F>, context: Context<'_>) -> bool {
    shape.passes(value, context) && rules.pass(value, context)
}

impl Walk for Passing<'_> {
    #[inline]
    fn field<F>(&mut self, _: Field, value: Option<&F>, Shaped(shape): Shaped<'_, F>, rules: impl Rules<F>) {
        if let (true, Some(value)) = (self.passes, value) {
            self.passes = holds(value, shape, &rules, self.context);
        }
    }

    #[inline]
    fn flatten<F>(&mut self, value: Option<&F>, Shaped(shape): Shaped<'_, F>) {
        if let (true, Some(value)) = (self.passes, value) {
            self.passes = shape.passes(value, self.context);
        }
    }

    #[inline]
    fn group<T: Decode, const N: usize>(&mut self, it: Option<&T>, group: &'static Group, given: impl Fn(&T) -> [bool; N]) {
        self.passes = self.passes && it.is_none_or(|it| group.holds(&given(it)));
    }

    #[inline]
    fn whole<T: Decode>(&mut self, it: Option<&T>, rule: impl Rule<T>) {
        self.passes = self.passes && it.is_none_or(|it| rule.holds(it, self.context));
    }
}
