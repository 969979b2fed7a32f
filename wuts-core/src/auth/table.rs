use std::collections::HashMap;
use std::collections::hash_map::{Entry as Place, RandomState};
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use hmac_sha256::Hash;

use super::{Authenticate, AuthenticateError, Caller};
use crate::id::Token;

/// Tokens and their callers, in memory. Clones share one table.
///
/// The table keeps the SHA-256 of a token, not the token, and finds it by a hash with a key of its own: its time tells nothing about
/// the tokens that exist, and a dump of the process's memory does not hold those that are not in use. A token that has been
/// presented is known again by 128 bits of hashes with keys, so that its SHA-256 is made once.
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
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    keys: Keys,
    table: RwLock<Table>,
}

/// The keys of this table's hashes, of which nobody outside of the process knows.
#[derive(Default)]
struct Keys(RandomState, RandomState);

/// A token that is looked for.
#[derive(Clone, Copy)]
struct Presented<'k> {
    token: Token,
    keys: &'k Keys,
    hash: u64,
}

/// By what a token is known again: its hashes with the two keys.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Known(u64, u64);

impl Keys {
    fn present(&self, token: Token) -> Presented<'_> {
        Presented { token, keys: self, hash: hash(&self.0, token) }
    }
}

fn hash(key: &RandomState, token: Token) -> u64 {
    key.hash_one(u128::from_ne_bytes(*token.as_bytes()))
}

impl Presented<'_> {
    /// The part of its hash by which it is found.
    const fn index(&self) -> u32 {
        (self.hash >> 32) as u32
    }

    fn known(&self) -> Known {
        Known(self.hash, hash(&self.keys.1, self.token))
    }
}

#[derive(Default)]
struct Table {
    /// By a part of the first hash that tells little of a token, so that several may have it.
    entries: HashMap<u32, Entry, BuildHasherDefault<Spread>>,
    len: usize,
}

struct Entry {
    digest: [u8; 32],
    caller: Caller,
    /// By what the token is known again, once it was presented.
    known: OnceLock<Known>,
    /// Another token with the same part of its hash.
    next: Option<Box<Entry>>,
}

impl Entry {
    fn new(token: Token, caller: Caller) -> Self {
        Self { digest: digest(token), caller, known: OnceLock::new(), next: None }
    }

    fn is_of(&self, presented: Presented) -> bool {
        if let Some(known) = self.known.get() {
            return *known == presented.known();
        }
        let is_it = self.digest == digest(presented.token);
        if is_it {
            self.known.get_or_init(|| presented.known());
        }
        is_it
    }
}

impl Table {
    fn get(&self, presented: Presented) -> Option<Caller> {
        let mut next = self.entries.get(&presented.index());
        while let Some(entry) = next {
            if entry.is_of(presented) {
                return Some(entry.caller);
            }
            next = entry.next.as_deref();
        }
        None
    }

    fn insert(&mut self, presented: Presented, caller: Caller) -> Option<Caller> {
        let mut entry = match self.entries.entry(presented.index()) {
            Place::Vacant(place) => {
                place.insert(Entry::new(presented.token, caller));
                self.len += 1;
                return None;
            }
            Place::Occupied(place) => place.into_mut(),
        };
        loop {
            if entry.is_of(presented) {
                return Some(std::mem::replace(&mut entry.caller, caller));
            }
            match &mut entry.next {
                Some(next) => entry = next,
                end => {
                    *end = Some(Box::new(Entry::new(presented.token, caller)));
                    self.len += 1;
                    return None;
                }
            }
        }
    }

    fn remove(&mut self, presented: Presented) -> Option<Caller> {
        let first = self.entries.remove(&presented.index())?;
        let mut removed = None;
        let mut kept = None;
        let mut next = Some(Box::new(first));
        while let Some(mut entry) = next {
            next = entry.next.take();
            if removed.is_none() && entry.is_of(presented) {
                removed = Some(entry.caller);
                self.len -= 1;
            } else {
                entry.next = kept;
                kept = Some(entry);
            }
        }
        if let Some(kept) = kept {
            self.entries.insert(presented.index(), *kept);
        }
        removed
    }
}

impl TokenTable {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// Make `token` belong to `caller`; gives the caller it belonged to before.
    pub fn insert(&self, token: Token, caller: Caller) -> Option<Caller> {
        let presented = self.shared.keys.present(token);
        self.write().insert(presented, caller)
    }

    /// Forget `token`; gives the caller it belonged to.
    pub fn remove(&self, token: Token) -> Option<Caller> {
        let presented = self.shared.keys.present(token);
        self.write().remove(presented)
    }

    /// Whom `token` belongs to.
    pub fn get(&self, token: Token) -> Option<Caller> {
        let presented = self.shared.keys.present(token);
        self.read().get(presented)
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.read().len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    // No code that could panic runs under the lock, so a poisoned lock still guards a whole table.
    fn read(&self) -> RwLockReadGuard<'_, Table> {
        self.shared.table.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Table> {
        self.shared.table.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn digest(token: Token) -> [u8; 32] {
    Hash::hash(token.as_bytes())
}

/// Spreads a part of a hash over all bits, as a map wants them.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
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

    #[test]
    fn tokens_that_share_a_part_of_their_hash_are_told_apart() {
        let (mut table, keys) = (Table::default(), Keys::default());
        let caller = |n| Caller { tenant_id: Uuid::from_u128(n), user_id: Uuid::nil(), role: Role::User };
        let alike = || Presented { hash: 7, ..keys.present(Token::generate()) };
        let tokens = [alike(), alike(), alike(), alike()];
        for (token, n) in tokens.into_iter().zip(0..) {
            assert_eq!(table.insert(token, caller(n)), None);
        }
        assert_eq!(table.insert(tokens[2], caller(9)), Some(caller(2)));
        let all = |table: &Table| tokens.map(|token| table.get(token));
        let expected = [Some(caller(0)), Some(caller(1)), Some(caller(9)), Some(caller(3))];
        assert_eq!(all(&table), expected);
        assert_eq!(all(&table), expected, "and again, by what they are known by");
        assert_eq!(table.get(alike()), None);
        assert_eq!(table.remove(tokens[1]), Some(caller(1)));
        assert_eq!(table.remove(tokens[1]), None);
        assert_eq!(all(&table), [Some(caller(0)), None, Some(caller(9)), Some(caller(3))]);
        assert_eq!(table.len, 3);
    }
}
