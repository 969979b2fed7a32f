//! Whole numbers with a fraction: JSON has one kind of number, and to JSON Schema `10.0` is an integer. Some clients write it so.

/// The text without the fractions that are zero: `10.0` becomes `10`. `None` if there are none. Numbers with an exponent stay
/// as they are.
pub(super) fn without_zero_fractions(text: &str) -> Option<String> {
    let mut written = String::new();
    let mut kept = 0;
    let mut in_string = false;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => in_string = !in_string,
            b'\\' => at += 1,
            b'.' if !in_string => {
                let zeros = bytes[at + 1..].iter().take_while(|byte| **byte == b'0').count();
                let goes_on = matches!(bytes.get(at + 1 + zeros), Some(b'0'..=b'9' | b'e' | b'E'));
                if zeros > 0 && !goes_on {
                    written.push_str(&text[kept..at]);
                    at += zeros;
                    kept = at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    if kept == 0 {
        return None;
    }
    written.push_str(&text[kept..]);
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_fractions_are_left_out() {
        for (text, expected) in
            [(r#"{"a":10.0}"#, r#"{"a":10}"#), (r#"[1.000,-2.0 ,"3.0","\"4.0",5.0]"#, r#"[1,-2 ,"3.0","\"4.0",5]"#), ("0.0", "0")]
        {
            assert_eq!(without_zero_fractions(text).as_deref(), Some(expected));
        }
        for text in
            ["", "1", "1.5", "1.05", "1.0e3", "1.0E3", "1.", r#""1.0""#, r#"{"1.0":"\\","é.0":"x\"1.0"}"#, r#"""#, r#""\"#]
        {
            assert_eq!(without_zero_fractions(text), None, "{text}");
        }
    }
}
