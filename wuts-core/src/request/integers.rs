//! Whole numbers that were written with a fraction or an exponent: `50.0` and `5e1` are 50 to JSON Schema, and to the clients
//! that know no other numbers than floats, but no integers to serde.

/// The most digits of a number that is rewritten; no integer type has more.
const MAX_DIGITS: usize = 40;

/// The text with such numbers as integers; `None` where there are none. A text that is no JSON remains none.
pub(super) fn written_plainly(text: &str) -> Option<String> {
    let mut plain = String::new();
    let mut copied = 0;
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let begin = at;
        match bytes[at] {
            b'"' => at = end_of_string(bytes, at),
            b'-' | b'0'..=b'9' => {
                while at < bytes.len() && matches!(bytes[at], b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9') {
                    at += 1;
                }
                if let Some(integer) = integer(&text[begin..at]) {
                    plain.push_str(&text[copied..begin]);
                    plain.push_str(&integer);
                    copied = at;
                }
            }
            _ => at += 1,
        }
    }
    (copied > 0).then(|| plain + &text[copied..])
}

fn end_of_string(bytes: &[u8], begin: usize) -> usize {
    let mut at = begin + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

/// A number with a fraction or an exponent as an integer, if it is one.
fn integer(number: &str) -> Option<String> {
    if !number.contains(['.', 'e', 'E']) {
        return None;
    }
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let digits = format!("{whole}{fraction}");
    // What is no number to JSON must not become one.
    let is_number = !whole.is_empty() && !fraction.is_empty() && (whole == "0" || !whole.starts_with('0'));
    if !is_number || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let exponent: i64 = exponent.parse().ok()?;
    let point = usize::try_from(i64::try_from(whole.len()).ok()?.checked_add(exponent)?.max(0)).ok()?;
    let (before, after) = digits.split_at(point.min(digits.len()));
    if after.bytes().any(|digit| digit != b'0') {
        return None;
    }
    let significant = before.trim_start_matches('0');
    let zeros = if significant.is_empty() { 0 } else { point.saturating_sub(digits.len()) };
    match significant.len().saturating_add(zeros) {
        0 => Some("0".to_owned()),
        length if length > MAX_DIGITS => None,
        _ => Some(format!("{sign}{significant}{}", "0".repeat(zeros))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_written_as_such() {
        for (number, plain) in [
            ("50.0", "50"),
            ("5e1", "50"),
            ("5E+1", "50"),
            ("1.50e2", "150"),
            ("-3.000", "-3"),
            ("-0.0", "0"),
            ("0e9999999999", "0"),
            ("500e-2", "5"),
            ("9223372036854775807.0", "9223372036854775807"),
        ] {
            assert_eq!(written_plainly(number).as_deref(), Some(plain), "{number}");
        }
    }

    #[test]
    fn other_numbers_and_texts_are_left_alone() {
        for text in [
            "50",
            "-1",
            "1.5",
            "5e-1",
            "1e400",
            "1e99999999999999999999",
            "1.",
            "1.e1",
            "01.0",
            "1.0.0",
            "--1.0",
            "1e",
            "-",
            "\"50.0\"",
            "\"a\\\"5e1\"",
            "\"5.0",
            "\"\\",
        ] {
            assert_eq!(written_plainly(text), None, "{text}");
        }
        let text = r#"{"a": 1.0, "b\"2.0": [2e0,"3.0",3.5 ] }"#;
        assert_eq!(written_plainly(text).unwrap(), r#"{"a": 1, "b\"2.0": [2,"3.0",3.5 ] }"#);
    }
}
