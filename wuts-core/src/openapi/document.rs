//! The document as a whole.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use serde::ser::{Serialize, Serializer};

use super::node::{Node, list, object, reference};
use super::operation::Operation;
use super::schemas::{Schemas, redirect};
use super::{Events, events};
use crate::endpoint::Description;

/// An OpenAPI 3.1 document. It serialises with its members in a stable order.
///
/// ```
/// use wuts_core::auth::TokenTable;
/// use wuts_core::{Api, Error, endpoints, wuts_endpoint};
///
/// /// Whether the service is there.
/// #[wuts_endpoint(GET, "/ping", public)]
/// async fn ping() -> Result<&'static str, Error> {
///     Ok("pong")
/// }
///
/// let document = Api::<TokenTable>::new("gateway", "1.0.0").endpoints(endpoints![ping]).openapi();
/// assert!(document.to_json().contains(r#""summary": "Whether the service is there""#));
/// assert!(document.gaps().is_empty());
/// assert_eq!(document.check_examples(), Ok(()));
/// ```
#[derive(Clone, Debug)]
pub struct Document {
    root: Node,
    gaps: Vec<String>,
    faults: Vec<String>,
}

impl Document {
    /// The document as JSON text, for people too.
    pub fn to_json(&self) -> String {
        // Only text is written, into memory: there is nothing that can fail.
        serde_json::to_string_pretty(&self.root).unwrap_or_default()
    }

    /// What could not be described, each with the operation: a type that does not tell what it is, an extractor that is not known.
    /// A test may demand that there is nothing.
    pub fn gaps(&self) -> &[String] {
        &self.gaps
    }

    /// Whether every example in a request is one that its endpoint would take: it was read by the type's own `Deserialize` and
    /// held against the rules.
    ///
    /// # Errors
    ///
    /// Each that is not, with the reason.
    pub fn check_examples(&self) -> Result<(), Vec<String>> {
        if self.faults.is_empty() { Ok(()) } else { Err(self.faults.clone()) }
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.root.serialize(serializer)
    }
}

