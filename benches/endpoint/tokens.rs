//! The tokens that every implementation knows.

pub use wuts_core::auth::Caller;
use wuts_core::auth::{Role, TokenTable};
use wuts_core::uuid::Uuid;

use super::requests::TOKEN;

/// So many tokens, that of the requests among them, and whom they belong to.
pub fn tokens(count: usize) -> impl Iterator<Item = (String, Caller)> {
    let others = (1..count as u128).map(|n| {
        // Spread by a constant, so that they look as random as they are in a service.
        Uuid::from_u128(n.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)).to_string()
    });
    others.chain([TOKEN.to_owned()]).map(|text| (text, CALLER))
}

/// The owner of all of them.
const CALLER: Caller = Caller { tenant_id: Uuid::from_u128(1), user_id: Uuid::from_u128(2), role: Role::Manager };

/// The tokens, as ours keeps them.
pub fn table(count: usize) -> TokenTable {
    let table = TokenTable::new();
    for (token, caller) in tokens(count) {
        table.insert(token.parse().expect("a token"), caller);
    }
    table
}
