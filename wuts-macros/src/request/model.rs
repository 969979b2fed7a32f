//! What was meant: a request struct without a mistake.

use proc_macro2::{Ident, Span};
use syn::{Expr, Generics, LitStr, Path, Type};

use super::syntax::Value;
use crate::serde_attr::Default;

pub(super) struct Request {
    pub(super) name: Ident,
    pub(super) generics: Generics,
    pub(super) fields: Vec<Field>,
    pub(super) deny_unknown_fields: bool,
    pub(super) source: Source,
    pub(super) groups: Vec<Group>,
    pub(super) wholes: Vec<Whole>,
    pub(super) docs: String,
    pub(super) default: Option<Default>,
    pub(super) example: Option<Expr>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Source {
    Path,
    Query,
    Body,
}

/// Fields that depend on one another by being given.
pub(super) struct Group {
    pub(super) members: Vec<Member>,
    pub(super) exactly_one: bool,
}

pub(super) struct Member {
    pub(super) ident: Ident,
    pub(super) name: String,
    pub(super) aliases: Vec<LitStr>,
}

/// A rule about the whole struct.
pub(super) struct Whole {
    pub(super) function: Path,
    pub(super) with_context: bool,
}

pub(super) struct Field {
    pub(super) ident: Ident,
    pub(super) ty: Type,
    pub(super) place: Place,
    pub(super) deserialize_with: Option<Path>,
    pub(super) rules: Vec<Rule>,
    pub(super) docs: String,
    pub(super) default: Option<Default>,
    pub(super) example: Option<Expr>,
    /// More keywords of its schema.
    pub(super) schema: Option<Expr>,
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
    Count { min: Option<usize>, max: Option<usize> },
    Items(Vec<Rule>),
    OneOf(Vec<LitStr>),
    Url { allows_http: bool },
    Check(Path),
    CheckWith(Path),
}
