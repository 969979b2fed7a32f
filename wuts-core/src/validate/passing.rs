use super::rule::Rules;
use super::{Field, Shape, Walk, WutsRequest};

/// Asks whether every rule holds for a value, and stops asking at the first that does not.
#[derive(Debug)]
pub struct Passing<'a, T> {
    value: &'a T,
    passes: bool,
}

/// Whether every rule of `value` and of what is nested in it holds.
pub(crate) fn passes<T: WutsRequest>(value: &T) -> bool {
    let mut walk = Passing { value, passes: true };
    T::fields(&mut walk);
    walk.passes
}

impl<T> Walk<T> for Passing<'_, T> {
    #[inline]
    fn field<F>(&mut self, _: &'static Field, get: impl Fn(&T) -> &F, shape: impl Shape<F>, rules: impl Rules<F>) {
        if self.passes {
            let value = get(self.value);
            self.passes = shape.passes(value) && rules.pass(value);
        }
    }

    #[inline]
    fn flatten<F>(&mut self, get: impl Fn(&T) -> &F, shape: impl Shape<F>) {
        self.passes = self.passes && shape.passes(get(self.value));
    }

    fn deny_unknown_fields(&mut self) {}
}
