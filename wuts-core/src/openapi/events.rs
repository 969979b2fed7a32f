//! Webhooks: each event as a request that a receiver gets.

use super::node::{Node, list, object};
use super::prose::prose;
use super::schemas::Schemas;

/// The events of an enum. Filled by generated code.
#[derive(Debug)]
pub struct Events<'s> {
    /// Where their payloads are described.
    pub schemas: &'s mut Schemas,
    pub(super) found: Vec<(&'static str, &'static str, Node)>,
}

impl<'s> Events<'s> {
    pub(super) fn new(schemas: &'s mut Schemas) -> Self {
        Self { schemas, found: Vec::new() }
    }

    /// An event, its documentation, and the schema of its payload.
    pub fn event(&mut self, name: &'static str, docs: &'static str, data: Node) {
        self.found.push((name, docs, data));
    }
}

/// The headers of Standard Webhooks that are no security scheme.
pub(super) fn headers() -> [Node; 2] {
    let header = |name: &str, words: &str, example: &str| {
        object([
            ("name", name.into()),
            ("in", "header".into()),
            ("description", words.into()),
            ("required", true.into()),
            ("schema", object([("type", "string".into())])),
            ("example", example.into()),
        ])
    };
    [
        header("webhook-id", "Names the delivery; the same for every attempt.", "7c0b2f4e-5d4f-4c8a-9a43-0d4f4f7a2b11"),
        header("webhook-timestamp", "When it was sent, in Unix seconds. Good for five minutes.", "1781531102"),
    ]
}

/// What all deliveries have in common.
pub(super) fn delivery(schemas: &mut Schemas) -> Node {
    let text = |words: &str| object([("description", words.into()), ("type", "string".into())]);
    schemas.own("delivery", "Delivery".to_owned(), |_| {
        let seconds = object([
            ("description", "When it happened, in Unix seconds.".into()),
            ("type", "integer".into()),
            ("format", "int64".into()),
        ]);
        let mut signature = text(
            "`sha256=` and the hex of HMAC-SHA256, by the webhook's secret, over the exact bytes of the body without this last \
             member. There is one if a secret is configured.",
        );
        signature.set("pattern", "^sha256=[0-9a-f]{64}$");
        let properties = object([
            ("id", text("Names the delivery; the same for every attempt.")),
            ("event", text("The name of the event.")),
            ("timestamp", seconds),
            ("device_id", text("The device that it happened to.")),
            ("user_id", text("The user that owns the device.")),
            ("data", object([("description", "The payload.".into())])),
            ("signature", signature),
        ]);
        object([
            ("description", "What a receiver of webhooks gets.".into()),
            ("type", "object".into()),
            ("properties", properties),
            ("required", list(["id", "event", "timestamp", "device_id", "user_id", "data"])),
        ])
    })
}

/// One event as a member of `webhooks`.
pub(super) fn webhook(name: &str, docs: &str, data: Node, schemas: &mut Schemas) -> Node {
    let event = object([("type", "string".into()), ("const", name.into())]);
    let narrowed = object([("type", "object".into()), ("properties", object([("event", event), ("data", data)]))]);
    let schema = object([("allOf", vec![delivery(schemas), narrowed].into())]);
    let body = object([("content", object([("application/json", object([("schema", schema)]))])), ("required", true.into())]);
    let taken = object([("description", "Taken; it is not sent again.".into())]);
    let refused = object([("description", "Not taken; it is sent again later.".into())]);
    // A doc comment that repeats the name says nothing.
    let docs = if docs.trim_matches('`') == name { "" } else { docs };
    let docs = prose(docs);
    let (summary, rest) = docs.split_once("\n\n").unwrap_or((&docs, ""));
    let mut post = object([("operationId", operation_id(name).into())]);
    let summary = summary.replace('\n', " ");
    post.set("summary", if summary.is_empty() { name } else { &summary });
    if !rest.is_empty() {
        post.set("description", rest);
    }
    let signed = object([("webhookSignature", Node::List(Vec::new()))]);
    post.set("security", Node::List(vec![signed, object([])]));
    post.set("parameters", Node::List(headers().into()));
    post.set("requestBody", body);
    post.set("responses", object([("2XX", taken), ("default", refused)]));
    object([("post", post)])
}

fn operation_id(event: &str) -> String {
    let words = event.split(['.', '_', '-']).filter(|word| !word.is_empty());
    let words = words.map(|word| word[..1].to_ascii_uppercase() + &word[1..]);
    format!("on{}", words.collect::<String>())
}
