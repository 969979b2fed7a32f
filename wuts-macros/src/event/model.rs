//! What was meant: events without a mistake.

use syn::{Attribute, Ident, LitStr, Type, Visibility};

pub(super) struct Events {
    pub(super) visibility: Visibility,
    pub(super) name: Ident,
    pub(super) known: Vec<Known>,
    /// The variant for names that are not listed.
    pub(super) unknown: Option<Other>,
    /// The variant for payloads that are not of their type.
    pub(super) drifted: Option<Other>,
    pub(super) kinds: Option<Kinds>,
}

/// An event with a name.
pub(super) struct Known {
    pub(super) ident: Ident,
    pub(super) event: LitStr,
    pub(super) payload: Type,
    pub(super) docs: String,
}

/// A variant for what no other takes.
pub(super) struct Other {
    pub(super) ident: Ident,
    pub(super) payload: Type,
}

/// An enum of the names alone, which the derive declares.
pub(super) struct Kinds {
    pub(super) name: Ident,
    /// `#[non_exhaustive]`, where the events have it.
    pub(super) non_exhaustive: Option<Attribute>,
}
