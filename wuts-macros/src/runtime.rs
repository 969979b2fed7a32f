//! The path by which generated code reaches `wuts-core`.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// The module that generated code may name.
pub(crate) fn private() -> TokenStream {
    private_at(Span::call_site())
}

/// The same, placed: an error in what follows is reported there.
pub(crate) fn private_at(span: Span) -> TokenStream {
    quote_spanned!(span=> ::wuts_core::__private)
}
