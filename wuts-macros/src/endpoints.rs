//! `endpoints![…]`: a list of endpoint types, each mounted and all compared. Every piece of code is placed at the name it is
//! about, so that an endpoint that does not fit is reported at its name.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Path, Token};

use crate::runtime::{self, Core};

/// `a, b`, perhaps behind `crate = "…",`.
struct List(Punctuated<Path, Token![,]>);

impl Parse for List {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![crate]) && input.peek2(Token![=]) {
            input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>()?;
            let at = input.span();
            runtime::path(&input.parse().map_err(|_| syn::Error::new(at, runtime::EXPECTED))?)?;
            if !input.is_empty() {
                input.parse::<Token![,]>().map_err(|error| expected(&error))?;
            }
        }
        Punctuated::parse_terminated(input).map(Self).map_err(|error| expected(&error))
    }
}

fn expected(error: &syn::Error) -> syn::Error {
    syn::Error::new(error.span(), "expected the names of endpoints, as in `endpoints![send_text, get_status]`")
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let import = Core::of(input.clone()).import();
    let List(names) = match syn::parse2(input) {
        Ok(list) => list,
        Err(error) => return error.to_compile_error(),
    };
    let core = runtime::private();
    let described = names.iter().map(|name| {
        let core = runtime::private_at(name.span());
        quote_spanned!(name.span()=> <#name as #core::Call<_>>::DESCRIPTION)
    });
    let list = Ident::new("__endpoints", Span::call_site());
    let mounted = names.iter().map(|name| quote_spanned!(name.span()=> #list.mount::<#name, _, _>();));
    quote! {{
        #import
        // An item, because only items are evaluated by `cargo check`.
        const _: () = #core::all_distinct(&[#(#described),*]);
        #[allow(unused_mut)]
        let mut #list = #core::Endpoints::new();
        #(#mounted)*
        #list
    }}
}
