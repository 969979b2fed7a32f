//! Finds the members of a JSON object in a text that is known to be JSON, where reading it again would cost more.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;

use super::Field;
use crate::plain::plain_length;

/// Up to so many members, to look through all of them for each field is faster than an index.
pub(super) const FEW: usize = 16;

/// The members of an object.
#[derive(Debug)]
pub(super) struct Members<'a> {
    text: &'a str,
    members: Vec<Member>,
    /// Where the next is looked for first: most texts have the order of the declaration.
    next: Cell<usize>,
    /// Where the name is that comes once, of many members.
    by_name: HashMap<Cow<'a, str>, Option<usize>>,
}

/// Where a member is in the text: what is between the quotes of its key, and its value.
#[derive(Debug)]
struct Member {
    key: Range<usize>,
    value: Range<usize>,
    /// Whether the key is written with an escape.
    is_escaped: bool,
}

impl<'a> Members<'a> {
    /// Those of this text; `None` if it is no object after all.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let mut scanner = Scanner { text: text.as_bytes(), at: 0 };
        let mut members = Vec::with_capacity(8);
        scanner.expect(b'{')?;
        if scanner.peek()? != b'}' {
            loop {
                scanner.expect(b'"')?;
                let (key, is_escaped) = scanner.string()?;
                scanner.expect(b':')?;
                members.push(Member { key, value: scanner.value()?, is_escaped });
                match scanner.peek()? {
                    b',' => scanner.at += 1,
                    b'}' => break,
                    _ => return None,
                }
            }
        }
        let mut by_name = HashMap::new();
        if members.len() > FEW {
            for (at, member) in members.iter().enumerate() {
                by_name.entry(member.key(text)?).and_modify(|once| *once = None).or_insert(Some(at));
            }
        }
        Some(Self { text, members, next: Cell::new(0), by_name })
    }

    /// The one member with a name of the field, and its value as it stands; `None` if there is none, or more than one.
    pub(super) fn only(&self, field: &Field) -> Option<(Cow<'a, str>, &'a str)> {
        let at = if self.by_name.is_empty() { self.among_few(field) } else { self.among_many(field) }?;
        self.next.set(at + 1);
        let member = &self.members[at];
        Some((member.key(self.text)?, self.text.get(member.value.clone())?))
    }

    fn among_few(&self, field: &Field) -> Option<usize> {
        let mut found = (self.next.get()..self.members.len()).chain(0..self.next.get()).filter(|at| {
            let member = &self.members[*at];
            match self.text.get(member.key.clone()) {
                Some(key) if !member.is_escaped => field.is_named(key),
                _ => member.key(self.text).is_some_and(|key| field.is_named(&key)),
            }
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    fn among_many(&self, field: &Field) -> Option<usize> {
        let mut found = std::iter::once(&field.name).chain(field.aliases).filter_map(|name| self.by_name.get(*name));
        let first = found.next()?;
        found.next().is_none().then_some(*first)?
    }
}

impl Member {
    fn key<'a>(&self, text: &'a str) -> Option<Cow<'a, str>> {
        let key = text.get(self.key.clone())?;
        if self.is_escaped { unescaped(key).map(Cow::Owned) } else { Some(Cow::Borrowed(key)) }
    }
}

fn unescaped(key: &str) -> Option<String> {
    serde_json::from_str(&format!("\"{key}\"")).ok()
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match *self.text.get(self.at)? {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// What is before the quote that ends a string, and whether something in it is escaped.
    fn string(&mut self) -> Option<(Range<usize>, bool)> {
        let (begin, mut is_escaped) = (self.at, false);
        loop {
            self.at += plain_length(self.text.get(self.at..)?);
            match self.text.get(self.at)? {
                b'"' => break,
                // Whatever is escaped.
                _ => self.at += 2,
            }
            is_escaped = true;
        }
        self.at += 1;
        Some((begin..self.at - 1, is_escaped))
    }

    /// Where the next value is.
    fn value(&mut self) -> Option<Range<usize>> {
        let first = self.peek()?;
        let begin = self.at;
        match first {
            b'"' => {
                self.at += 1;
                self.string()?;
            }
            b'{' | b'[' => self.nested()?,
            _ => self.skip_to(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'-' | b'.'))?,
        }
        Some(begin..self.at)
    }

    /// Go over a list or an object.
    fn nested(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            self.skip_to(|byte| matches!(byte, b'"' | b'{' | b'[' | b'}' | b']'))?;
            self.at += 1;
            match self.text[self.at - 1] {
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

    fn skip_to(&mut self, is_end: impl Fn(u8) -> bool) -> Option<()> {
        self.at += self.text.get(self.at..)?.iter().position(|byte| is_end(*byte))?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::validate::field;

    #[test]
    fn members_are_found_by_name_and_once() {
        let some =
            " {\"a\" : 1 ,\"b\\u0063\":\"x\\\\\\\"}\", \"d\":{\"a\":[2,\"]\"]}, \"twice\":1,\"twice\":2,\"old\":3,\"é\":null";
        let others = (0..FEW).fold(String::new(), |others, n| others + &format!(",\"x{n}\":0"));
        for text in [format!("{some}}}\n"), format!("{some}{others}}}")] {
            let members = Members::of(&text).unwrap();
            assert_eq!(members.by_name.is_empty(), members.members.len() <= FEW);
            let only = |field: Field| members.only(&field).map(|(key, value)| format!("{key}={value}"));
            assert_eq!(only(field("é")).unwrap(), "é=null");
            assert_eq!(only(field("a")).unwrap(), "a=1");
            assert_eq!(only(field("bc")).unwrap(), r#"bc="x\\\"}""#);
            assert_eq!(only(field("d")).unwrap(), r#"d={"a":[2,"]"]}"#);
            assert_eq!(only(field("new").aliases(&["old"])).unwrap(), "old=3");
            assert_eq!(only(field("a").aliases(&["old"])), None);
            assert_eq!(only(field("twice")), None);
            assert_eq!(only(field("none")), None);
        }
        assert!(Members::of("{}").unwrap().only(&field("a")).is_none());
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
                let name: &'static str = name.clone().leak();
                let (key, found) = members.only(&field(name)).unwrap();
                prop_assert_eq!(&*key, name);
                prop_assert_eq!(&serde_json::from_str::<Value>(found).unwrap(), value);
            }
        }

        #[test]
        fn it_comes_to_an_end_with_any_text(text in "[{}\\[\\]\",:\\\\a1 ]{0,24}") {
            let _ = Members::of(&text);
        }
    }
}
