use std::str::FromStr;

use super::postponed::IdText;
use super::text::text_on_the_wire;
use super::{Jid, JidKind};

/// A phone number: country code and national number, 10 to 15 digits, without a plus.
///
/// Spaces, dashes, parentheses and one leading plus are stripped when it is read, as the contract does it in the field
/// `number`; the country code does not begin with a zero (E.164).
///
/// ```
/// use wuts_core::id::Phone;
///
/// let phone: Phone = "+55 (11) 99999-9999".parse()?;
/// assert_eq!(phone.as_str(), "5511999999999");
/// assert_eq!(phone.to_jid().as_str(), "5511999999999@s.whatsapp.net");
/// assert!("99999-9999".parse::<Phone>().is_err());
/// # Ok::<(), wuts_core::id::InvalidPhone>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(IdText);

impl Phone {
    /// The digits.
    pub const fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The address of the person with this number.
    pub fn to_jid(&self) -> Jid {
        Jid::of_parts(self.as_str(), JidKind::User)
    }
}

impl FromStr for Phone {
    type Err = InvalidPhone;

    fn from_str(text: &str) -> Result<Self, InvalidPhone> {
        let text = text.trim_ascii();
        let text = text.strip_prefix('+').unwrap_or(text);
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')')).collect();
        let fits = (10..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
        if fits { Ok(Self(IdText::new(digits, ()))) } else { Err(InvalidPhone) }
    }
}

text_on_the_wire!(Phone, InvalidPhone, "a phone number such as 5511999999999", |text| IdText::standing_for(
    text,
    "1000000000",
    ()
));

/// A text is no [`Phone`]. Its `Display` says what to write and never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidPhone;

impl InvalidPhone {
    #[allow(clippy::unused_self, reason = "as that of every such error")]
    pub(super) const fn words(self) -> &'static str {
        "must be a phone number of 10 to 15 digits with its country code, such as 5511999999999"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_normalised_as_the_contract_says() {
        for good in ["5511999999999", "+5511999999999", "+55 (11) 99999-9999", " 55-11-99999-9999 ", "(55)11999999999"] {
            assert_eq!(good.parse::<Phone>().unwrap().as_str(), "5511999999999", "{good}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for bad in [
            "",
            "+",
            "123456789",
            "1234567890123456",
            "0511999999999",
            "++5511999999999",
            "55119999x9999",
            "5511+999999999",
            "٥٥١١٩٩٩٩٩٩٩٩٩",
            "5511999999999@s.whatsapp.net",
        ] {
            assert_eq!(bad.parse::<Phone>(), Err(InvalidPhone), "{bad}");
        }
    }
}
