use serde::{Deserialize, Serialize};

use super::MessageReceived;
use crate::id::{Jid, MessageId};

/// The payload of `history.sync`: the answer to one history request. **Defined by this project**; the contract knows only the
/// name.
///
/// ```json
/// {
///   "request": {
///     "last_message_id": "3EB0XXXX1234ABCD", "last_message_from_me": false,
///     "last_message_timestamp": 1750000000, "count": 50
///   },
///   "chat_jid": "5511999999999@s.whatsapp.net",
///   "messages": [],
///   "has_more": false
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistorySync {
    /// Which request this answers. The answer to a request has no id, so the request's own anchor names it.
    pub request: HistoryAnchor,
    /// The chat.
    pub chat_jid: Jid,
    /// The messages immediately before the anchor, oldest first, each in the shape of `message.received`.
    pub messages: Vec<MessageReceived>,
    /// Whether the phone has older messages of this chat; the first of `messages` is the anchor to ask for them.
    pub has_more: bool,
}

/// The request that a [`HistorySync`] answers. **Defined by this project.**
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryAnchor {
    /// The message before which the history was asked for.
    pub last_message_id: MessageId,
    /// Whether the device's own account sent that message.
    pub last_message_from_me: bool,
    /// When that message was sent, in Unix seconds.
    pub last_message_timestamp: i64,
    /// The most messages that were asked for.
    pub count: u16,
}
