use std::borrow::Cow;
use std::sync::OnceLock;

use regex_lite::Regex;

use super::class::Class;
use super::{Own, Rule, Text};
#[cfg(feature = "openapi")]
use crate::openapi::Node;
use crate::validate::Context;

/// A regular expression. The attribute has checked it at compile time with the engine that compiles it at its first use, unless it
/// is of the kind that needs none.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    complaint: &'static str,
    class: Option<Class>,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The pattern with this source, and what is said where a text does not match.
    pub const fn new(source: &'static str, complaint: &'static str) -> Self {
        Self { source, complaint, class: Class::of(source), regex: OnceLock::new() }
    }

    fn is_match(&self, text: &str) -> bool {
        if let Some(class) = &self.class {
            return class.is_match(text);
        }
        // A source that does not compile cannot come from the attribute; it matches nothing.
        let regex = self.regex.get_or_init(|| Regex::new(self.source).ok());
        regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

/// A text that must match somewhere; `^` and `$` bind the pattern to its ends.
#[derive(Debug)]
pub struct Matches<T: ?Sized> {
    pattern: &'static Pattern,
    text: fn(&T) -> &str,
}

/// Matches `pattern`.
pub const fn pattern<T: Text + ?Sized>(pattern: &'static Pattern) -> Own<Matches<T>> {
    Own(Matches { pattern, text: T::text })
}

impl<T: ?Sized> Rule<T> for Matches<T> {
    fn holds(&self, value: &T, _: Context<'_>) -> bool {
        self.pattern.is_match((self.text)(value))
    }

    fn check(&self, value: &T, context: Context<'_>) -> Result<(), Cow<'static, str>> {
        if self.holds(value, context) {
            return Ok(());
        }
        Err(self.pattern.complaint.into())
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schema: &mut Node) {
        schema.set("pattern", self.pattern.source);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_must_match() {
        static CLASS: Pattern = Pattern::new("^[A-Z0-9]+$", "must be of a class");
        static ENGINE: Pattern = Pattern::new("^(?:[A-Z0-9])+$", "must match");
        for (compiled, words) in [(&CLASS, "must be of a class"), (&ENGINE, "must match")] {
            let Own(rule) = pattern::<str>(compiled);
            assert_eq!(rule.check("3EB0", Context::default()), Ok(()));
            for bad in ["", "3eb0", "3EB0\n", " 3EB0"] {
                assert_eq!(rule.check(bad, Context::default()).unwrap_err(), words, "{bad:?}");
            }
        }
    }
}
