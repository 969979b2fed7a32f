//! All schemas of a document: those of request structs, and those that `schemars` knows, each under a name of its own.

use std::any::type_name;
use std::collections::{BTreeMap, BTreeSet};

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde::de::DeserializeOwned;

use super::node::{Node, object, reference};
use super::ordered::ordered;
use super::trace;
use crate::validate::{WutsRequest, describe};

/// Which way a value goes: a type may be read in another shape than it is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// In a request.
    Read,
    /// In an answer or a webhook.
    Written,
}

impl Way {
    /// The place where references to schemas point while the document is being made.
    const fn space(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Written => "written",
        }
    }

    /// What tells two components of one name apart.
    const fn suffix(self) -> &'static str {
        match self {
            Self::Read => "Input",
            Self::Written => "Output",
        }
    }
}

/// The schemas found so far.
#[derive(Debug)]
pub struct Schemas {
    reading: SchemaGenerator,
    writing: SchemaGenerator,
    own: Vec<Own>,
    /// What is being described, for whoever reads of a gap.
    pub(super) at: String,
    pub(super) gaps: Vec<String>,
    pub(super) faults: Vec<String>,
}

/// A schema that this crate made.
#[derive(Debug)]
struct Own {
    id: String,
    name: String,
    schema: Node,
}

impl Schemas {
    pub(super) fn new() -> Self {
        let generator = |way: Way| {
            let settings = SchemaSettings::draft2020_12().with(|settings| {
                settings.meta_schema = None;
                settings.definitions_path = format!("/{}", way.space()).into();
            });
            match way {
                Way::Read => settings.for_deserialize().into_generator(),
                Way::Written => settings.for_serialize().into_generator(),
            }
        };
        Self {
            reading: generator(Way::Read),
            writing: generator(Way::Written),
            own: Vec::new(),
            at: String::new(),
            gaps: Vec::new(),
            faults: Vec::new(),
        }
    }

    fn generator(&mut self, way: Way) -> &mut SchemaGenerator {
        match way {
            Way::Read => &mut self.reading,
            Way::Written => &mut self.writing,
        }
    }

    /// The schema of a type that tells it, or a reference to it.
    pub(super) fn of<T: JsonSchema + ?Sized>(&mut self, way: Way) -> Node {
        ordered(self.generator(way).subschema_for::<T>().to_value(), way)
    }

    /// The schema of a type that is read and tells it.
    pub(crate) fn read<T: JsonSchema>(&mut self) -> Node {
        self.of::<T>(Way::Read)
    }

    /// The schema of a type that tells serde what it reads.
    pub(crate) fn traced<T: DeserializeOwned>(&mut self) -> Node {
        trace::describe::<T>(self)
    }

    /// The schema of a type that tells it, in place.
    pub(super) fn whole<T: JsonSchema + ?Sized>(&mut self, way: Way) -> Node {
        let schema: Schema = T::json_schema(self.generator(way));
        ordered(schema.to_value(), way)
    }

    /// A reference to the schema of a request struct.
    pub(crate) fn request<T: WutsRequest>(&mut self) -> Node {
        let (id, name) = (type_name::<T>(), short_name(type_name::<T>()));
        self.own(id, name, |schemas| describe::<T>(schemas).schema)
    }

    /// A reference to a schema that `make` makes when it is first asked for; it may refer to itself.
    pub(super) fn own(&mut self, id: &str, name: String, make: impl FnOnce(&mut Self) -> Node) -> Node {
        let index = self.own.iter().position(|own| own.id == id).unwrap_or_else(|| {
            let index = self.own.len();
            self.own.push(Own { id: id.to_owned(), name, schema: object([]) });
            self.own[index].schema = make(self);
            index
        });
        reference(format_args!("own/{index}"))
    }

    /// What a reference points to, if this crate made it.
    pub(crate) fn resolve<'a>(&'a self, schema: &'a Node) -> &'a Node {
        let own = schema.get("$ref").and_then(Node::text).and_then(|to| to.strip_prefix("#/own/"));
        own.and_then(|index| self.own.get(index.parse::<usize>().ok()?)).map_or(schema, |own| &own.schema)
    }

    /// Note that something could not be described.
    pub(crate) fn gap(&mut self, what: impl std::fmt::Display) {
        let gap = format!("{}: {what}", self.at);
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }

