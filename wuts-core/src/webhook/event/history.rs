use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::MessageReceived;
use crate::id::{Jid, MessageId};

/// The payload of `history.sync`: the answer to one history request, or a part of it. **Defined by this project**; the contract
/// knows only the name.
///
/// An answer that would be too large for one webhook comes as several events. They have the same `request`, `chat_jid` and
/// `has_more`, and their messages in a row are the answer.
///
/// ```json
/// {
///   "request": {
///     "last_message_id": "3EB0XXXX1234ABCD", "last_message_from_me": false,
///     "last_message_timestamp": 1750000000, "count": 50
///   },
///   "chat_jid": "5511999999999@s.whatsapp.net",
///   "messages": [],
///   "has_more": false,
///   "part": 1,
///   "parts": 1
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct HistorySync {
    /// Which request this answers. The answer to a request has no id, so the request's own anchor names it.
    pub request: HistoryAnchor,
    /// The chat.
    pub chat_jid: Jid,
    /// The messages immediately before the anchor, oldest first, each in the shape of `message.received`.
    pub messages: Vec<MessageReceived>,
    /// Whether the phone has older messages of this chat; the first of all `messages` is the anchor to ask for them.
    pub has_more: bool,
    /// Which part of the answer this is, from 1.
    #[serde(default = "one")]
    pub part: NonZeroU32,
    /// How many parts there are.
    #[serde(default = "one")]
    pub parts: NonZeroU32,
}

const fn one() -> NonZeroU32 {
    NonZeroU32::MIN
}

impl HistorySync {
    /// An answer in one part.
    pub const fn new(request: HistoryAnchor, chat_jid: Jid, messages: Vec<MessageReceived>, has_more: bool) -> Self {
        Self { request, chat_jid, messages, has_more, part: one(), parts: one() }
    }

    /// The same answer in parts whose messages are at most `limit` bytes of JSON each; a message that is longer than that has a part
    /// of its own. An answer without messages is one part.
    ///
    /// ```
    /// # use wuts_core::webhook::event::HistorySync;
    /// # let sync: HistorySync = serde_json::from_str(r#"{"request":{"last_message_id":"A1","last_message_from_me":false,
    /// #     "last_message_timestamp":1,"count":1},"chat_jid":"1@lid","messages":[],"has_more":false}"#)?;
    /// let parts = sync.split(256 * 1024)?;
    /// assert_eq!((parts.len(), parts[0].part.get(), parts[0].parts.get()), (1, 1, 1));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A message cannot be written as JSON.
    pub fn split(self, limit: usize) -> Result<Vec<Self>, serde_json::Error> {
        let mut parts = vec![Vec::new()];
        let mut length = 0;
        for message in self.messages {
            // With the comma that parts it from the one before.
            let size = serde_json::to_vec(&message)?.len() + 1;
            if length > 0 && length + size > limit {
                parts.push(Vec::new());
                length = 0;
            }
            length += size;
            if let Some(part) = parts.last_mut() {
                part.push(message);
            }
        }
        let count = u32::try_from(parts.len()).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MAX);
        let numbers = (1..=count.get()).filter_map(NonZeroU32::new);
        let part = |(messages, part)| Self {
            request: self.request.clone(),
            chat_jid: self.chat_jid.clone(),
            messages,
            has_more: self.has_more,
            part,
            parts: count,
        };
        Ok(parts.into_iter().zip(numbers).map(part).collect())
    }
}

/// The request that a [`HistorySync`] answers. **Defined by this project.**
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
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

#[cfg(test)]
mod tests {
    use super::*;

    fn message(n: usize, length: usize) -> MessageReceived {
        let text = format!(
            r#"{{"message_id":"M{n}","from":"5511999999999@s.whatsapp.net","to":"5511888888888@s.whatsapp.net","content":"{}","message_type":"text","timestamp":"2026-01-01T00:00:00Z","is_from_me":false}}"#,
            "x".repeat(length)
        );
        serde_json::from_str(&text).unwrap()
    }

    fn sync(lengths: &[usize]) -> HistorySync {
        let request = HistoryAnchor {
            last_message_id: "A".parse().unwrap(),
            last_message_from_me: true,
            last_message_timestamp: 7,
            count: 500,
        };
        let messages = lengths.iter().enumerate().map(|(n, length)| message(n, *length)).collect();
        HistorySync::new(request, "1@lid".parse().unwrap(), messages, true)
    }

    #[test]
    fn parts_are_numbered_small_and_lose_nothing() {
        let whole = sync(&[10, 300, 5000, 20, 800, 0, 0, 0]);
        let parts = whole.clone().split(1000).unwrap();
        let counts: Vec<usize> = parts.iter().map(|part| part.messages.len()).collect();
        assert_eq!(counts, [2, 1, 1, 1, 3], "the one of 5000 stands alone");
        for (index, part) in parts.iter().enumerate() {
            assert_eq!((part.part.get(), part.parts.get()), (u32::try_from(index).unwrap() + 1, 5));
            assert_eq!((&part.request, &part.chat_jid, part.has_more), (&whole.request, &whole.chat_jid, true));
            let size = serde_json::to_vec(&part.messages).unwrap().len();
            assert!(size <= 1000 + 1 || part.messages.len() == 1, "{size}");
        }
        let messages: Vec<_> = parts.into_iter().flat_map(|part| part.messages).collect();
        assert_eq!(messages, whole.messages);
    }

    #[test]
    fn what_fits_is_one_part() {
        assert_eq!(sync(&[]).split(1).unwrap(), [sync(&[])]);
        let whole = sync(&[1, 2, 3]);
        assert_eq!(whole.clone().split(usize::MAX).unwrap(), [whole]);
        assert_eq!(sync(&[1, 2, 3]).split(0).unwrap().len(), 3);
    }
}
