use super::field::{Decode, Group};
use super::rule::{Rule, Rules};
use super::{Context, Field, Shape, Walk, WutsRequest};

/// Asks whether every rule holds for a value, and stops asking at the first that does not.
#[derive(Debug)]
pub struct Passing<'a, T> {
    value: &'a T,
    context: Context<'a>,
    passes: bool,
}

/// Whether every rule of `value` and of what is nested in it holds.
pub(crate) fn passes<T: WutsRequest>(value: &T, context: Context<'_>) -> bool {
    let mut walk = Passing { value, context, passes: true };
    T::fields(&mut walk, Some(value));
    walk.passes
}

#[inline]
pub(super) fn holds<F>(value: &F, shape: &impl Shape<F>, rules: &impl Rules<F>, context: Context<'_>) -> bool {
    shape.passes(value, context) && rules.pass(value, context)
}

impl<T> Walk<T> for Passing<'_, T> {
    #[inline]
    fn field<F>(&mut self, _: Field, value: Option<&F>, shape: impl Shape<F>, rules: impl Rules<F>) {
        if let (true, Some(value)) = (self.passes, value) {
            self.passes = holds(value, &shape, &rules, self.context);
        }
    }

    #[inline]
    fn flatten<F>(&mut self, value: Option<&F>, shape: impl Shape<F>) {
        if let (true, Some(value)) = (self.passes, value) {
            self.passes = shape.passes(value, self.context);
        }
    }

    #[inline]
    fn group<const N: usize>(&mut self, group: &'static Group, given: impl Fn(&T) -> [bool; N])
    where
        T: Decode,
    {
        self.passes = self.passes && group.holds(&given(self.value));
    }

    #[inline]
    fn whole(&mut self, rule: impl Rule<T>)
    where
        T: Decode,
    {
        self.passes = self.passes && rule.holds(self.value, self.context);
    }
}
