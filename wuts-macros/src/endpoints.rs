//! `endpoints![…]`: a list of endpoint types, each mounted and all compared. Every piece of code is placed at the name it is
//! about, so that an endpoint that does not fit is reported at its name.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Path, Token};

use crate::runtime;

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let names = match Punctuated::<Path, Token![,]>::parse_terminated.parse2(input) {
        Ok(names) => names,
        Err(error) => {
            let message = "expected the names of endpoints, as in `endpoints![send_text, get_status]`";
            return syn::Error::new(error.span(), message).to_compile_error();
        }
    };
    let core = runtime::private();
    let described = names.iter().map(|name| {
        let core = runtime::private_at(name.span());
        quote_spanned!(name.span()=> <#name as #core::Described>::DESCRIPTION)
    });
    let mounted = names.iter().map(|name| {
        let core = runtime::private_at(name.span());
        quote_spanned!(name.span()=> #core::mount::<#name, _, _>())
    });
    let import = runtime::import();
    quote! {{
        #import
        // An item, because only items are evaluated by `cargo check`.
        const _: () = #core::all_distinct(&[#(#described),*]);
        #core::Endpoints::new(#core::vec![#(#mounted),*])
    }}
}
