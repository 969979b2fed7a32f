use std::borrow::Cow;
use std::fmt::Display;

use super::Rule;
use crate::validate::Context;

/// A rule that the user wrote: a function from the value to `Ok(())` or to what would be right.
#[derive(Clone, Copy, Debug)]
pub struct Check<F> {
    function: F,
}

/// Holds where `function` gives `Ok`.
pub const fn check<T: ?Sized, M: Display, F: Fn(&T) -> Result<(), M>>(function: F) -> Check<F> {
    Check { function }
}

impl<T: ?Sized, M: Display, F: Fn(&T) -> Result<(), M>> Rule<T> for Check<F> {
    fn check(&self, value: &T, _: Context<'_>) -> Result<(), Cow<'static, str>> {
        (self.function)(value).map_err(|message| message.to_string().into())
    }
}

/// A rule that the user wrote and that looks at the request too.
#[derive(Clone, Copy, Debug)]
pub struct CheckWith<F> {
    function: F,
}

/// Holds where `function` gives `Ok`.
pub const fn check_with<T: ?Sized, M: Display, F: Fn(&T, Context<'_>) -> Result<(), M>>(function: F) -> CheckWith<F> {
    CheckWith { function }
}

impl<T: ?Sized, M: Display, F: Fn(&T, Context<'_>) -> Result<(), M>> Rule<T> for CheckWith<F> {
    fn check(&self, value: &T, context: Context<'_>) -> Result<(), Cow<'static, str>> {
        (self.function)(value, context).map_err(|message| message.to_string().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_function_decides_and_gives_the_words() {
        let rule = check(|n: &u8| if n.is_multiple_of(2) { Ok(()) } else { Err("must be even") });
        assert_eq!(
            (rule.check(&2, Context::default()), rule.check(&3, Context::default())),
            (Ok(()), Err("must be even".into()))
        );
    }
}
