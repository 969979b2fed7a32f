use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The secret that a user's requests carry: a UUID in its form of 36 characters.
///
/// `Debug` prints `Token(…)`, there is no `Display`, and two tokens are compared in constant time.
/// [`expose`](Self::expose) and `Serialize` (for the one answer that hands a new token to its owner) are the ways to its text.
///
/// ```
/// use wuts_core::id::Token;
///
/// let token: Token = "8f1c2d3e-4a5b-4c7d-8e9f-0a1b2c3d4e5f".parse()?;
/// assert_eq!(format!("{token:?}"), "Token(…)");
/// assert!("{8f1c2d3e-4a5b-4c7d-8e9f-0a1b2c3d4e5f}".parse::<Token>().is_err());
/// # Ok::<(), wuts_core::id::InvalidToken>(())
/// ```
#[derive(Clone, Copy)]
pub struct Token(Uuid);

impl Token {
    /// The length of its text, in bytes.
    pub const LEN: usize = 36;

    /// A new token from the operating system's random source (a version 4 UUID).
    pub fn generate() -> Self {
        Self(Uuid::new_v4())
    }

    /// The secret as text. Keep it out of logs, errors and URLs.
    pub fn expose(&self) -> String {
        self.0.hyphenated().to_string()
    }

    /// The token that these characters are, if they are one.
    pub(crate) fn from_ascii(text: &[u8]) -> Option<Self> {
        (text.len() == Self::LEN).then(|| Uuid::try_parse_ascii(text).ok().map(Self)).flatten()
    }

    pub(crate) const fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl FromStr for Token {
    type Err = InvalidToken;

    fn from_str(text: &str) -> Result<Self, InvalidToken> {
        Self::from_ascii(text.as_bytes()).ok_or(InvalidToken)
    }
}

impl PartialEq for Token {
    fn eq(&self, other: &Self) -> bool {
        // One comparison of one wide number: it takes the same time wherever the two differ.
        self.0.as_u128() ^ other.0.as_u128() == 0
    }
}

impl Eq for Token {}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Serialize for Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.hyphenated().encode_lower(&mut Uuid::encode_buffer()))
    }
}

impl<'de> Deserialize<'de> for Token {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::secret::deserialize(deserializer)
    }
}

/// A text is no [`Token`]. Neither `Debug` nor `Display` repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidToken;

impl fmt::Display for InvalidToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("must be a token in the form of a UUID of 36 characters")
    }
}

impl std::error::Error for InvalidToken {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_hyphenated_form_is_a_token() {
        let token = Token::generate();
        assert_eq!(token.expose().parse::<Token>(), Ok(token));
        assert_eq!(token.expose().to_uppercase().parse::<Token>(), Ok(token));
        let simple = token.expose().replace('-', "");
        for bad in [String::new(), simple.clone(), format!("{{{}}}", token.expose()), format!("{simple}----")] {
            assert_eq!(bad.parse::<Token>(), Err(InvalidToken), "{bad}");
        }
        assert_ne!(token, Token::generate());
    }

    #[test]
    fn debug_shows_nothing_of_the_secret() {
        let token = Token::generate();
        let shown = format!("{token:?} {:?} {}", Some(token), InvalidToken);
        assert!(!token.expose().split('-').any(|part| shown.contains(part)), "{shown}");
    }
}
