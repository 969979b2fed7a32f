use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use sha2::{Digest, Sha256};

use super::{Authenticate, AuthenticateError, Caller};
use crate::id::Token;

/// Tokens and their callers, in memory. Clones share one table.
///
/// The table keeps the SHA-256 of a token, not the token: a lookup compares hashes only, so its time tells nothing about the
/// tokens that exist, and a dump of the process's memory does not hold them.
///
/// ```
/// use wuts_core::auth::{Caller, Role, TokenTable};
/// use wuts_core::id::Token;
/// use wuts_core::uuid::Uuid;
///
/// let tokens = TokenTable::new();
/// let token = Token::generate();
/// let caller = Caller { tenant_id: Uuid::new_v4(), user_id: Uuid::new_v4(), role: Role::Admin };
/// tokens.insert(token, caller);
/// assert_eq!(tokens.get(token), Some(caller));
/// assert_eq!(tokens.get(Token::generate()), None);
/// ```
#[derive(Clone, Default)]
pub struct TokenTable {
    callers: Arc<RwLock<HashMap<[u8; 32], Caller>>>,
}

impl TokenTable {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// Make `token` belong to `caller`; gives the caller it belonged to before.
    pub fn insert(&self, token: Token, caller: Caller) -> Option<Caller> {
        self.callers.write().unwrap_or_else(PoisonError::into_inner).insert(digest(token), caller)
    }

    /// Forget `token`; gives the caller it belonged to.
    pub fn remove(&self, token: Token) -> Option<Caller> {
        self.callers.write().unwrap_or_else(PoisonError::into_inner).remove(&digest(token))
    }

    /// Whom `token` belongs to.
    pub fn get(&self, token: Token) -> Option<Caller> {
        self.read().get(&digest(token)).copied()
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.read().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.read().is_empty()
    }

    // No code that could panic runs under the lock, so a poisoned lock still guards a whole table.
    fn read(&self) -> RwLockReadGuard<'_, HashMap<[u8; 32], Caller>> {
        self.callers.read().unwrap_or_else(PoisonError::into_inner)
    }
}

fn digest(token: Token) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

impl Authenticate for TokenTable {
    async fn authenticate(&self, token: Token) -> Result<Option<Caller>, AuthenticateError> {
        Ok(self.get(token))
    }
}

impl std::fmt::Debug for TokenTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenTable").field("len", &self.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::auth::Role;

    #[test]
    fn clones_share_what_is_inserted_and_removed() {
        let tokens = TokenTable::new();
        let token = Token::generate();
        let caller = Caller { tenant_id: Uuid::new_v4(), user_id: Uuid::new_v4(), role: Role::User };
        assert_eq!(tokens.clone().insert(token, caller), None);
        assert_eq!((tokens.get(token), tokens.len()), (Some(caller), 1));
        assert_eq!(tokens.remove(token), Some(caller));
        assert!(tokens.is_empty() && tokens.get(token).is_none());
    }
}
