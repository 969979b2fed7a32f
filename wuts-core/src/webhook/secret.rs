use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac_sha256::HMAC;

/// The key of a webhook's signatures. `Debug` prints `Secret(…)`.
///
/// A text that begins with `whsec_` is decoded as Standard Webhooks says (base64 behind the prefix); of any other text the
/// bytes are the key.
#[derive(Clone)]
pub struct Secret(Box<[u8]>);

const PREFIX: &str = "whsec_";

impl Secret {
    /// The key that a text stands for.
    ///
    /// # Errors
    ///
    /// The text is empty, or what follows `whsec_` is no base64 or empty.
    pub fn new(text: &str) -> Result<Self, InvalidSecret> {
        let key = match text.strip_prefix(PREFIX) {
            Some(encoded) => STANDARD.decode(encoded).map_err(|_| InvalidSecret::Encoding)?,
            None => text.as_bytes().to_vec(),
        };
        if key.is_empty() { Err(InvalidSecret::Empty) } else { Ok(Self(key.into())) }
    }

    /// A text that stands for this key.
    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    pub(super) fn text(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(&self.0))
    }

    /// An HMAC-SHA256 over these pieces.
    pub(super) fn mac(&self, pieces: &[&[u8]]) -> HMAC {
        let mut mac = HMAC::new(&self.0);
        for piece in pieces {
            mac.update(piece);
        }
        mac
    }

    /// The HMAC-SHA256 over these pieces.
    pub(super) fn sign(&self, pieces: &[&[u8]]) -> [u8; 32] {
        self.mac(pieces).finalize()
    }

    /// Whether `tag` is the HMAC-SHA256 over these pieces, in constant time.
    pub(super) fn verifies(&self, pieces: &[&[u8]], tag: &[u8]) -> bool {
        tag.try_into().is_ok_and(|tag| self.mac(pieces).finalize_verify(tag))
    }
}

/// The secrets of a webhook while one is replaced by another: the current one, and those that still count.
///
/// The current one signs bodies; all sign the headers, and any one of all is enough to verify.
///
/// ```
/// use wuts_core::webhook::{Secret, Secrets};
///
/// let secrets = Secrets::from(Secret::new("the-new-one")?).and(Secret::new("the-old-one")?);
/// assert_eq!(secrets.len(), 2);
/// # Ok::<(), wuts_core::webhook::InvalidSecret>(())
/// ```
#[derive(Clone, Debug)]
pub struct Secrets {
    current: Secret,
    others: Vec<Secret>,
}

impl Secrets {
    /// And another one that still counts.
    #[must_use]
    pub fn and(mut self, other: Secret) -> Self {
        self.others.push(other);
        self
    }

    /// The one that signs bodies.
    pub const fn current(&self) -> &Secret {
        &self.current
    }

    /// All, the current one first.
    pub fn iter(&self) -> impl Iterator<Item = &Secret> {
        std::iter::once(&self.current).chain(&self.others)
    }

    /// How many there are; at least one.
    #[allow(clippy::len_without_is_empty, reason = "it is never empty")]
    pub const fn len(&self) -> usize {
        1 + self.others.len()
    }

    /// Whether `tag` is the HMAC-SHA256 over these pieces by one of them. All are tried, in constant time each.
    pub(super) fn verify(&self, pieces: &[&[u8]], tag: &[u8]) -> bool {
        self.iter().fold(false, |is_valid, secret| secret.verifies(pieces, tag) | is_valid)
    }
}

impl From<Secret> for Secrets {
    fn from(current: Secret) -> Self {
        Self { current, others: Vec::new() }
    }
}

impl std::str::FromStr for Secret {
    type Err = InvalidSecret;

    fn from_str(text: &str) -> Result<Self, InvalidSecret> {
        Self::new(text)
    }
}

/// As a field of a request; its value is withheld from every answer.
impl<'de> serde::Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::id::secret::deserialize(deserializer)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Why a text is no [`Secret`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidSecret {
    /// There is no key in it; it would sign what anybody can forge.
    Empty,
    /// What follows `whsec_` is no base64.
    Encoding,
}

impl std::fmt::Display for InvalidSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Empty => "a webhook secret must not be empty",
            Self::Encoding => "a webhook secret that begins with whsec_ must go on in base64",
        })
    }
}

impl std::error::Error for InvalidSecret {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_without_a_key_cannot_be_built() {
        assert_eq!(Secret::new("").unwrap_err(), InvalidSecret::Empty);
        assert_eq!(Secret::new("whsec_").unwrap_err(), InvalidSecret::Empty);
        assert_eq!(Secret::new("whsec_!").unwrap_err(), InvalidSecret::Encoding);
        assert_eq!(&*Secret::new("whsec_AQID").unwrap().0, [1, 2, 3]);
        assert_eq!(&*Secret::new("AQID").unwrap().0, b"AQID");
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", Secret::new("hunter2").unwrap()), "Secret(…)");
    }

    #[test]
    fn the_mac_is_that_of_rfc_4231() {
        let secret = Secret::new("Jefe").unwrap();
        let tag = secret.sign(&[b"what do ya want ", b"for nothing?"]);
        let (first, last) = (u64::from_be_bytes(tag[..8].try_into().unwrap()), u64::from_be_bytes(tag[24..].try_into().unwrap()));
        assert_eq!((first, last), (0x5bdc_c146_bf60_754e, 0x9dec_58b9_64ec_3843));
        assert!(secret.verifies(&[b"what do ya want for nothing?"], &tag));
        assert!(!secret.verifies(&[b"what do ya want for nothing?"], &tag[..16]));
        // A key that is longer than a block.
        let tag = Secret::new(&"k".repeat(131)).unwrap().sign(&[b"text"]);
        assert_eq!(u64::from_be_bytes(tag[..8].try_into().unwrap()), 0x1fe3_46bf_7485_c31a);
    }
}
