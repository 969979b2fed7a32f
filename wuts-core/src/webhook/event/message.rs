use jiff::Timestamp;

use super::payload::payload;
use crate::id::{Jid, MessageId};

payload! {
    /// The payload of `message.received`: a message that the device received or sent.
    ///
    /// The members are those of the contract's example; what else a payload has is kept in [`extra`](Self::extra).
    MessageReceived {
        must {
            /// The message.
            message_id: MessageId,
            /// Who sent it.
            from: Jid,
            /// Whom it is for: a person or a chat.
            to: Jid,
            /// Its text.
            content: String,
            /// What it is: `text` is the only kind that the contract shows; others exist.
            message_type: String,
            /// When it was sent, RFC 3339 on the wire.
            timestamp: Timestamp,
            /// Whether the device's own account sent it.
            is_from_me: bool,
        }
        may {
            /// The name that the sender gives itself.
            push_name: String,
        }
    }
}

payload! {
    /// The payload of `message.sent`: a message that the gateway sent. **Defined by this project**; the contract knows only the
    /// name, and the members are those of its answers to the requests that send.
    MessageSent {
        must {
            /// The message.
            message_id: MessageId,
            /// The chat.
            chat_jid: Jid,
            /// When it was sent, RFC 3339 on the wire.
            timestamp: Timestamp,
        }
        may {
            /// What it is, as in `message.received`.
            message_type: String,
            /// What became of it: `sent` where the contract shows it.
            status: String,
        }
    }
}

payload! {
    /// The payload of `message.delivered` and `message.read`: what became of messages that were sent. **Defined by this
    /// project**; the contract knows only the names, and the members are those of its answers to the requests that mark
    /// messages.
    MessageReceipt {
        must {
            /// The chat.
            chat_jid: Jid,
            /// The messages.
            message_ids: Vec<MessageId>,
            /// When it happened, RFC 3339 on the wire.
            timestamp: Timestamp,
        }
        may {
            /// Who received or read them; in a group this differs from the chat.
            sender_jid: Jid,
            /// What happened: `delivered`, `read` or `played`.
            receipt_type: String,
        }
    }
}
