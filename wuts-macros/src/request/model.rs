//! What was meant: a request struct without a mistake.

use proc_macro2::{Ident, Span};
use syn::{Generics, LitStr, Path, Type};

use super::syntax::Value;

pub(super) struct Request {
    pub(super) name: Ident,
    pub(super) generics: Generics,
    pub(super) fields: Vec<Field>,
    pub(super) deny_unknown_fields: bool,
}

pub(super) struct Field {
    pub(super) ident: Ident,
    pub(super) ty: Type,
    pub(super) place: Place,
    pub(super) deserialize_with: Option<Path>,
    pub(super) rules: Vec<Rule>,
}

pub(super) enum Place {
    /// Under a name of its own.
    Named { name: String, aliases: Vec<LitStr>, presence: Presence, is_sensitive: bool },
    /// Its fields stand beside the others.
    Flattened,
}

#[derive(Clone, Copy)]
pub(super) enum Presence {
    OfType,
    Optional,
    Required,
}

pub(super) struct Rule {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    Length { min: Option<usize>, max: Option<usize> },
    Range { min: Option<Value>, max: Option<Value> },
    Pattern(LitStr),
    Check(Path),
}
