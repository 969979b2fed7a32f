//! What is said of a value that is against a rule. It is a text in the expansion, so that nothing is put together for a request.

use std::fmt::Display;

/// Of a number.
pub(super) fn of_range(min: Option<impl Display>, max: Option<impl Display>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("must be from {min} to {max}"),
        (Some(min), None) => format!("must be at least {min}"),
        (None, Some(max)) => format!("must be at most {max}"),
        (None, None) => "must be a number".to_owned(),
    }
}

/// Of the characters of a text.
pub(super) fn of_length(min: Option<usize>, max: Option<usize>) -> String {
    of_size(min, max, "be", "characters long")
}

/// Of the entries of a collection.
pub(super) fn of_count(min: Option<usize>, max: Option<usize>) -> String {
    of_size(min, max, "have", "entries")
}

fn of_size(min: Option<usize>, max: Option<usize>, verb: &str, unit: &str) -> String {
    match (min.unwrap_or(0), max) {
        (1, None) => "must not be empty".to_owned(),
        (min, None) => format!("must {verb} at least {min} {unit}"),
        (0, Some(max)) => format!("must {verb} at most {max} {unit}"),
        (min, Some(max)) if min == max => format!("must {verb} {min} {unit}"),
        (min, Some(max)) => format!("must {verb} {min} to {max} {unit}"),
    }
}

/// Of a text.
pub(super) fn of_pattern(pattern: &str) -> String {
    format!("must match the pattern {pattern}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_follow_the_bounds() {
        assert_eq!(of_range(Some(1), Some(500)), "must be from 1 to 500");
        assert_eq!(of_range(Some(-0.5), None::<f64>), "must be at least -0.5");
        assert_eq!(of_range(None::<i8>, Some(9)), "must be at most 9");
        assert_eq!(of_length(Some(1), None), "must not be empty");
        assert_eq!(of_length(Some(2), None), "must be at least 2 characters long");
        assert_eq!(of_length(None, Some(1)), "must be at most 1 characters long");
        assert_eq!(of_length(Some(6), Some(6)), "must be 6 characters long");
        assert_eq!(of_length(Some(2), Some(4)), "must be 2 to 4 characters long");
        assert_eq!(of_count(Some(1), None), "must not be empty");
        assert_eq!(of_count(Some(2), None), "must have at least 2 entries");
        assert_eq!(of_count(None, Some(12)), "must have at most 12 entries");
        assert_eq!(of_count(Some(3), Some(3)), "must have 3 entries");
        assert_eq!(of_count(Some(2), Some(12)), "must have 2 to 12 entries");
    }
}