    /// Note that an example is none.
    pub(crate) fn fault(&mut self, what: impl std::fmt::Display) {
        let fault = what.to_string();
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    /// Every schema under its final name, and the way from the references to those names.
    pub(super) fn finish(&mut self) -> (Vec<(String, Node)>, BTreeMap<String, String>) {
        let taken = |generator: &mut SchemaGenerator, way| -> Vec<(String, Node)> {
            let definitions = generator.take_definitions(false);
            let mut definitions: Vec<_> = definitions.into_iter().map(|(name, schema)| (name, ordered(schema, way))).collect();
            definitions.sort_by(|a, b| a.0.cmp(&b.0));
            definitions
        };
        let (read, written) = (taken(&mut self.reading, Way::Read), taken(&mut self.writing, Way::Written));
        let same = same_both_ways(&read, &written);
        let mut names = Names::default();
        let mut schemas = Vec::new();
        for (index, own) in std::mem::take(&mut self.own).into_iter().enumerate() {
            schemas.push((names.give(format!("#/own/{index}"), &own.name, ""), own.schema));
        }
        for (name, schema) in read {
            schemas.push((names.give(format!("#/read/{name}"), &name, Way::Read.suffix()), schema));
        }
        for (name, schema) in written {
            let to = format!("#/written/{name}");
            if same.contains(&name) {
                let shared = names.of[&format!("#/read/{name}")].clone();
                names.of.insert(to, shared);
            } else {
                schemas.push((names.give(to, &name, Way::Written.suffix()), schema));
            }
        }
        (schemas, names.of)
    }
}

/// The definitions that are the same in both directions, and refer to no others.
fn same_both_ways(read: &[(String, Node)], written: &[(String, Node)]) -> BTreeSet<String> {
    let read: BTreeMap<&str, &Node> = read.iter().map(|(name, schema)| (name.as_str(), schema)).collect();
    let is_same = |name: &str, schema: &Node| {
        let mut schema = schema.clone();
        redirect(&mut schema, |to| to.strip_prefix("#/written/").map(|name| format!("#/read/{name}")));
        read.get(name).is_some_and(|read| **read == schema)
    };
    let mut same: BTreeSet<String> =
        written.iter().filter(|(name, schema)| is_same(name, schema)).map(|(name, _)| name.clone()).collect();
    loop {
        let refers_to_others = |schema: &Node| {
            let mut found = false;
            schema.visit(&mut |node| {
                let to = node.get("$ref").and_then(Node::text).and_then(|to| to.strip_prefix("#/written/"));
                found |= to.is_some_and(|name| !same.contains(name));
            });
            found
        };
        let Some((name, _)) = written.iter().find(|(name, schema)| same.contains(name) && refers_to_others(schema)) else {
            return same;
        };
        same.remove(name);
    }
}

/// Change where references point.
pub(super) fn redirect(node: &mut Node, change: impl Fn(&str) -> Option<String>) {
    node.visit_mut(&mut |node| {
        if let Some(Node::Text(to)) = node.get_mut("$ref")
            && let Some(changed) = change(to)
        {
            *to = changed;
        }
    });
}

/// The names that have been given.
#[derive(Default)]
struct Names {
    of: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl Names {
    /// A name that nothing else has: the type's own, with a suffix where that is taken.
    fn give(&mut self, to: String, name: &str, suffix: &str) -> String {
        let base: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
        let mut name = base.clone();
        for number in 1.. {
            if self.taken.insert(name.clone()) {
                break;
            }
            name = match (number, suffix) {
                (1, suffix) if !suffix.is_empty() => format!("{base}{suffix}"),
                _ => format!("{base}{suffix}{}", number + usize::from(suffix.is_empty())),
            };
        }
        self.of.insert(to, name.clone());
        name
    }
}

/// The last part of the name of a type, without what it is generic over.
pub(super) fn short_name(type_name: &str) -> String {
    let path = type_name.split('<').next().unwrap_or_default();
    path.rsplit("::").next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    mod other {
        use super::*;

        #[derive(Serialize, JsonSchema)]
        #[allow(dead_code, reason = "it is described, not made")]
        pub struct Thing {
            pub size: f32,
        }
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    #[allow(dead_code, reason = "it is described, not made")]
    struct Thing {
        #[serde(default)]
        name: String,
        same: Same,
        part: Part,
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Same {
        id: u8,
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Part {
        #[serde(skip_serializing_if = "Option::is_none")]
        size: Option<u8>,
        #[serde(default)]
        count: u8,
    }

    #[test]
    fn a_name_is_given_once_and_shared_where_both_ways_agree() {
        let mut schemas = Schemas::new();
        drop((schemas.of::<Thing>(Way::Read), schemas.of::<Thing>(Way::Written), schemas.of::<other::Thing>(Way::Written)));
        let (all, names) = schemas.finish();
        let given: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(given, ["Part", "Same", "Thing", "PartOutput", "ThingOutput", "Thing2"]);
        let of = |to: &str| names[to].as_str();
        assert_eq!((of("#/read/Same"), of("#/written/Same")), ("Same", "Same"));
        assert_eq!((of("#/read/Thing"), of("#/written/Thing"), of("#/written/Thing2")), ("Thing", "ThingOutput", "Thing2"));
    }

    #[test]
    fn a_type_s_own_name_is_its_last_part() {
        for (path, name) in [("a::b::C", "C"), ("a::C<b::D<E>>", "C"), ("u8", "u8")] {
            assert_eq!(short_name(path), name);
        }
    }
}
