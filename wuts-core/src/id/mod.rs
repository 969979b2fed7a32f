//! Identifiers of the contract. Each type has a private field, one parser and one error: a value that exists is valid.

mod jid;
mod message_id;
mod phone;
pub(crate) mod postponed;
mod recipient;
pub(crate) mod secret;
mod text;
mod token;

pub use jid::{InvalidJid, Jid, JidKind};
pub use message_id::{InvalidMessageId, MessageId};
pub use phone::{InvalidPhone, Phone};
pub use recipient::{InvalidRecipient, Recipient};
pub use token::{InvalidToken, Token};
