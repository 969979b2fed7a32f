//! What was meant: an answer, as far as it has no mistake.

use syn::{Expr, Ident, Type};

#[derive(Default)]
pub(super) struct Response {
    pub(super) status: Option<u16>,
    /// What the envelope says in `success`; `true` unless told otherwise.
    pub(super) success: Option<bool>,
    /// Of an enum: each holds one answer.
    pub(super) variants: Option<Vec<(Ident, Type)>>,
    pub(super) docs: String,
    /// A value of the type.
    pub(super) example: Option<Expr>,
}
