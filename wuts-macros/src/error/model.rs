//! What was meant: the failures of an enum without a mistake.

use syn::{Ident, LitInt, LitStr};

pub(super) struct Variant {
    pub(super) ident: Ident,
    pub(super) code: Code,
    /// What the client reads in place of the variant's `Display`.
    pub(super) message: Option<LitStr>,
    /// What a reader of the document learns of it.
    pub(super) words: String,
}

pub(super) enum Code {
    /// A constant of `ErrorCode`.
    Table(Ident),
    /// A code of the service's own.
    Own { status: LitInt, name: LitStr },
}
