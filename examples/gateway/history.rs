//! `POST /messages/history/request`: ask the phone for older messages of a chat.

use axum::extract::State;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use wuts_core::auth::Caller;
use wuts_core::id::{Jid, JidKind, MessageId};
use wuts_core::webhook::event::HistoryAnchor;
use wuts_core::{WutsError, WutsRequest, WutsResponse, wuts_endpoint};

use crate::app::Gateway;
use crate::device::Refused;

/// The anchor: the oldest message that the caller holds of the chat.
#[derive(Clone, Debug, Deserialize, WutsRequest)]
pub struct HistoryRequest {
    /// The chat.
    #[wuts(check = has_history, schema = json!({ "not": { "pattern": "@newsletter$" } }))]
    #[wuts(example = "5511999999999@s.whatsapp.net")]
    pub chat_jid: Jid,
    /// The anchor's id.
    #[wuts(example = "3EB0XXXX1234ABCD")]
    pub last_message_id: MessageId,
    /// Whether the account itself sent the anchor.
    #[serde(default)]
    pub last_message_from_me: bool,
    /// When the anchor was sent, in Unix seconds.
    #[wuts(range(min = 1), example = 1_750_000_000)]
    pub last_message_timestamp: i64,
    /// The most messages to send.
    #[serde(default = "default_count")]
    #[wuts(range(min = 1, max = 500))]
    pub count: u16,
}

/// A newsletter is no chat of the phone.
fn has_history(chat: &Jid) -> Result<(), &'static str> {
    if chat.kind() == JidKind::Newsletter { Err("must be a chat: a newsletter has no history on the phone") } else { Ok(()) }
}

fn default_count() -> u16 {
    50
}

/// The request is on its way to the phone.
#[derive(Debug, Serialize, JsonSchema, WutsResponse)]
pub struct HistoryRequested {
    /// For people.
    #[schemars(example = MESSAGE)]
    pub message: &'static str,
    /// The chat.
    #[schemars(example = &"5511999999999@s.whatsapp.net")]
    pub chat_jid: Jid,
    /// The most messages that will come.
    #[schemars(example = 50)]
    pub requested_count: u16,
}

const MESSAGE: &str = "History sync requested. Messages will be delivered via webhook (event: history.sync).";

/// Why there will be no messages.
#[derive(Debug, thiserror::Error, WutsError)]
pub enum HistoryError {
    #[error("no device for this user")]
    #[wuts(status = 404, code = "DEVICE_NOT_FOUND")]
    NoDevice,
    #[error("WhatsApp session is not connected")]
    #[wuts(code = DEVICE_NOT_READY)]
    NotConnected,
    #[error("the WhatsApp device refused the request")]
    #[wuts(code = DEVICE_ERROR)]
    Refused(#[from] Refused),
}

/// Ask the phone for the messages that come immediately before an anchor message.
///
/// The answer says only that the request was sent. The messages come by webhook, as the event `history.sync`.
#[wuts_endpoint(POST, "/messages/history/request", tag = "messages")]
pub async fn request_message_history(
    caller: Caller,
    State(gateway): State<Gateway>,
    body: HistoryRequest,
) -> Result<HistoryRequested, HistoryError> {
    let device = gateway.device_of(&caller).ok_or(HistoryError::NoDevice)?;
    if !device.is_connected() {
        return Err(HistoryError::NotConnected);
    }
    let anchor = HistoryAnchor {
        last_message_id: body.last_message_id,
        last_message_from_me: body.last_message_from_me,
        last_message_timestamp: body.last_message_timestamp,
        count: body.count,
    };
    device.request_history(body.chat_jid.clone(), anchor).await?;
    Ok(HistoryRequested { message: MESSAGE, chat_jid: body.chat_jid, requested_count: body.count })
}
