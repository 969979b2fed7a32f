//! Finds the members of a JSON object in a text that is known to be JSON, where reading it again would cost more.

use std::borrow::Cow;
use std::cell::Cell;

use crate::plain::plain_length;

/// The members of an object, with their values as texts.
#[derive(Debug)]
pub(super) struct Members<'a> {
    members: Vec<(Cow<'a, str>, &'a str)>,
    /// Where the next is looked for first: most texts have the order of the declaration.
    next: Cell<usize>,
}

impl<'a> Members<'a> {
    /// Those of this text; `None` if it is no object after all.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let mut scanner = Scanner { text, at: 0 };
        let mut members = Vec::with_capacity(8);
        scanner.expect(b'{')?;
        if scanner.peek()? == b'}' {
            return Some(Self { members, next: Cell::new(0) });
        }
        loop {
            let key = scanner.key()?;
            scanner.expect(b':')?;
            members.push((key, scanner.value()?));
            match scanner.peek()? {
                b',' => scanner.at += 1,
                b'}' => return Some(Self { members, next: Cell::new(0) }),
                _ => return None,
            }
        }
    }

    /// The one member for which `is_named` holds; `None` if there is none, or more than one.
    pub(super) fn only(&self, is_named: impl Fn(&str) -> bool) -> Option<(&str, &'a str)> {
        let (before, after) = self.members.split_at(self.next.get());
        let mut found = after.iter().chain(before).enumerate().filter(|(_, (key, _))| is_named(key));
        let (step, (key, value)) = found.next()?;
        if found.next().is_some() {
            return None;
        }
        self.next.set((self.next.get() + step + 1) % self.members.len());
        Some((key, value))
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match *self.text.as_bytes().get(self.at)? {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn key(&mut self) -> Option<Cow<'a, str>> {
        self.expect(b'"')?;
        let (text, is_escaped) = self.string()?;
        if is_escaped { serde_json::from_str(&format!("\"{text}\"")).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(text)) }
    }

    /// What is before the quote that ends a string, and whether something in it is escaped.
    fn string(&mut self) -> Option<(&'a str, bool)> {
        let (begin, mut is_escaped) = (self.at, false);
        loop {
            self.at += plain_length(self.rest());
            if *self.text.as_bytes().get(self.at)? == b'"' {
                self.at += 1;
                return Some((self.text.get(begin..self.at - 1)?, is_escaped));
            }
            is_escaped = true;
            // Whatever is escaped.
            self.at = (self.at + 2).min(self.text.len());
        }
    }

    /// The text of the next value.
    fn value(&mut self) -> Option<&'a str> {
        let first = self.peek()?;
        let begin = self.at;
        match first {
            b'"' => {
                self.at += 1;
                self.string()?;
            }
            b'{' | b'[' => self.nested()?,
            _ => {
                self.at +=
                    self.rest().iter().position(|byte| !matches!(byte, b'+' | b'-' | b'.' | b'0'..=b'9' | b'E' | b'a'..=b'z'))?
            }
        }
        self.text.get(begin..self.at)
    }

    /// Go over a list or an object.
    fn nested(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            self.at += self.rest().iter().position(|byte| matches!(byte, b'"' | b'{' | b'[' | b'}' | b']'))? + 1;
            match self.text.as_bytes()[self.at - 1] {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                _ => depth -= 1,
            }
            if depth == 0 {
                return Some(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    #[test]
    fn members_are_found_by_name_and_once() {
        let text = " {\"a\" : 1 ,\"b\\u0063\":\"x\\\\\\\"}\", \"d\":{\"a\":[2,\"]\"]}, \"twice\":1,\"twice\":2,\"é\":null}\n";
        let members = Members::of(text).unwrap();
        let only = |name: &str| members.only(|key| key == name).map(|(_, value)| value);
        assert_eq!(only("é"), Some("null"));
        assert_eq!(only("a"), Some("1"));
        assert_eq!(only("bc"), Some(r#""x\\\"}""#));
        assert_eq!(only("d"), Some(r#"{"a":[2,"]"]}"#));
        assert_eq!(only("twice"), None);
        assert_eq!(only("none"), None);
        assert!(Members::of("{}").unwrap().only(|_| true).is_none());
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "[ -~é\n]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("[ -~]{0,4}", inner, 0..4).prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_finds_what_serde_json_reads(
            object in prop::collection::btree_map("[ -~é]{0,4}", json(), 0..6),
            is_pretty: bool,
        ) {
            let text = if is_pretty { serde_json::to_string_pretty(&object) } else { serde_json::to_string(&object) }.unwrap();
            let members = Members::of(&text).unwrap();
            let read: serde_json::Map<String, Value> = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(members.members.len(), read.len());
            for (name, value) in &read {
                let (key, found) = members.only(|key| key == name).unwrap();
                prop_assert_eq!(key, name);
                prop_assert_eq!(&serde_json::from_str::<Value>(found).unwrap(), value);
            }
        }

        #[test]
        fn it_comes_to_an_end_with_any_text(text in "[{}\\[\\]\",:\\\\a1 ]{0,24}") {
            let _ = Members::of(&text);
        }
    }
}
