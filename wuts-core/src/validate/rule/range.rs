use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::value::RawValue;

use super::{Own, Rule};
#[cfg(feature = "openapi")]
use crate::openapi::Node;
use crate::validate::{Context, Expectation};

/// A bound as the attribute has it.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    /// A whole number.
    Integer(i128),
    /// A number with a fraction.
    Float(f64),
}

/// A bound that is a whole number.
pub const fn integer(n: i128) -> Option<Bound> {
    Some(Bound::Integer(n))
}

/// A bound with a fraction.
pub const fn float(n: f64) -> Option<Bound> {
    Some(Bound::Float(n))
}

impl Bound {
    fn integer(self) -> Option<i128> {
        match self {
            Self::Integer(n) => Some(n),
            Self::Float(_) => None,
        }
    }

    fn float(self) -> f64 {
        match self {
            #[allow(clippy::cast_precision_loss, reason = "a bound is a short literal")]
            Self::Integer(n) => n as f64,
            Self::Float(n) => n,
        }
    }

    /// Append it in words.
    pub(in crate::validate) fn tell(self, words: &mut String) {
        match self {
            // Most bounds are small, and a small number is written in fewer steps.
            Self::Integer(n) => match i64::try_from(n) {
                Ok(small) => words.push_str(itoa::Buffer::new().format(small)),
                Err(_) => words.push_str(itoa::Buffer::new().format(n)),
            },
            Self::Float(n) => words.push_str(&n.to_string()),
        }
    }
}

/// Numbers that the rule `range` applies to.
#[diagnostic::on_unimplemented(
    message = "the rule `range` does not apply to `{Self}`",
    label = "this rule is for numbers",
    note = "`range` applies to the integer and float types of the standard library; for a text, `length` bounds its characters"
)]
pub trait Number {
    /// The lowest and the highest, of an integer type; what does not fit in an `i128` is cut.
    const LIMITS: Option<(i128, i128)>;

    /// How it compares; `None` for a NaN.
    fn compare(&self, bound: Bound) -> Option<Ordering>;

    /// It as JSON, if there is one way to write it.
    fn json(&self) -> Option<Box<RawValue>> {
        None
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {
        $(impl Number for $integer {
            #[allow(clippy::cast_possible_wrap, clippy::cast_lossless, reason = "only `u128` does not fit, and is cut")]
            const LIMITS: Option<(i128, i128)> = Some((
                <$integer>::MIN as i128,
                if <$integer>::MAX as i128 == -1 { i128::MAX } else { <$integer>::MAX as i128 },
            ));

            #[inline]
            fn compare(&self, bound: Bound) -> Option<Ordering> {
                match bound {
                    Bound::Integer(bound) => i128::try_from(*self).map_or(Some(Ordering::Greater), |n| n.partial_cmp(&bound)),
                    #[allow(clippy::cast_precision_loss, clippy::cast_lossless, reason = "a bound with a fraction lies between integers")]
                    Bound::Float(bound) => (*self as f64).partial_cmp(&bound),
                }
            }

            fn json(&self) -> Option<Box<RawValue>> {
                RawValue::from_string(itoa::Buffer::new().format(*self).to_owned()).ok()
            }
        })*
    };
}

integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

impl Number for f32 {
    const LIMITS: Option<(i128, i128)> = None;

    fn compare(&self, bound: Bound) -> Option<Ordering> {
        f64::from(*self).partial_cmp(&bound.float())
    }
}

impl Number for f64 {
    const LIMITS: Option<(i128, i128)> = None;

    fn compare(&self, bound: Bound) -> Option<Ordering> {
        self.partial_cmp(&bound.float())
    }
}

/// How small and how large a number may be, both ends included.
#[derive(Debug)]
pub struct Range<T> {
    min: Option<Bound>,
    max: Option<Bound>,
    complaint: &'static str,
    compare: fn(&T, Bound) -> Option<Ordering>,
    json: fn(&T) -> Option<Box<RawValue>>,
}

/// From `min` to `max`; what is said of any other number is `complaint`.
///
/// # Panics
///
/// A bound is no value of the type. In a constant that is a compile error.
pub const fn range<T: Number>(min: Option<Bound>, max: Option<Bound>, complaint: &'static str) -> Own<Range<T>> {
    fits::<T>(min);
    fits::<T>(max);
    Own(Range { min, max, complaint, compare: T::compare, json: T::json })
}

/// From one whole number to another, in one call for the compiler, since most ranges are of these.
///
/// # Panics
///
/// As [`range`].
pub const fn integers<T: Number>(min: i128, max: i128, complaint: &'static str) -> Own<Range<T>> {
    range(integer(min), integer(max), complaint)
}

const fn fits<T: Number>(bound: Option<Bound>) {
    match (bound, T::LIMITS) {
        (Some(Bound::Integer(n)), Some((low, high))) => {
            assert!(low <= n && n <= high, "this bound is no value of the field's type");
        }
        (Some(Bound::Float(_)), Some(_)) => panic!("a bound of an integer is a whole number"),
        _ => {}
    }
}

impl<T> Rule<T> for Range<T> {
    #[inline]
    fn holds(&self, value: &T, _: Context<'_>) -> bool {
        let above = |min: Bound| matches!((self.compare)(value, min), Some(Ordering::Greater | Ordering::Equal));
        let below = |max: Bound| matches!((self.compare)(value, max), Some(Ordering::Less | Ordering::Equal));
        self.min.is_none_or(above) && self.max.is_none_or(below)
    }

    fn check(&self, value: &T, context: Context<'_>) -> Result<(), Cow<'static, str>> {
        if self.holds(value, context) {
            return Ok(());
        }
        Err(self.complaint.into())
    }

    fn shown(&self, value: &T) -> Option<Box<RawValue>> {
        (self.json)(value)
    }

    fn narrow(&self, expectation: &mut Expectation) {
        match expectation {
            Expectation::Integer { min, max } => {
                *min = self.min.and_then(Bound::integer).or(*min);
                *max = self.max.and_then(Bound::integer).or(*max);
            }
            Expectation::Number { min, max } => {
                *min = self.min.map(Bound::float).or(*min);
                *max = self.max.map(Bound::float).or(*max);
            }
            _ => {}
        }
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schema: &mut Node) {
        for (key, bound) in [("minimum", self.min), ("maximum", self.max)] {
            match bound {
                Some(Bound::Integer(bound)) => schema.set(key, bound),
                Some(Bound::Float(bound)) => schema.set(key, bound),
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Option<Bound> = Some(Bound::Integer(1));
    const MOST: Option<Bound> = Some(Bound::Integer(500));

    #[test]
    fn both_ends_are_included() {
        for (n, is_fine) in [(0, false), (1, true), (500, true), (501, false)] {
            assert_eq!(range::<u16>(ONE, MOST, "").0.check(&n, Context::default()).is_ok(), is_fine, "{n}");
        }
        assert!(range::<u128>(ONE, None, "").0.check(&u128::MAX, Context::default()).is_ok());
        assert!(range::<f64>(None, Some(Bound::Float(0.5)), "").0.check(&f64::NAN, Context::default()).is_err());
        assert_eq!(
            range::<i8>(ONE, None, "must be at least 1").0.check(&0, Context::default()).unwrap_err(),
            "must be at least 1"
        );
    }

    #[test]
    fn a_mistyped_value_is_told_the_range() {
        let mut expectation = Expectation::of::<u16>();
        range::<u16>(ONE, MOST, "").0.narrow(&mut expectation);
        assert_eq!(expectation.to_string(), "an integer from 1 to 500");
    }
}
