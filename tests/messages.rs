//! Every message that the macros can give has a compile-fail case: the list of messages in their sources is held against the
//! `.stderr` files.

use std::fs;
use std::path::{Path, PathBuf};

/// All files under a folder with this ending.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_str().unwrap().ends_with(ending) {
            found.push(path);
        }
    }
    found
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts in a source: strings of several words, without those of comments and tests.
fn texts(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]\nmod tests").next().unwrap();
    let mut found = Vec::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//") && !line.contains("reason = ")) {
        let mut rest = line;
        while let Some((_, after)) = rest.split_once('"') {
            let mut end = 0;
            let bytes = after.as_bytes();
            while end < bytes.len() && bytes[end] != b'"' {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            let text = &after[..end.min(after.len())];
            if text.trim().contains(' ') {
                found.push(text.replace("\\\"", "\""));
            }
            rest = after.get(end + 1..).unwrap_or_default();
        }
    }
    found
}

/// The longest piece of a format string that stands in the message as it is.
fn fixed(text: &str) -> String {
    let text = text.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let pieces = text.split('{').flat_map(|piece| piece.split_once('}').map_or([piece, ""], |(_, after)| [after, ""]));
    let longest = pieces.max_by_key(|piece| piece.len()).unwrap_or_default();
    one_line(&longest.replace('\u{1}', "{").replace('\u{2}', "}"))
}

/// Texts that no user's mistake can bring out: what the macros say of themselves, and words of the documentation they write.
const OTHERS: &[&str] = &[
    "the errors of a macro call were dropped without being read",
    "no number",
    "bearer token, role user",
    "bearer token, role manager",
    "bearer token, role admin",
    "bearer token",
    "Served as {}.",
    "master token",
    "signed webhook",
    "The name of an event of [`{}`].",
];

#[test]
fn every_message_has_a_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases: String = files(&root.join("tests/ui"), ".stderr").iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let cases = one_line(&cases);
    let mut count = 0;
    let mut missing = Vec::new();
    for path in files(&root.join("wuts-macros/src"), ".rs") {
        // The complaints of rules are for the clients of a service.
        if path.ends_with("tests.rs") || path.ends_with("request/complaint.rs") {
            continue;
        }
        for text in texts(&fs::read_to_string(&path).unwrap()) {
            let fixed = fixed(&text);
            if OTHERS.contains(&text.as_str()) || fixed.len() < 8 {
                continue;
            }
            count += 1;
            if !cases.contains(&fixed) {
                missing.push(format!("{}: {text}", path.display()));
            }
        }
    }
    assert!(count > 80, "only {count} messages were found");
    assert!(missing.is_empty(), "no case brings out:\n{}", missing.join("\n"));
}

#[test]
fn every_public_trait_says_what_to_do_when_it_is_missing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for path in files(&root.join("wuts-core/src"), ".rs") {
        let source = fs::read_to_string(&path).unwrap();
        for (at, _) in source.match_indices("\npub trait ") {
            count += 1;
            let before = source[..at].rsplit("\n\n").next().unwrap();
            let name = source[at..].trim_start().lines().next().unwrap();
            assert!(before.contains("diagnostic::on_unimplemented"), "{}: {name}", path.display());
        }
    }
    assert!(count > 20, "only {count} traits were found");
}
