use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use super::{Own, Rule};
#[cfg(feature = "openapi")]
use crate::openapi::{Node, is_map};
use crate::validate::Context;

/// Collections that the rule `count` applies to.
#[diagnostic::on_unimplemented(
    message = "the rule `count` does not apply to `{Self}`",
    label = "this rule is for lists and maps",
    note = "`count` applies to the collections of the standard library; for a text, `length` bounds its characters"
)]
pub trait Countable {
    /// How many there are.
    fn count(&self) -> usize;
}

macro_rules! countable {
    ($([$($generic:ident)*] $collection:ty;)*) => {
        $(impl<$($generic),*> Countable for $collection {
            fn count(&self) -> usize {
                self.len()
            }
        })*
    };
}

countable! {
    [T] Vec<T>;
    [T] Box<[T]>;
    [T] VecDeque<T>;
    [T S] HashSet<T, S>;
    [T] BTreeSet<T>;
    [K V S] HashMap<K, V, S>;
    [K V] BTreeMap<K, V>;
}

/// How many elements a collection may have.
#[derive(Debug)]
pub struct Count<T> {
    min: usize,
    max: usize,
    complaint: &'static str,
    count: fn(&T) -> usize,
}

/// From `min` to `max` elements; what is said of any other collection is `complaint`.
pub const fn count<T: Countable>(min: usize, max: usize, complaint: &'static str) -> Own<Count<T>> {
    Own(Count { min, max, complaint, count: T::count })
}

impl<T> Rule<T> for Count<T> {
    #[inline]
    fn check(&self, value: &T, _: Context<'_>) -> Result<(), Cow<'static, str>> {
        if (self.min..=self.max).contains(&(self.count)(value)) {
            return Ok(());
        }
        Err(self.complaint.into())
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schema: &mut Node) {
        let (min, max) = if is_map(schema) { ("minProperties", "maxProperties") } else { ("minItems", "maxItems") };
        if self.min > 0 {
            schema.set(min, self.min);
        }
        if self.max < usize::MAX {
            schema.set(max, self.max);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_counted() {
        let Own(rule) = count::<Vec<u8>>(2, 12, "must have 2 to 12 entries");
        for (entries, is_fine) in [(0, false), (1, false), (2, true), (12, true), (13, false)] {
            assert_eq!(rule.check(&vec![0; entries], Context::default()).is_ok(), is_fine, "{entries}");
        }
        assert_eq!(rule.check(&vec![], Context::default()).unwrap_err(), "must have 2 to 12 entries");
    }
}
