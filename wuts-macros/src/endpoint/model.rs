//! What was meant: an endpoint without a mistake.

use proc_macro2::Ident;
use syn::{Attribute, LitStr, Type, Visibility};

pub(super) struct Endpoint {
    pub(super) visibility: Visibility,
    pub(super) name: Ident,
    /// `#[cfg]` and the like, which everything beside the function needs too.
    pub(super) conditions: Vec<Attribute>,
    pub(super) docs: Vec<Attribute>,
    pub(super) method: Ident,
    pub(super) path: LitStr,
    pub(super) is_public: bool,
    pub(super) tag: Option<LitStr>,
    pub(super) arguments: Vec<Type>,
    pub(super) output: Type,
}
