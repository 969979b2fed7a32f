//! WhatsApp-gateway services in the WUTS style: a handler is one plain async function, and bearer auth, validation and the
//! error envelope come from its declaration.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//! use wuts_core::auth::{Caller, TokenTable};
//! use wuts_core::id::{Jid, MessageId};
//! use wuts_core::{Api, Error, WutsRequest, WutsResponse, endpoints, wuts_endpoint};
//!
//! #[derive(Deserialize, WutsRequest)]
//! struct HistoryRequest {
//!     chat_jid: Jid,
//!     last_message_id: MessageId,
//!     #[serde(default = "fifty")]
//!     #[wuts(range(min = 1, max = 500))]
//!     count: u16,
//! }
//!
//! fn fifty() -> u16 {
//!     50
//! }
//!
//! #[derive(Serialize, WutsResponse)]
//! struct HistoryRequested {
//!     chat_jid: Jid,
//!     requested_count: u16,
//! }
//!
//! #[wuts_endpoint(POST, "/messages/history/request", tag = "messages")]
//! async fn request_message_history(caller: Caller, body: HistoryRequest) -> Result<HistoryRequested, Error> {
//!     Ok(HistoryRequested { chat_jid: body.chat_jid, requested_count: body.count })
//! }
//!
//! let app: axum::Router =
//!     Api::new("gateway", "1.0.0").endpoints(endpoints![request_message_history]).into_router(TokenTable::new());
//! # drop(app);
//! ```
//!
//! # The walk of one request
//!
//! | stop | where | fails with |
//! | --- | --- | --- |
//! | 1 route | axum's router, mounted by [`endpoint`] | 404, 405 with `Allow` |
//! | 2 authenticate | [`auth`] | 401 with `WWW-Authenticate: Bearer`, 503 if the question cannot be answered |
//! | 3 authorise | [`auth`] | 403 |
//! | 4 read | [`request`], into the types of [`id`] | 400, 413, 415 |
//! | 5 validate | [`validate`] | 400 with every fault listed |
//! | 6 handle | your function | its own error |
//! | 7 envelope | [`envelope`] | never |
//! | 8 event, 9 sign, deliver | [`webhook`] | never; a delivery is tried again or has failed |
//!
//! The order is written once, in `endpoint/pipeline.rs`. No byte of a body is read before stops 2 and 3 have passed.

pub mod auth;
mod constant;
pub mod endpoint;
pub mod envelope;
pub mod id;
#[cfg(feature = "openapi")]
pub mod openapi;
mod plain;
pub mod request;
pub mod validate;
pub mod webhook;

#[doc(hidden)]
pub mod __private;

mod macros;
mod told;

pub use axum;
pub use endpoint::Api;
pub use envelope::{Error, ErrorCode, WutsError, WutsResponse};
pub use jiff;
pub use macros::{WutsError, WutsEvent, WutsRequest, WutsResponse, endpoints, wuts_endpoint};
#[cfg(feature = "openapi")]
pub use schemars;
pub use uuid;
pub use validate::WutsRequest;
pub use webhook::WutsEvent;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
