//! The way by which generated code reaches `wuts-core`.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

/// Items that may name the runtime by [`private`], kept apart from the items of the user.
pub(crate) fn scope(items: &TokenStream) -> TokenStream {
    let import = import();
    quote! {
        const _: () = {
            #import
            #items
        };
    }
}

/// What makes [`private`] a name.
pub(crate) fn import() -> TokenStream {
    quote! {
        #[allow(unused_imports)]
        use ::wuts_core::__private::{self as __wuts, probe::*};
    }
}

/// The module that generated code may name.
pub(crate) fn private() -> TokenStream {
    private_at(Span::call_site())
}

/// The same, placed: an error in what follows is reported there.
pub(crate) fn private_at(span: Span) -> TokenStream {
    quote_spanned!(span=> __wuts)
}
