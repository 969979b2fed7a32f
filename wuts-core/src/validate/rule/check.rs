use std::borrow::Cow;
use std::fmt::Display;

use super::Rule;

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
    fn check(&self, value: &T) -> Result<(), Cow<'static, str>> {
        (self.function)(value).map_err(|message| message.to_string().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_function_decides_and_gives_the_words() {
        let rule = check(|n: &u8| if n.is_multiple_of(2) { Ok(()) } else { Err("must be even") });
        assert_eq!((rule.check(&2), rule.check(&3)), (Ok(()), Err("must be even".into())));
    }
}