/// What an API says of itself.
#[derive(Clone, Debug)]
pub(crate) struct About {
    pub(crate) description: Option<&'static str>,
    pub(crate) license: Option<(&'static str, &'static str)>,
    pub(crate) servers: Vec<&'static str>,
    pub(crate) tags: Vec<(&'static str, &'static str)>,
    pub(crate) webhooks: Vec<fn(&mut Events<'_>)>,
    pub(crate) docs: Option<&'static str>,
}

impl About {
    pub(crate) const fn new() -> Self {
        Self { description: None, license: None, servers: Vec::new(), tags: Vec::new(), webhooks: Vec::new(), docs: None }
    }
}

/// How an endpoint describes itself.
pub(crate) type DescribeOperation = fn(&mut Operation<'_>);

/// An endpoint: its declaration, and how it describes the rest.
pub(crate) type Described = (Description, DescribeOperation);

/// The document of these endpoints.
pub(crate) fn document(name: &str, version: &str, about: &About, endpoints: &[Described]) -> Document {
    let mut schemas = Schemas::new();
    let mut responses = Vec::new();
    let mut paths = object([]);
    for (description, describe) in endpoints {
        let mut operation = Operation::new(&mut schemas, description);
        describe(&mut operation);
        let operation = operation.finish(&mut responses);
        let path = description.path.replace("{*", "{");
        if paths.get(&path).is_none() {
            paths.set(&path, object([]));
        }
        if let Some(item) = paths.get_mut(&path) {
            item.set(&description.method.name().to_ascii_lowercase(), operation);
        }
    }
    let mut webhooks = object([]);
    for describe in &about.webhooks {
        let mut events = Events::new(&mut schemas);
        describe(&mut events);
        for (name, docs, data) in events.found {
            webhooks.set(name, events::webhook(name, docs, data, &mut schemas));
        }
    }
    let mut root = object([("openapi", "3.1.0".into()), ("info", info(name, version, about))]);
    let servers = if about.servers.is_empty() { vec!["/"] } else { about.servers.clone() };
    root.set("servers", Node::List(servers.into_iter().map(|url| object([("url", url.into())])).collect()));
    root.set("tags", tags(about, endpoints));
    root.set("paths", paths);
    if !webhooks.members().is_empty() {
        root.set("webhooks", webhooks);
    }
    root.set("components", components(&root, responses));
    finish(&mut root, &mut schemas);
    Document { root, gaps: schemas.gaps, faults: schemas.faults }
}

fn info(name: &str, version: &str, about: &About) -> Node {
    let mut info = object([("title", name.into()), ("version", version.into())]);
    if let Some(description) = about.description {
        info.set("description", description);
    }
    if let Some((name, identifier)) = about.license {
        info.set("license", object([("name", name.into()), ("identifier", identifier.into())]));
    }
    info
}

/// Those that were declared, and then the others in the order of the endpoints.
fn tags(about: &About, endpoints: &[Described]) -> Node {
    let mut tags = Vec::new();
    for (name, description) in &about.tags {
        tags.push(object([("name", (*name).into()), ("description", (*description).into())]));
    }
    for name in endpoints.iter().filter_map(|(description, _)| description.tag) {
        if !tags.iter().any(|tag| tag.get("name").and_then(Node::text) == Some(name)) {
            tags.push(object([("name", name.into())]));
        }
    }
    tags.into()
}

fn components(root: &Node, mut responses: Vec<(String, Node)>) -> Node {
    responses.sort_by(|a, b| a.0.cmp(&b.0));
    let responses = Node::Object(responses);
    let request_id = object([
        (
            "description",
            "Names the request in the log. The client's own, if it sent one of 1 to 128 visible ASCII characters.".into(),
        ),
        ("schema", object([("type", "string".into())])),
    ]);
    let headers = object([("RequestId", request_id)]);
    let security = security(root);
    let mut components = object([("schemas", object([])), ("responses", responses), ("headers", headers)]);
    if !security.members().is_empty() {
        components.set("securitySchemes", security);
    }
    components
}

/// The schemes that are used.
fn security(root: &Node) -> Node {
    let mut used = BTreeSet::new();
    root.visit(&mut |node| {
        for requirement in node.get("security").map(Node::values).unwrap_or_default() {
            used.extend(requirement.members().iter().map(|(name, _)| name.clone()));
        }
    });
    let bearer = |words: &str| object([("type", "http".into()), ("scheme", "bearer".into()), ("description", words.into())]);
    let signature = object([
        ("type", "apiKey".into()),
        ("in", "header".into()),
        ("name", "webhook-signature".into()),
        (
            "description",
            "`v1,` and the base64 of HMAC-SHA256 over `webhook-id.webhook-timestamp.body`, as Standard Webhooks has it.".into(),
        ),
    ]);
    let mut schemes = object([
        ("bearerAuth", bearer("The token of a user: `Authorization: Bearer <token>`, a UUID of 36 characters.")),
        ("masterToken", bearer("The platform's token: `Authorization: Bearer <token>`.")),
        ("webhookSignature", signature),
    ]);
    if let Node::Object(schemes) = &mut schemes {
        schemes.retain(|(name, _)| used.contains(name));
    }
    schemes
}

/// Give every schema its name, and let all references point there.
fn finish(root: &mut Node, schemas: &mut Schemas) {
    let (mut all, names) = schemas.finish();
    let point = |to: &str| {
        let to = percent_decode_str(to).decode_utf8_lossy();
        names.get(to.as_ref()).map(|name| format!("#/components/schemas/{name}"))
    };
    for (_, schema) in &mut all {
        redirect(schema, point);
    }
    redirect(root, point);
    let mut all = tagged(all);
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let used = used(root, &all);
    all.retain(|(name, _)| used.contains(name));
    if let Some(components) = root.get_mut("components") {
        components.set("schemas", Node::Object(all));
    }
}

/// The variants of an enum with a tag become components, which its `discriminator` names.
fn tagged(schemas: Vec<(String, Node)>) -> Vec<(String, Node)> {
    let mut taken: BTreeSet<String> = schemas.iter().map(|(name, _)| name.clone()).collect();
    let mut all = Vec::new();
    for (name, mut schema) in schemas {
        let tag = schema.get("discriminator").and_then(|of| of.get("propertyName")).and_then(Node::text).map(str::to_owned);
        if let Some(tag) = tag {
            let mut mapping = object([]);
            let mut references = Vec::new();
            for variant in schema.get("oneOf").map(Node::values).unwrap_or_default() {
                let word =
                    variant.get("properties").and_then(|of| of.get(&tag)?.get("const")?.text()).unwrap_or_default().to_owned();
                let mut of_variant = format!("{name}{}", pascal(&word));
                while !taken.insert(of_variant.clone()) {
                    of_variant.push('_');
                }
                let to = format!("components/schemas/{of_variant}");
                mapping.set(&word, format!("#/{to}"));
                references.push(reference(&to));
                all.push((of_variant, variant.clone()));
            }
            schema.set("oneOf", list(references));
            if let Some(discriminator) = schema.get_mut("discriminator") {
                discriminator.set("mapping", mapping);
            }
        }
        all.push((name, schema));
    }
    all
}

fn pascal(word: &str) -> String {
    let words = word.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}

/// The schemas that something refers to, directly or by others.
fn used(root: &Node, schemas: &[(String, Node)]) -> BTreeSet<String> {
    let schemas: BTreeMap<&str, &Node> = schemas.iter().map(|(name, schema)| (name.as_str(), schema)).collect();
    let mut used = BTreeSet::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        node.visit(&mut |node| {
            let to = node.get("$ref").and_then(Node::text).and_then(|to| to.strip_prefix("#/components/schemas/"));
            if let Some((name, schema)) = to.and_then(|name| schemas.get_key_value(name))
                && used.insert((*name).to_owned())
            {
                open.push(schema);
            }
        });
    }
    used
}
