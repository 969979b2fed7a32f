use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::id::{Jid, MessageId};

/// The payload of `message.received`: a message that the device received or sent.
///
/// The members are those of the contract's example; what else a payload has is kept in [`extra`](Self::extra).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MessageReceived {
    /// The message.
    pub message_id: MessageId,
    /// Who sent it.
    pub from: Jid,
    /// Whom it is for: a person or a chat.
    pub to: Jid,
    /// Its text.
    pub content: String,
    /// What it is: `text` is the only kind that the contract shows; others exist.
    pub message_type: String,
    /// When it was sent, RFC 3339 on the wire.
    pub timestamp: Timestamp,
    /// Whether the device's own account sent it.
    pub is_from_me: bool,
    /// The name that the sender gives itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub push_name: Option<String>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
