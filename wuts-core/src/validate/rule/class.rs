//! The patterns that need no engine: one class of ASCII characters, so many times, from the beginning to the end of a text.

/// Such a pattern, as `^[A-Z0-9]{1,128}$` is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Class {
    members: [bool; 128],
    min: usize,
    max: usize,
}

impl Class {
    /// The pattern, if it is of this kind: `^[…]$` with `{m}`, `{m,n}`, `{m,}`, `+`, `*` or nothing behind the class, which has
    /// characters and ranges alone.
    pub(super) const fn of(source: &str) -> Option<Self> {
        let source = source.as_bytes();
        let Some((members, at)) = members(source) else { return None };
        let Some((min, max, at)) = times(source, at) else { return None };
        if at + 1 == source.len() && source[at] == b'$' { Some(Self { members, min, max }) } else { None }
    }

    /// Whether a text matches.
    pub(super) fn is_match(&self, text: &str) -> bool {
        let is_member = |byte: &u8| self.members.get(usize::from(*byte)).is_some_and(|is_member| *is_member);
        (self.min..=self.max).contains(&text.len()) && text.as_bytes().iter().all(is_member)
    }
}

/// The characters of the class at the beginning, and where it ends.
const fn members(source: &[u8]) -> Option<([bool; 128], usize)> {
    if source.len() < 3 || source[0] != b'^' || source[1] != b'[' {
        return None;
    }
    let mut members = [false; 128];
    let mut at = 2;
    while at < source.len() && source[at] != b']' {
        let low = source[at];
        let is_range = at + 2 < source.len() && source[at + 1] == b'-' && source[at + 2] != b']';
        let high = if is_range { source[at + 2] } else { low };
        if !is_plain(low) || !is_plain(high) || low > high {
            return None;
        }
        let mut byte = low;
        while byte <= high {
            members[byte as usize] = true;
            byte += 1;
        }
        at += if is_range { 3 } else { 1 };
    }
    if at < source.len() && at > 2 { Some((members, at + 1)) } else { None }
}

/// Whether a character stands for itself in a class, wherever it stands there.
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b':' | b'@' | b'/' | b' ' | b',' | b'+' | b'=' | b'#' | b'%')
}

/// How often, and where that ends.
const fn times(source: &[u8], at: usize) -> Option<(usize, usize, usize)> {
    if at >= source.len() {
        return None;
    }
    match source[at] {
        b'+' => Some((1, usize::MAX, at + 1)),
        b'*' => Some((0, usize::MAX, at + 1)),
        b'{' => {
            let (min, at) = number(source, at + 1);
            let Some(min) = min else { return None };
            if at < source.len() && source[at] == b'}' {
                return Some((min, min, at + 1));
            }
            if at >= source.len() || source[at] != b',' {
                return None;
            }
            let (max, at) = number(source, at + 1);
            let max = if let Some(max) = max { max } else { usize::MAX };
            if at < source.len() && source[at] == b'}' { Some((min, max, at + 1)) } else { None }
        }
        _ => Some((1, 1, at)),
    }
}

/// A number of at most six digits, if there is one, and where it ends.
const fn number(source: &[u8], begin: usize) -> (Option<usize>, usize) {
    let mut number = 0;
    let mut at = begin;
    while at < source.len() && source[at].is_ascii_digit() && at < begin + 6 {
        number = 10 * number + (source[at] - b'0') as usize;
        at += 1;
    }
    (if at > begin { Some(number) } else { None }, at)
}

#[cfg(test)]
mod tests {
    use regex_lite::Regex;

    use super::*;

    #[test]
    fn it_says_what_the_engine_says() {
        let texts = [
            "",
            "A",
            "3EB0",
            "3eb0",
            "3EB0\n",
            " 3EB0",
            "AAAAA",
            "é",
            "A-B",
            "a.b_c:d",
            "-",
            "^",
            "0123456789",
            "A".repeat(129).leak(),
        ];
        for source in [
            "^[A-Z0-9]{1,128}$",
            "^[A-Z]$",
            "^[A-Z0-9]+$",
            "^[a-zA-Z0-9_.:]*$",
            "^[0-9]{10}$",
            "^[A-Z]{2,}$",
            "^[A]{0,3}$",
            "^[A-Z0]{0}$",
        ] {
            let (class, regex) = (Class::of(source).unwrap_or_else(|| panic!("{source}")), Regex::new(source).unwrap());
            for text in texts {
                assert_eq!(class.is_match(text), regex.is_match(text), "{source} {text:?}");
            }
        }
    }

    #[test]
    fn what_it_does_not_know_is_left_to_the_engine() {
        for source in [
            "",
            "^",
            "^[",
            "^[A",
            "^[A]",
            "[A]$",
            "^[^A]$",
            "^[\\d]+$",
            "^[A-]$",
            "^[-A]$",
            "^[A-Z&&B]$",
            "^[[:alpha:]]$",
            "^[A]+?$",
            "^[A]{1,2}?$",
            "^[A]{,3}$",
            "^[A]{1$",
            "^[A]B$",
            "^A+$",
            "^[A]+$$",
            "^[é]$",
            "^[A]{1,9999999}$",
            "^[]$",
            "^[]A]$",
            "^[Z-A]$",
            "(?i)^[A]$",
            "^[A]+|b$",
        ] {
            assert_eq!(Class::of(source), None, "{source}");
        }
    }
}
