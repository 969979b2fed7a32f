//! Texts with names, from a path or a query, as the JSON text that the rest of this room reads.
//!
//! Each field says what it expects, and its text becomes a JSON value of that type if it can be one: `5` a number for a number,
//! `1` or `true` a boolean for a boolean, a name that comes several times a list for a list. A text that cannot be one stays a
//! string, so that the second pass finds it and shows it as it came.

use std::borrow::Cow;

use super::rule::Rules;
use super::{Expectation, Field, Shaped, Walk, WutsRequest};

/// The texts of a request part, while a `T` looks for its fields in them.
#[derive(Debug)]
pub struct Texts<'a> {
    pairs: &'a [(Cow<'a, str>, Cow<'a, str>)],
    taken: Vec<bool>,
    json: String,
}

/// The JSON object that these pairs are to a `T`.
pub(crate) fn json_of_texts<T: WutsRequest>(pairs: &[(Cow<'_, str>, Cow<'_, str>)]) -> String {
    let mut texts = Texts { pairs, taken: vec![false; pairs.len()], json: String::from("{") };
    T::fields(&mut texts, None);
    for (index, (name, text)) in pairs.iter().enumerate() {
        if !texts.taken[index] {
            texts.open(name);
            write_string(text, &mut texts.json);
        }
    }
    texts.json.push('}');
    texts.json
}

impl<'a> Texts<'a> {
    /// Take the texts of a field, if there are any, and write its name.
    fn take(&mut self, field: &Field) -> Option<Vec<&'a str>> {
        let mut name = None;
        let mut found = Vec::new();
        for (index, (key, text)) in self.pairs.iter().enumerate() {
            if field.is_named(key) && !self.taken[index] {
                self.taken[index] = true;
                name.get_or_insert(key.as_ref());
                found.push(text.as_ref());
            }
        }
        self.open(name?);
        Some(found)
    }

    fn open(&mut self, name: &str) {
        if self.json.len() > 1 {
            self.json.push(',');
        }
        write_string(name, &mut self.json);
        self.json.push(':');
    }
}

impl Walk for Texts<'_> {
    fn field<F>(&mut self, field: Field, _: Option<&F>, Shaped(shape): Shaped<'_, F>, _: impl Rules<F>) {
        if let Some(texts) = self.take(&field) {
            shape.write_texts(&texts, &mut self.json);
        }
    }

    fn flatten<F>(&mut self, _: Option<&F>, Shaped(shape): Shaped<'_, F>) {
        shape.write_beside(self);
    }
}

/// Write the texts of one field as a value that fits the expectation, or as strings.
pub(super) fn write_text(expectation: &Expectation, texts: &[&str], json: &mut String) {
    match (expectation, texts) {
        (Expectation::Integer { .. } | Expectation::Number { .. }, [text]) if is_number(text) => json.push_str(text),
        (Expectation::Boolean, ["true" | "1"]) => json.push_str("true"),
        (Expectation::Boolean, ["false" | "0"]) => json.push_str("false"),
        (Expectation::Null, [""]) => json.push_str("null"),
        (Expectation::List, texts) | (_, texts @ ([] | [_, _, ..])) => {
            json.push('[');
            for (index, text) in texts.iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                write_string(text, json);
            }
            json.push(']');
        }
        (_, [text]) => write_string(text, json),
    }
}

/// Write the texts of one field in the way that its type reads: as the expectation says, else as numbers, else as booleans.
pub(super) fn write_as(expectation: &Expectation, texts: &[&str], json: &mut String, is_read: impl Fn(&str) -> bool) {
    let mut usual = String::new();
    write_text(expectation, texts, &mut usual);
    let numbers = || texts.iter().all(|text| is_number(text)).then(|| texts.join(","));
    let booleans = || {
        let word = |text: &&str| match *text {
            "true" | "1" => Some("true"),
            "false" | "0" => Some("false"),
            _ => None,
        };
        texts.iter().map(word).collect::<Option<Vec<_>>>().map(|words| words.join(","))
    };
    let wrap = |values: String| if usual.starts_with('[') { format!("[{values}]") } else { values };
    let others = [numbers(), booleans()].into_iter().flatten().map(wrap);
    let better = if is_read(&usual) { None } else { others.into_iter().find(|other| is_read(other)) };
    json.push_str(&better.unwrap_or(usual));
}

/// Whether a text is a JSON number.
fn is_number(text: &str) -> bool {
    let begins_as_one = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    begins_as_one && text.ends_with(|c: char| c.is_ascii_digit()) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

fn write_string(text: &str, json: &mut String) {
    // Only text is written, into memory: there is nothing that can fail.
    json.push_str(&serde_json::to_string(text).unwrap_or_default());
}
