//! One operation: filled by what its endpoint declares, by its arguments and by its result.

use super::failures::Failures;
use super::node::{Node, list, object};
use super::prose::prose;
use super::schemas::Schemas;
use crate::auth::Role;
use crate::endpoint::{Auth, Description, Method};
use crate::envelope::ErrorCode;

/// What is known of an operation so far.
#[derive(Debug)]
pub struct Operation<'s> {
    pub(super) schemas: &'s mut Schemas,
    description: &'s Description,
    security: Vec<Node>,
    parameters: Vec<Node>,
    body: Option<Node>,
    pub(super) failures: Failures,
    answers: Vec<Answer>,
    /// What is to be said in words.
    pub(super) notes: Vec<String>,
}

/// A success.
#[derive(Debug)]
pub(super) struct Answer {
    /// Its status, or `2XX`.
    pub(super) status: String,
    pub(super) description: String,
    pub(super) media: Option<(&'static str, Node)>,
}

impl<'s> Operation<'s> {
    pub(super) fn new(schemas: &'s mut Schemas, description: &'s Description) -> Self {
        description.operation_id.clone_into(&mut schemas.at);
        let mut operation = Self {
            schemas,
            description,
            security: Vec::new(),
            parameters: Vec::new(),
            body: None,
            failures: Failures::default(),
            answers: Vec::new(),
            notes: Vec::new(),
        };
        // A handler may panic, and be too slow.
        operation.fails(ErrorCode::INTERNAL_ERROR);
        operation.fails(ErrorCode::GATEWAY_TIMEOUT);
        operation.guarded();
        operation
    }

    fn guarded(&mut self) {
        let scheme = match self.description.auth {
            Auth::Public => return,
            Auth::Bearer | Auth::Role(_) => "bearerAuth",
            Auth::Master => "masterToken",
            Auth::Webhook => "webhookSignature",
        };
        self.requires(scheme);
        self.fails(ErrorCode::UNAUTHORIZED);
        match self.description.auth {
            Auth::Webhook => self.parameters.extend(super::events::headers()),
            _ => self.fails(ErrorCode::SERVICE_UNAVAILABLE),
        }
        // Whoever has a token has the lowest role.
        if let Some(role) = self.required_role() {
            self.notes.push(format!("Requires the role `{role}` or a higher one."));
            if role > Role::User {
                self.fails(ErrorCode::FORBIDDEN);
            }
        }
    }

    fn required_role(&self) -> Option<Role> {
        if let Auth::Role(role) = self.description.auth { Some(role) } else { None }
    }

    fn requires(&mut self, scheme: &str) {
        let mut requirement = object([]);
        requirement.set(scheme, Node::List(Vec::new()));
        self.security.push(requirement);
    }

    /// Who has a token may show it, in an endpoint without a guard.
    pub(super) fn may_have_a_caller(&mut self) {
        if self.description.auth == Auth::Public {
            self.security.push(object([]));
            self.requires("bearerAuth");
            self.fails(ErrorCode::UNAUTHORIZED);
            self.fails(ErrorCode::SERVICE_UNAVAILABLE);
        }
    }

    pub(super) fn is_get(&self) -> bool {
        self.description.method == Method::GET
    }

    /// It may fail with this code.
    pub(super) fn fails(&mut self, code: ErrorCode) {
        self.failures.add(code, "");
    }

    /// It has an argument of which nothing is known.
    pub(super) fn unknown_argument(&mut self, type_name: &str) {
        self.schemas.gap(format_args!("what the argument `{type_name}` reads, and how that fails"));
    }

    /// The names in the path.
    fn names(&self) -> Vec<&'s str> {
        let parts = self.description.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        parts.map(|name| name.trim_start_matches('*')).collect()
    }

    /// The parameters that a `Path<…>` reads: by name, by place, or the one that there is.
    pub(super) fn path_parameters(&mut self, schema: &Node) {
        if schema.get("properties").is_some() {
            return self.parameters("path", schema);
        }
        let places = schema.get("prefixItems").map(Node::values);
        let text = object([("type", "string".into())]);
        for (index, name) in self.names().into_iter().enumerate() {
            let schema = match places {
                Some(places) => places.get(index).unwrap_or(&text),
                None if schema.get("type").and_then(Node::text) == Some("array") => &text,
                None => schema,
            };
            self.parameter("path", name, schema.clone(), true, None);
        }
    }

    /// The properties of this schema as parameters.
    pub(super) fn parameters(&mut self, place: &'static str, schema: &Node) {
        self.parameters_with(place, schema, None);
    }

    pub(super) fn parameters_with(&mut self, place: &'static str, schema: &Node, example: Option<&Node>) {
        let schema = self.schemas.resolve(schema).clone();
        let Some(properties) = schema.get("properties") else {
            return self.schemas.gap(format_args!("which parameters the {place} has"));
        };
        let required = schema.get("required").map(Node::values).unwrap_or_default();
        for (name, property) in properties.members() {
            let is_required = place == "path" || required.iter().any(|required| required.text() == Some(name));
            self.parameter(place, name, property.clone(), is_required, example.and_then(|example| example.get(name)));
        }
    }

