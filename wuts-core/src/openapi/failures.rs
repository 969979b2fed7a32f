//! The failures of an operation: one response for each status, shared by all operations that fail with the same codes.

use super::node::{Node, list, object, reference};
use super::operation::request_id;
use super::schemas::Schemas;
use crate::envelope::ErrorCode;

/// The time of every example.
const TIME: &str = "2026-06-15T13:45:02Z";

/// How an operation can fail.
#[derive(Debug, Default)]
pub(super) struct Failures {
    /// With what is said of a code where it is declared.
    codes: Vec<(ErrorCode, &'static str)>,
    /// With any other code too.
    pub(super) are_open: bool,
}

impl Failures {
    pub(super) fn add(&mut self, code: ErrorCode, words: &'static str) {
        match self.codes.iter_mut().find(|(other, _)| *other == code) {
            Some((_, before)) if before.is_empty() => *before = words,
            Some(_) => {}
            None => self.codes.push((code, words)),
        }
    }

    /// Add references to `responses`, and what they refer to, where it is new, to `shared`.
    pub(super) fn finish(mut self, schemas: &mut Schemas, responses: &mut Node, shared: &mut Vec<(String, Node)>) {
        self.codes.sort_by_key(|(code, _)| (code.status().as_u16(), place(*code)));
        for codes in self.codes.chunk_by(|(a, _), (b, _)| a.status() == b.status()) {
            let name = codes.iter().map(|(code, _)| pascal(code.name())).collect::<Vec<_>>().join("Or");
            if !shared.iter().any(|(other, _)| *other == name) {
                shared.push((name.clone(), response(codes, schemas)));
            }
            responses.set(codes[0].0.status().as_str(), reference(format_args!("components/responses/{name}")));
        }
        if self.are_open {
            let name = "AnyFailure";
            if !shared.iter().any(|(other, _)| other == name) {
                let content = json(object([("schema", schema(schemas))]));
                let words = "Any other failure; `error_code` tells which.";
                shared.push((
                    name.to_owned(),
                    object([("description", words.into()), ("headers", request_id()), ("content", content)]),
                ));
            }
            responses.set("default", reference(format_args!("components/responses/{name}")));
        }
    }
}

/// Codes of the table come in its order, those of a service behind them by their names.
fn place(code: ErrorCode) -> (usize, &'static str) {
    (ErrorCode::ALL.iter().position(|known| *known == code).unwrap_or(usize::MAX), code.name())
}

fn response(codes: &[(ErrorCode, &'static str)], schemas: &mut Schemas) -> Node {
    let lines = codes.iter().map(|(code, words)| match message(*code, words) {
        "" => format!("`{code}`"),
        message => format!("`{code}`: {message}"),
    });
    let mut headers = request_id();
    let status = codes[0].0.status().as_u16();
    let text = |words: &str| object([("description", words.into()), ("schema", object([("type", "string".into())]))]);
    if status == 401 {
        headers.set("WWW-Authenticate", text("`Bearer`"));
    }
    if matches!(status, 429 | 503) {
        headers.set("Retry-After", text("After how many seconds to try again, if that is known."));
    }
    let code = object([("type", "string".into()), ("enum", list(codes.iter().map(|(code, _)| code.name())))]);
    let narrowed = object([("type", "object".into()), ("properties", object([("error_code", code)]))]);
    let mut media = object([("schema", object([("allOf", vec![schema(schemas), narrowed].into())]))]);
    let examples = codes.iter().map(|(code, words)| (code.name().to_owned(), object([("value", example(*code, words))])));
    media.set("examples", Node::Object(examples.collect()));
    object([("description", lines.collect::<Vec<_>>().join("\n\n").into()), ("headers", headers), ("content", json(media))])
}

fn json(media: Node) -> Node {
    object([("application/json", media)])
}

fn message(code: ErrorCode, words: &'static str) -> &'static str {
    if words.is_empty() { code.default_message() } else { words }
}

fn example(code: ErrorCode, words: &'static str) -> Node {
    let message = match message(code, words) {
        "" => "the request failed",
        message => message,
    };
    let mut failure = object([
        ("success", false.into()),
        ("error", message.into()),
        ("error_code", code.name().into()),
        ("timestamp", TIME.into()),
    ]);
    if code == ErrorCode::VALIDATION_ERROR {
        let fault = object([("field", "name_of_the_field".into()), ("message", "is required".into())]);
        failure.set("validation", Node::List(vec![fault]));
    }
    failure
}

/// The schema of the envelope.
pub(super) fn schema(schemas: &mut Schemas) -> Node {
    let text = |words: &str| object([("description", words.into()), ("type", "string".into())]);
    schemas.own("failure", "Failure".to_owned(), |schemas| {
        let fault = schemas.own("violation", "Violation".to_owned(), |_| {
            let value = object([("description", "The rejected value. Absent for a missing field and for a secret.".into())]);
            let field = text("The field's name, dotted and indexed where it is nested: `contacts[3].number`.");
            let properties =
                object([("field", field), ("message", text("What is wrong, and what would be right.")), ("value", value)]);
            let words = "One fault of one field.";
            object([
                ("description", words.into()),
                ("type", "object".into()),
                ("properties", properties),
                ("required", list(["field", "message"])),
            ])
        });
        let mut time = text("When it happened.");
        time.set("format", "date-time");
        let faults = object([
            ("description", "The faults of single fields; absent where there are none.".into()),
            ("type", "array".into()),
            ("items", fault),
        ]);
        let success = object([("type", "boolean".into()), ("const", false.into())]);
        let properties = object([
            ("success", success),
            ("error", text("For people; may be reworded.")),
            ("error_code", text("Stable, upper case; what a client branches on.")),
            ("timestamp", time),
            ("validation", faults),
        ]);
        object([
            ("description", "The one shape of every failure.".into()),
            ("type", "object".into()),
            ("properties", properties),
            ("required", list(["success", "error", "error_code", "timestamp"])),
        ])
    })
}

fn pascal(upper: &str) -> String {
    let words = upper.split('_').filter(|word| !word.is_empty());
    words.map(|word| word[..1].to_owned() + &word[1..].to_ascii_lowercase()).collect()
}
