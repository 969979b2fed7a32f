use std::str::FromStr;

use super::postponed::Id;
use super::text::text_on_the_wire;
use super::{InvalidJid, InvalidPhone, Jid, Phone};

/// Whom a message is for: a phone number for a person, or a full JID for anything else.
///
/// A number is read as [`Phone`] reads it and stands for the person's address, so a recipient is a [`Jid`] in the end.
///
/// ```
/// use wuts_core::id::Recipient;
///
/// let person: Recipient = "+55 (11) 99999-9999".parse()?;
/// assert_eq!(person.as_str(), "5511999999999@s.whatsapp.net");
/// let group: Recipient = "120363039000000000@g.us".parse()?;
/// assert_eq!(group.jid().user(), "120363039000000000");
/// # Ok::<(), wuts_core::id::InvalidRecipient>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Recipient(Jid);

impl Recipient {
    /// The address.
    pub const fn jid(&self) -> &Jid {
        &self.0
    }

    /// The address as text.
    pub const fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl From<Recipient> for Jid {
    fn from(recipient: Recipient) -> Self {
        recipient.0
    }
}

impl FromStr for Recipient {
    type Err = InvalidRecipient;

    fn from_str(text: &str) -> Result<Self, InvalidRecipient> {
        if text.contains('@') {
            return text.parse().map(Self).map_err(InvalidRecipient::Jid);
        }
        text.parse().map(|phone: Phone| Self(phone.to_jid())).map_err(InvalidRecipient::Phone)
    }
}

text_on_the_wire!(Recipient, InvalidRecipient, "a phone number or a JID", Id::standing_for);

/// Why a text is no [`Recipient`]. Its `Display` says what to write and never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidRecipient {
    /// It has an `@` and is no JID.
    Jid(InvalidJid),
    /// It has none and is no phone number.
    Phone(InvalidPhone),
}

impl InvalidRecipient {
    const fn words(self) -> &'static str {
        match self {
            Self::Jid(error) => error.words(),
            Self::Phone(error) => error.words(),
        }
    }
}
