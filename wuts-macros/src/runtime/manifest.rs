//! What the manifest of the crate that is being compiled calls `wuts-core`.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, parse_document};

const CORE: &str = "wuts-core";

/// The name, as code writes it. Read once for each crate: an editor's server expands the macros of many.
pub(super) fn name_of_core() -> String {
    static NAMES: Mutex<Option<HashMap<String, String>>> = Mutex::new(None);
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    let name = names.get_or_insert_default().entry(folder).or_insert_with_key(|folder| {
        let folder = Path::new(folder);
        let manifest = read(folder).unwrap_or_default();
        name(&manifest, || workspace(folder, &manifest)).unwrap_or(CORE.to_owned()).replace('-', "_")
    });
    name.clone()
}

/// A manifest as its plain values, each with the keys that lead to it.
type Manifest = Vec<(Vec<String>, String)>;

/// The name in these manifests of a member and of its workspace.
fn name(member: &Manifest, workspace: impl FnOnce() -> Option<Manifest>) -> Option<String> {
    let dependencies = || member.iter().filter_map(|(keys, value)| Some((dependency(keys)?, value)));
    let is_plain = dependencies().any(|((name, _), _)| name == CORE)
        && !dependencies().any(|((name, key), package)| name == CORE && key == "package" && package != CORE);
    if is_plain {
        return None;
    }
    if let Some(((name, _), _)) = dependencies().find(|((_, key), package)| *key == "package" && *package == CORE) {
        return Some(name.to_owned());
    }
    let inherited: Vec<&str> =
        dependencies().filter(|((_, key), value)| *key == "workspace" && *value == "true").map(|((name, _), _)| name).collect();
    if inherited.is_empty() {
        return None;
    }
    let workspace = workspace()?;
    let renamed = |name: &&&str| {
        let package = |(keys, package): &(Vec<String>, String)| dependency(keys) == Some((name, "package")) && package == CORE;
        workspace.iter().any(package)
    };
    inherited.iter().find(renamed).map(|name| (*name).to_owned())
}

/// The name of a dependency and what is said of it, if these keys lead to one.
fn dependency(keys: &[String]) -> Option<(&str, &str)> {
    let section = keys.iter().position(|key| key.ends_with("dependencies"))?;
    let name = keys.get(section + 1)?;
    Some((name, keys.get(section + 2).map_or("version", String::as_str)))
}

/// The manifest of the workspace that a member in this folder belongs to.
fn workspace(folder: &Path, member: &Manifest) -> Option<Manifest> {
    let is = |keys: &[String], path: &[&str]| keys.iter().map(String::as_str).eq(path.iter().copied());
    if let Some((_, told)) = member.iter().find(|(keys, _)| is(keys, &["package", "workspace"])) {
        return read(&folder.join(told));
    }
    let is_root = |manifest: &Manifest| manifest.iter().any(|(keys, _)| keys.first().is_some_and(|key| key == "workspace"));
    folder.ancestors().filter_map(read).find(is_root)
}

fn read(folder: &Path) -> Option<Manifest> {
    std::fs::read_to_string(folder.join("Cargo.toml")).ok().map(|text| parse(&text))
}

fn parse(text: &str) -> Manifest {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut reading = Reading { source, values: Vec::new(), table: Vec::new(), keys: Vec::new(), open: Vec::new() };
    parse_document(&tokens, &mut |event: Event| reading.take(event), &mut ());
    reading.values
}

/// A manifest that is being read. The elements of an array are of no interest: they are kept under its table.
struct Reading<'t> {
    source: Source<'t>,
    values: Manifest,
    /// The last `[table]`.
    table: Vec<String>,
    /// The keys behind it that lead to the next value.
    keys: Vec<String>,
    /// How many of them belong to each inline table that is open.
    open: Vec<usize>,
}

impl Reading<'_> {
    fn take(&mut self, event: Event) {
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => self.keys.clear(),
            EventKind::StdTableClose | EventKind::ArrayTableClose => self.table = std::mem::take(&mut self.keys),
            EventKind::SimpleKey => {
                let mut key = String::new();
                self.source.get(event).inspect(|raw| raw.decode_key(&mut key, &mut ()));
                self.keys.push(key);
            }
            EventKind::Scalar => {
                let mut value = String::new();
                self.source.get(event).map(|raw| raw.decode_scalar(&mut value, &mut ()));
                self.values.push((self.table.iter().chain(&self.keys).cloned().collect(), value));
                self.end_of_value();
            }
            EventKind::InlineTableOpen => self.open.push(self.keys.len()),
            EventKind::InlineTableClose => {
                self.open.pop();
                self.end_of_value();
            }
            EventKind::ArrayClose => self.end_of_value(),
            _ => {}
        }
    }

    fn end_of_value(&mut self) {
        self.keys.truncate(self.open.last().copied().unwrap_or(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(member: &str) -> Option<String> {
        name(&parse(member), || None)
    }

    #[test]
    fn a_renamed_dependency_is_found_however_it_is_written() {
        for member in [
            "[dependencies]\nmine = { package = \"wuts-core\", path = \"../wuts-core\" }",
            "[dependencies]\nserde = \"1\"\nmine.package = 'wuts-core'",
            "[dependencies.mine]\nfeatures = [\"a\", \"b\"]\npackage = \"wuts-core\"",
            "dependencies = { serde = \"1\", mine = { version = \"0.1\", package = \"wuts-core\" } }",
            "[dev-dependencies]\n\"mine\" = { package = \"wuts-core\" }",
            "[target.'cfg(unix)'.dependencies]\nmine = { features = [{ a = 1 }], package = \"wuts-core\" }",
        ] {
            assert_eq!(called(member).as_deref(), Some("mine"), "{member}");
        }
    }

    #[test]
    fn a_dependency_under_its_own_name_needs_no_other() {
        for member in [
            "",
            "not = [ toml",
            "[package]\nname = \"wuts-core\"",
            "[dependencies]\nwuts-core = \"0.1\"",
            "[dependencies]\nwuts-core = { path = \"../wuts-core\" }\n[dev-dependencies]\nmine = { package = \"wuts-core\" }",
            "[dependencies]\nwuts-core.workspace = true",
            "[dependencies]\nmine = { package = \"other\" }",
        ] {
            assert_eq!(called(member), None, "{member}");
        }
    }

    #[test]
    fn a_rename_is_inherited_from_the_workspace() {
        let root = || Some(parse("[workspace.dependencies]\nother = \"1\"\nmine = { package = \"wuts-core\" }"));
        let of = |member: &str| name(&parse(member), root);
        assert_eq!(of("[dependencies]\nother.workspace = true\nmine = { workspace = true }").as_deref(), Some("mine"));
        assert_eq!(of("[dependencies]\nother.workspace = true"), None);
    }
}
