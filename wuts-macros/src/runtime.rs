//! The path by which generated code reaches `wuts-core`.

use proc_macro2::TokenStream;
use quote::quote;

/// The module that generated code may name.
pub(crate) fn private() -> TokenStream {
    quote!(::wuts_core::__private)
}
