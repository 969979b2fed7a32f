use std::borrow::Cow;

use super::{Own, Rule};
#[cfg(feature = "openapi")]
use crate::openapi::Node;
use crate::validate::Context;

/// Text that the rules `length`, `pattern`, `one_of` and `url` apply to.
#[diagnostic::on_unimplemented(
    message = "a rule for text does not apply to `{Self}`",
    label = "this rule is for text",
    note = "`length`, `pattern`, `one_of` and `url` apply to `String` and to other types that implement `AsRef<str>`; for a list, `count` bounds its entries"
)]
pub trait Text {
    /// The text.
    fn text(&self) -> &str;
}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + ?Sized> Text for T {
    fn text(&self) -> &str {
        self.as_ref()
    }
}

/// How many characters (Unicode scalar values) a text may have.
#[derive(Debug)]
pub struct Length<T: ?Sized> {
    min: usize,
    max: usize,
    text: fn(&T) -> &str,
}

/// From `min` to `max` characters.
pub const fn length<T: Text + ?Sized>(min: usize, max: usize) -> Own<Length<T>> {
    Own(Length { min, max, text: T::text })
}

impl<T: ?Sized> Rule<T> for Length<T> {
    fn holds(&self, value: &T, _: Context<'_>) -> bool {
        let text = (self.text)(value);
        // A character has 1 to 4 bytes, so most texts need no counting.
        if text.len() <= self.max && text.len() >= self.min.saturating_mul(4) {
            return true;
        }
        (self.min..=self.max).contains(&text.chars().count())
    }

    fn check(&self, value: &T, context: Context<'_>) -> Result<(), Cow<'static, str>> {
        if self.holds(value, context) {
            return Ok(());
        }
        Err(Cow::Owned(match (self.min, self.max) {
            (1, usize::MAX) => "must not be empty".to_owned(),
            (min, usize::MAX) => format!("must be at least {min} characters long"),
            (0, max) => format!("must be at most {max} characters long"),
            (min, max) if min == max => format!("must be {min} characters long"),
            (min, max) => format!("must be {min} to {max} characters long"),
        }))
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schema: &mut Node) {
        if self.min > 0 {
            schema.set("minLength", self.min);
        }
        if self.max < usize::MAX {
            schema.set("maxLength", self.max);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_not_bytes() {
        let Own(rule) = length::<str>(2, 4);
        for good in ["ab", "abcd", "éé", "🦀🦀🦀🦀"] {
            assert_eq!(rule.check(good, Context::default()), Ok(()), "{good}");
        }
        for bad in ["", "a", "🦀", "abcde", "ééééé"] {
            assert_eq!(rule.check(bad, Context::default()).unwrap_err(), "must be 2 to 4 characters long", "{bad}");
        }
    }

    #[test]
    fn the_words_follow_the_bounds() {
        assert_eq!(length::<str>(1, usize::MAX).0.check("", Context::default()).unwrap_err(), "must not be empty");
        assert_eq!(length::<str>(0, 1).0.check("ab", Context::default()).unwrap_err(), "must be at most 1 characters long");
        assert_eq!(length::<str>(6, 6).0.check("ab", Context::default()).unwrap_err(), "must be 6 characters long");
    }
}
