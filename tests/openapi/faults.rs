//! What a document says of its own gaps: examples that no endpoint would take, and types that tell nothing.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use wuts_core::auth::TokenTable;
use wuts_core::{Api, Error, WutsRequest, WutsResponse, endpoints, wuts_endpoint};

#[derive(Deserialize, WutsRequest)]
#[wuts(example = json!({ "number": 5 }))]
struct Wrong {
    #[wuts(length(min = 3), example = "no")]
    text: String,
    #[wuts(range(max = 9), example = "five")]
    number: u8,
    #[wuts(example = json!([{ "letter": "AB" }]))]
    letters: Vec<Letter>,
}

#[derive(Deserialize, WutsRequest)]
struct Letter {
    #[wuts(length(max = 1))]
    letter: String,
}

#[wuts_endpoint(POST, "/wrong", public)]
async fn put_wrong(body: Wrong) -> Result<(), Error> {
    drop((body.text, body.number));
    body.letters.into_iter().for_each(|letter| drop(letter.letter));
    Ok(())
}

/// An extractor that only its author knows.
struct Secretive;

impl<S: Sync> FromRequestParts<S> for Secretive {
    type Rejection = Response;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Response> {
        Err("no".into_response())
    }
}

#[derive(Serialize, WutsResponse)]
struct Silent {
    n: u8,
}

#[derive(Deserialize)]
struct Untagged(#[allow(dead_code, reason = "it is described, not read")] Value);

#[derive(Deserialize, WutsRequest)]
struct Open {
    #[serde(deserialize_with = "any")]
    read: u8,
    untagged: Untagged,
}

fn any<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    u8::deserialize(deserializer)
}

#[wuts_endpoint(POST, "/silent/{id}", public)]
async fn silent(_: Secretive, Path(_): Path<Value>, body: Open) -> Result<Silent, Error> {
    drop(body.untagged);
    Ok(Silent { n: body.read })
}

#[test]
fn an_example_that_would_be_refused_is_named() {
    let document = Api::<TokenTable>::new("wrong", "1.0.0").endpoints(endpoints![put_wrong]).openapi();
    assert_eq!(
        document.check_examples().unwrap_err(),
        [
            "the example of `openapi::faults::Wrong.text` is refused: must be at least 3 characters long",
            "the example of `openapi::faults::Wrong.number` is refused: expected an integer from 0 to 9, got a string",
            "the example of `openapi::faults::Wrong.letters[0].letter` is refused: must be at most 1 characters long",
            "the example of `openapi::faults::Wrong` is refused: text is required; letters is required",
        ]
    );
}

#[test]
fn what_is_not_described_is_named() {
    let document = Api::<TokenTable>::new("silent", "1.0.0").endpoints(endpoints![silent]).openapi();
    assert_eq!(
        document.gaps(),
        [
            "silent: what the argument `openapi::faults::Secretive` reads, and how that fails",
            "silent: `u8` tells neither `JsonSchema` nor serde what it is",
            "silent: `openapi::faults::Untagged` does not tell what it reads",
            "silent: the answer `openapi::faults::Silent` does not implement `schemars::JsonSchema`",
        ]
    );
    let text = document.to_json();
    assert!(text.contains("The other members are not described."), "{text}");
}
