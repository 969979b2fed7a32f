//! What was meant: an endpoint without a mistake.

use proc_macro2::Ident;
use syn::{Attribute, LitStr, Type, Visibility};

/// How the parameters of the path are bound.
pub(super) struct Binding {
    pub(super) parameters: Vec<String>,
    /// By one `Path<…>`, which has been checked.
    pub(super) is_bound: bool,
    /// The arguments that may be request structs; the compiler checks them when it knows their types.
    pub(super) candidates: Vec<Type>,
}

/// What the attribute says beside method and path.
#[derive(Default)]
pub(super) struct Options {
    pub(super) auth: Auth,
    pub(super) tag: Option<LitStr>,
    pub(super) operation_id: Option<LitStr>,
    /// In bytes.
    pub(super) body_limit: Option<usize>,
    /// In milliseconds.
    pub(super) timeout: Option<u64>,
}

/// Who may call.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) enum Auth {
    #[default]
    Bearer,
    User,
    Manager,
    Admin,
    Master,
    Webhook,
    Public,
}

pub(super) struct Endpoint {
    pub(super) visibility: Visibility,
    pub(super) name: Ident,
    /// `#[cfg]` and the like, which everything beside the function needs too.
    pub(super) conditions: Vec<Attribute>,
    pub(super) docs: Vec<Attribute>,
    pub(super) is_deprecated: bool,
    pub(super) method: Ident,
    pub(super) path: LitStr,
    pub(super) options: Options,
    pub(super) binding: Binding,
    pub(super) arguments: Vec<Type>,
    pub(super) output: Type,
}
