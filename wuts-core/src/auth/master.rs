use hmac_sha256::Hash;

use super::{AuthenticateError, AuthenticateMaster};

/// The platform's token. Of the token its SHA-256 is kept; two are compared by it, in constant time.
///
/// ```
/// use wuts_core::auth::MasterToken;
///
/// let master = MasterToken::new("a-long-random-string").expect("it is not empty");
/// assert!(master.is("a-long-random-string"));
/// assert!(!master.is("another"));
/// assert!(MasterToken::new("").is_none());
/// ```
#[derive(Clone)]
pub struct MasterToken([u8; 32]);

impl MasterToken {
    /// The token with this text; `None` for an empty one.
    pub fn new(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(Hash::hash(text.as_bytes())))
    }

    /// Whether this is the token.
    pub fn is(&self, text: &str) -> bool {
        Hash::verify(text, &self.0)
    }
}

impl AuthenticateMaster for MasterToken {
    async fn authenticate_master(&self, token: &str) -> Result<bool, AuthenticateError> {
        Ok(self.is(token))
    }
}

impl std::fmt::Debug for MasterToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterToken(…)")
    }
}
