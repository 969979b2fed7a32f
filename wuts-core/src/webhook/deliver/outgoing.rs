use serde::Deserialize;
use serde_json::Value;

use crate::webhook::Delivery;

/// A delivery on its way into the outbox, and the chat in whose order it is sent.
///
/// A `&Delivery` turns into one: its chat is the `chat_jid` of the payload; else, for a payload with `from` and `to`, `to` if
/// that is a group, a newsletter or a list, or the message is one's own, and `from` otherwise. Events that are of no chat
/// keep the order among themselves.
#[derive(Clone, Debug)]
pub struct Outgoing<'d> {
    pub(super) delivery: &'d Delivery,
    pub(super) chat: Option<String>,
}

impl<'d> Outgoing<'d> {
    /// This delivery, in the order of this chat; any text names one.
    ///
    /// ```
    /// use wuts_core::webhook::{Delivery, deliver::Outgoing};
    ///
    /// # fn example(delivery: &Delivery) {
    /// let outgoing = Outgoing::in_chat(delivery, "calls");
    /// # drop(outgoing);
    /// # }
    /// ```
    pub fn in_chat(delivery: &'d Delivery, chat: impl Into<String>) -> Self {
        Self { delivery, chat: Some(chat.into()) }
    }
}

impl<'d> From<&'d Delivery> for Outgoing<'d> {
    fn from(delivery: &'d Delivery) -> Self {
        Self { delivery, chat: None }
    }
}

/// The members of a payload that tell its chat; they may be anything in a payload of no known type.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Payload {
    chat_jid: Value,
    from: Value,
    to: Value,
    is_from_me: Value,
}

/// The longest name of a chat that is told apart, in bytes: an index takes no more than a few kilobytes.
const LONGEST: usize = 200;

/// The name of a chat, as every database takes it. Two that are the same in its beginning share one order.
pub(super) fn lane(chat: &str) -> String {
    format!("/{}", chat[..chat.floor_char_boundary(LONGEST)].replace('\0', ""))
}

/// The chat of a body, or nothing.
pub(super) fn chat_of(body: &str) -> String {
    #[derive(Deserialize)]
    struct Body {
        data: Payload,
    }

    // A payload that is no object has no chat.
    let payload = serde_json::from_str::<Body>(body).map(|body| body.data).unwrap_or_default();
    let chat = match (&payload.chat_jid, &payload.from, &payload.to) {
        (Value::String(chat), ..) => chat,
        (_, Value::String(_), Value::String(to)) if is_shared(to) || payload.is_from_me == Value::Bool(true) => to,
        (_, Value::String(from), _) => from,
        (.., Value::String(to)) => to,
        _ => "",
    };
    chat.to_owned()
}

/// Whether a JID is of a chat of several people.
fn is_shared(jid: &str) -> bool {
    ["@g.us", "@newsletter", "@broadcast"].iter().any(|server| jid.ends_with(server))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_names_a_chat() {
        assert_eq!(lane(""), "/");
        assert_eq!(lane("a\0b"), "/ab");
        assert_eq!(lane(&"é".repeat(5000)).len(), 1 + LONGEST);
    }

    #[test]
    fn the_chat_is_found_in_the_payload() {
        for (data, chat) in [
            (r#"{"chat_jid":"c@g.us","from":"a@lid"}"#, "c@g.us"),
            (r#"{"from":"a@lid","to":"me@lid","is_from_me":false}"#, "a@lid"),
            (r#"{"from":"me@lid","to":"a@lid","is_from_me":true}"#, "a@lid"),
            (r#"{"from":"a@lid","to":"c@g.us","is_from_me":false}"#, "c@g.us"),
            (r#"{"to":"a@lid"}"#, "a@lid"),
            (r#"{"from":7,"chat_jid":null}"#, ""),
            ("{}", ""),
            ("[1]", ""),
            ("null", ""),
        ] {
            assert_eq!(chat_of(&format!(r#"{{"id":"1","data":{data}}}"#)), chat, "{data}");
        }
    }
}
