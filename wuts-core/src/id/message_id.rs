use std::str::FromStr;

use super::postponed::IdText;
use super::text::text_on_the_wire;

/// The id of a message, as WhatsApp gives it: 1 to 128 visible ASCII characters, often beginning with `3EB0`.
///
/// ```
/// use wuts_core::id::MessageId;
///
/// let id: MessageId = "3EB0XXXX1234ABCD".parse()?;
/// assert_eq!(id.as_str(), "3EB0XXXX1234ABCD");
/// assert!("with space".parse::<MessageId>().is_err());
/// # Ok::<(), wuts_core::id::InvalidMessageId>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(IdText);

impl MessageId {
    /// The longest id, in characters.
    pub const MAX_LEN: usize = 128;

    /// The id as text.
    pub const fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for MessageId {
    type Err = InvalidMessageId;

    fn from_str(text: &str) -> Result<Self, InvalidMessageId> {
        let fits = (1..=Self::MAX_LEN).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        if fits { Ok(Self(IdText::new(text, ()))) } else { Err(InvalidMessageId) }
    }
}

text_on_the_wire!(MessageId, InvalidMessageId, "a message id such as 3EB0XXXX1234ABCD", |text| IdText::standing_for(
    text,
    "-",
    ()
));

/// A text is no [`MessageId`]. Its `Display` says what to write and never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidMessageId;

impl InvalidMessageId {
    #[allow(clippy::unused_self, reason = "as that of every such error")]
    pub(super) const fn words(self) -> &'static str {
        "must be a message id of 1 to 128 visible ASCII characters"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_and_the_characters_are_held() {
        for good in ["3EB0XXXX1234ABCD", "a", "~!#", &"x".repeat(128)] {
            assert_eq!(good.parse::<MessageId>().unwrap().as_str(), good);
        }
        for bad in ["", " ", "a b", "a\n", "é", "\u{7f}", &"x".repeat(129)] {
            assert_eq!(bad.parse::<MessageId>(), Err(InvalidMessageId), "{bad:?}");
        }
    }
}
