//! A service that knows `wuts-core` as `gateway_core`, which the macros find out by themselves, under the strictest lints that a
//! crate can ask for.
#![deny(warnings, missing_docs, clippy::pedantic)]
#![warn(clippy::nursery)]

/// For crates that reach `wuts-core` through this one.
pub use gateway_core as wuts;

use axum::extract::{Path, State};
use gateway_core::auth::{Authenticate, AuthenticateError, Caller, Role, TokenTable};
use gateway_core::id::{Jid, Token};
use gateway_core::{Api, WutsError, WutsRequest, WutsResponse, endpoints, wuts_endpoint};
use serde::{Deserialize, Serialize};

/// The service.
#[derive(Clone, Debug, Default)]
pub struct Gateway {
    tokens: TokenTable,
}

impl Gateway {
    /// Let this token in.
    pub fn admit(&self, token: Token, caller: Caller) {
        self.tokens.insert(token, caller);
    }
}

impl Authenticate for Gateway {
    async fn authenticate(&self, token: Token) -> Result<Option<Caller>, AuthenticateError> {
        self.tokens.authenticate(token).await
    }
}

/// What is sent.
#[derive(Clone, Debug, Deserialize, WutsRequest)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[wuts(any_of(text, caption), check = is_not_shouted)]
pub struct SendText {
    /// To whom.
    pub to: Jid,
    /// What.
    #[wuts(length(min = 1, max = 4096), pattern = "^[^\u{0}]*$")]
    pub text: Option<String>,
    /// What stands below.
    #[wuts(length(max = 64), check = is_not_blank)]
    pub caption: Option<String>,
    /// Who is mentioned.
    #[serde(default)]
    #[wuts(count(max = 3), items(length(min = 1)))]
    pub mentions: Vec<String>,
    /// How long to wait, in seconds.
    #[serde(default)]
    #[wuts(range(max = 60), sensitive)]
    pub delay: u8,
}

fn is_not_blank(text: &str) -> Result<(), &'static str> {
    if text.trim().is_empty() { Err("must not be blank") } else { Ok(()) }
}

fn is_not_shouted(message: &SendText) -> Result<(), &'static str> {
    let is_shouted = message.text.as_ref().is_some_and(|text| text.ends_with("!!!"));
    if is_shouted { Err("must not be shouted") } else { Ok(()) }
}

/// Where.
#[derive(Clone, Debug, Deserialize, WutsRequest)]
#[wuts(from = path)]
pub struct Place {
    /// The chat.
    pub chat: Jid,
}

/// What was sent.
#[derive(Clone, Debug, Serialize, WutsResponse)]
#[wuts(status = 201)]
pub struct Sent {
    /// How many characters.
    pub length: usize,
}

/// Why it was not sent.
#[derive(Clone, Copy, Debug, WutsError)]
pub enum NotSent {
    /// There is no device.
    #[wuts(code = DEVICE_NOT_READY, message = "there is no device")]
    NoDevice,
    /// It was sent before.
    #[wuts(status = 409, code = "SENT_BEFORE")]
    Before,
}

impl std::fmt::Display for NotSent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not sent")
    }
}

impl std::error::Error for NotSent {}

/// Send a text.
///
/// # Errors
///
/// It was not sent.
#[wuts_endpoint(POST, "/chats/{chat}/messages", tag = "messages", role = manager, body_limit = "64 KiB", timeout = "5s")]
pub async fn send_text(caller: Caller, State(gateway): State<Gateway>, place: Place, body: SendText) -> Result<Sent, NotSent> {
    let text = body.text.or(body.caption).unwrap_or_default();
    if gateway.tokens.is_empty() || caller.role < Role::Manager {
        return Err(NotSent::NoDevice);
    }
    if place.chat == body.to { Ok(Sent { length: text.chars().count() }) } else { Err(NotSent::Before) }
}

/// Whether the service is there.
///
/// # Errors
///
/// None.
#[wuts_endpoint(GET, "/health/{probe}", public)]
pub async fn get_health(Path(_probe): Path<String>) -> Result<(), NotSent> {
    Ok(())
}

/// The service as a router.
pub fn app(gateway: Gateway) -> axum::Router {
    Api::new("renamed", "1.0.0").endpoints(endpoints![send_text, get_health]).into_router(gateway)
}
