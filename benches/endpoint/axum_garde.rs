//! The usual way: axum, garde for the rules, an extractor of one's own for the token and one for the body.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use garde::Validate;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::jid::is_jid;
use super::tokens::Caller;

#[derive(Clone)]
struct App {
    tokens: Arc<HashMap<String, Caller>>,
}

#[derive(Serialize)]
struct Failure {
    success: bool,
    error: String,
    error_code: &'static str,
    timestamp: Timestamp,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    validation: Vec<Fault>,
}

#[derive(Serialize)]
struct Fault {
    field: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<serde_json::Value>,
}

enum Refused {
    Unauthorized,
    Body(JsonRejection),
    Invalid(Vec<Fault>),
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (status, error_code, error, validation) = match self {
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "UNAUTHORIZED", "Invalid token".to_owned(), Vec::new()),
            Self::Body(JsonRejection::JsonDataError(error)) => {
                (StatusCode::BAD_REQUEST, "VALIDATION_ERROR", error.body_text(), Vec::new())
            }
            Self::Body(rejection) => (rejection.status(), "MALFORMED_JSON", rejection.body_text(), Vec::new()),
            Self::Invalid(faults) => (StatusCode::BAD_REQUEST, "VALIDATION_ERROR", "validation failed".to_owned(), faults),
        };
        let timestamp = Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default();
        let body = Json(Failure { success: false, error, error_code, timestamp, validation });
        if status == StatusCode::UNAUTHORIZED {
            return (status, [(header::WWW_AUTHENTICATE, "Bearer")], body).into_response();
        }
        (status, body).into_response()
    }
}

struct Authenticated(Caller);

impl FromRequestParts<App> for Authenticated {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refused> {
        let value = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = value.and_then(|value| value.strip_prefix("Bearer ")).ok_or(Refused::Unauthorized)?;
        app.tokens.get(token).copied().map(Self).ok_or(Refused::Unauthorized)
    }
}

struct Valid<T>(T);

impl<T, S> FromRequest<S> for Valid<T>
where
    T: DeserializeOwned + Serialize + Validate<Context = ()>,
    S: Send + Sync,
{
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let Json(value) = Json::<T>::from_request(request, state).await.map_err(Refused::Body)?;
        match value.validate() {
            Ok(()) => Ok(Self(value)),
            Err(report) => {
                // The values that were sent, to show them.
                let sent = serde_json::to_value(&value).unwrap_or_default();
                let fault = |(path, error): &(garde::Path, garde::Error)| {
                    let field = path.to_string();
                    let value = sent.get(&field).cloned();
                    Fault { message: error.message().to_owned(), value, field }
                };
                Err(Refused::Invalid(report.iter().map(fault).collect()))
            }
        }
    }
}

#[derive(Deserialize, Serialize, Validate)]
struct HistoryRequest {
    #[garde(custom(jid))]
    chat_jid: String,
    #[garde(length(min = 1, max = 128), custom(upper_or_digit))]
    last_message_id: String,
    #[serde(default)]
    #[garde(skip)]
    last_message_from_me: bool,
    #[garde(range(min = 0))]
    last_message_timestamp: i64,
    #[serde(default = "fifty")]
    #[garde(range(min = 1, max = 500))]
    count: i64,
}

fn fifty() -> i64 {
    50
}

fn jid(text: &str, _: &()) -> garde::Result {
    if is_jid(text) { Ok(()) } else { Err(garde::Error::new("must be a JID")) }
}

fn upper_or_digit(text: &str, _: &()) -> garde::Result {
    let fits = text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if fits { Ok(()) } else { Err(garde::Error::new("must be upper case letters and digits")) }
}

#[derive(Serialize)]
struct HistoryRequested {
    success: bool,
    message: &'static str,
    chat_jid: String,
    requested_count: i64,
}

async fn request_message_history(
    Authenticated(caller): Authenticated,
    State(_): State<App>,
    Valid(body): Valid<HistoryRequest>,
) -> Json<HistoryRequested> {
    std::hint::black_box((caller, body.last_message_id, body.last_message_from_me, body.last_message_timestamp));
    Json(HistoryRequested {
        success: true,
        message: "History sync requested. Messages will be delivered via webhook (event: history.sync).",
        chat_jid: body.chat_jid,
        requested_count: body.count,
    })
}

pub fn app(tokens: HashMap<String, Caller>) -> Router {
    let app = App { tokens: Arc::new(tokens) };
    Router::new().route("/messages/history/request", post(request_message_history)).with_state(app)
}