    fn parameter(&mut self, place: &'static str, name: &str, mut schema: Node, is_required: bool, example: Option<&Node>) {
        let mut parameter = object([("name", name.into()), ("in", place.into())]);
        if let Some(Node::Text(docs)) = schema.remove("description") {
            parameter.set("description", docs);
        }
        if is_required {
            parameter.set("required", true);
        }
        not_null(&mut schema);
        let own = schema.remove("examples").and_then(|examples| examples.values().first().cloned());
        parameter.set("schema", schema);
        if let Some(example) = own.or_else(|| example.cloned()) {
            parameter.set("example", example);
        }
        self.parameters.push(parameter);
    }

    /// It reads a body.
    pub(super) fn body(&mut self, media_type: &str, media: Node, is_required: bool) {
        let mut content = object([]);
        content.set(media_type, media);
        let mut body = object([("content", content)]);
        if is_required {
            body.set("required", true);
        }
        self.body = Some(body);
    }

    /// It may answer so.
    pub(super) fn answers(&mut self, answer: Answer) {
        self.answers.push(answer);
    }

    /// The operation as the document has it; responses are shared.
    pub(super) fn finish(self, responses: &mut Vec<(String, Node)>) -> Node {
        let role = self.required_role();
        let Self { schemas, description, security, parameters, body, failures, answers, notes } = self;
        let mut operation = object([]);
        if let Some(tag) = description.tag {
            operation.set("tags", list([tag]));
        }
        operation.set("operationId", description.operation_id);
        let docs = prose(description.docs);
        let (summary, rest) = docs.split_once("\n\n").unwrap_or((&docs, ""));
        let summary = summary.replace('\n', " ");
        let summary = summary.trim().trim_end_matches('.');
        operation.set("summary", if summary.is_empty() { description.operation_id } else { summary });
        let words: Vec<&str> =
            std::iter::once(rest.trim()).chain(notes.iter().map(String::as_str)).filter(|words| !words.is_empty()).collect();
        if !words.is_empty() {
            operation.set("description", words.join("\n\n"));
        }
        if description.is_deprecated {
            operation.set("deprecated", true);
        }
        operation.set("security", security);
        if let Some(role) = role {
            operation.set("x-required-role", role.to_string());
        }
        if !parameters.is_empty() {
            operation.set("parameters", parameters);
        }
        if let Some(body) = body {
            operation.set("requestBody", body);
        }
        let mut all = object([]);
        successes(answers, &mut all);
        failures.finish(schemas, &mut all, responses);
        operation.set("responses", all);
        operation
    }
}

/// The answers, those of one status together.
fn successes(mut answers: Vec<Answer>, all: &mut Node) {
    answers.sort_by(|a, b| a.status.cmp(&b.status));
    for Answer { status, description, media } in answers {
        if all.get(&status).is_none() {
            all.set(&status, object([("description", description.into()), ("headers", request_id())]));
        } else if let Some(Node::Text(others)) = all.get_mut(&status).and_then(|answer| answer.get_mut("description"))
            && *others != description
        {
            *others = format!("{others} Or: {description}");
        }
        let Some((answer, (media_type, media))) = all.get_mut(&status).zip(media) else { continue };
        if answer.get("content").is_none() {
            answer.set("content", object([]));
        }
        let Some(content) = answer.get_mut("content") else { continue };
        match (content.get_mut(media_type), media.get("schema")) {
            (Some(before), Some(schema)) => {
                let Some(other) = before.remove("schema") else { continue };
                let mut choice = other
                    .get("oneOf")
                    .filter(|_| other.members().len() == 1)
                    .map_or(vec![other.clone()], |one| one.values().to_vec());
                choice.push(schema.clone());
                before.set("schema", object([("oneOf", choice.into())]));
                before.remove("example");
            }
            (Some(_), None) => {}
            (None, _) => content.set(media_type, media),
        }
    }
}

/// Every answer names its request.
pub(super) fn request_id() -> Node {
    object([("x-request-id", object([("$ref", "#/components/headers/RequestId".into())]))])
}

/// A parameter is a text: it cannot be `null`.
fn not_null(schema: &mut Node) {
    if let Some(Node::List(names)) = schema.get_mut("type") {
        names.retain(|name| name.text() != Some("null"));
        if let [name] = names.as_slice() {
            let name = name.clone();
            schema.set("type", name);
        }
    }
    if let Some(Node::List(words)) = schema.get_mut("enum") {
        words.retain(|word| *word != Node::Null);
    }
    if let Some(Node::List(choice)) = schema.get_mut("anyOf") {
        choice.retain(|schema| schema.get("type").and_then(Node::text) != Some("null"));
        if let [one] = choice.as_slice() {
            let one = one.clone();
            schema.remove("anyOf");
            one.members().iter().rev().for_each(|(key, value)| {
                if let Node::Object(members) = schema {
                    members.insert(0, (key.clone(), value.clone()));
                }
            });
        }
    }
}
