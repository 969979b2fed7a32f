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
    complaint: &'static str,
    text: fn(&T) -> &str,
}

/// From `min` to `max` characters; what is said of any other text is `complaint`.
pub const fn length<T: Text + ?Sized>(min: usize, max: usize, complaint: &'static str) -> Own<Length<T>> {
    Own(Length { min, max, complaint, text: T::text })
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
        Err(self.complaint.into())
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
        let Own(rule) = length::<str>(2, 4, "must be 2 to 4 characters long");
        for good in ["ab", "abcd", "éé", "🦀🦀🦀🦀"] {
            assert_eq!(rule.check(good, Context::default()), Ok(()), "{good}");
        }
        for bad in ["", "a", "🦀", "abcde", "ééééé"] {
            assert_eq!(rule.check(bad, Context::default()).unwrap_err(), "must be 2 to 4 characters long", "{bad}");
        }
    }
}
