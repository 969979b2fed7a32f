//! axum by an expert's hand: the caller before the body, borrowed strings, one buffer for the answer.

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;

use super::by_hand::{LIMIT, Tokens, answer, is_json, response, too_large, unauthorized, unsupported};

async fn request_message_history(State(tokens): State<Tokens>, request: Request) -> Response {
    let Some(caller) = tokens.caller(request.headers()) else { return response(unauthorized()) };
    if !is_json(request.headers()) {
        return response(unsupported());
    }
    match to_bytes(request.into_body(), LIMIT).await {
        Ok(bytes) => response(answer(caller, &bytes)),
        Err(_) => response(too_large()),
    }
}

pub fn app(tokens: Tokens) -> Router {
    Router::new().route("/messages/history/request", post(request_message_history)).with_state(tokens)
}
