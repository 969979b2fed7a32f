use std::borrow::Cow;

use super::{Own, Rule, Text};
#[cfg(feature = "openapi")]
use crate::openapi::{Node, is_nullable};
use crate::validate::{Context, Expectation};

/// A text that must be one of a few.
#[derive(Debug)]
pub struct OneOf<T: ?Sized> {
    words: &'static [&'static str],
    text: fn(&T) -> &str,
}

/// One of `words`.
pub const fn one_of<T: Text + ?Sized>(words: &'static [&'static str]) -> Own<OneOf<T>> {
    Own(OneOf { words, text: T::text })
}

impl<T: ?Sized> Rule<T> for OneOf<T> {
    fn check(&self, value: &T, _: Context<'_>) -> Result<(), Cow<'static, str>> {
        if self.words.contains(&(self.text)(value)) {
            return Ok(());
        }
        Err(format!("must be {}", Expectation::OneOf(self.words)).into())
    }

    fn narrow(&self, expectation: &mut Expectation) {
        if *expectation == Expectation::Text {
            *expectation = Expectation::OneOf(self.words);
        }
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schema: &mut Node) {
        let is_nullable = is_nullable(schema);
        let words = self.words.iter().map(|word| Node::from(*word));
        schema.set("enum", Node::List(words.chain(is_nullable.then_some(Node::Null)).collect()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_are_taken() {
        let Own(rule) = one_of::<str>(&["image", "video"]);
        assert_eq!(rule.check("video", Context::default()), Ok(()));
        for bad in ["", "Video", "image "] {
            assert_eq!(rule.check(bad, Context::default()).unwrap_err(), "must be one of `image`, `video`", "{bad}");
        }
    }
}
