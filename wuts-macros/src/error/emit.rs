//! The code: a match from the variants to codes, and one call.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::DeriveInput;

use super::model::{Code, Variant};
use crate::runtime;

pub(super) fn emit(input: &DeriveInput, variants: &[Variant]) -> TokenStream {
    let core = runtime::private();
    let arms = variants.iter().map(|variant| {
        let Variant { ident, code, message, .. } = variant;
        let code = self::code(code);
        let message = match message {
            Some(text) => quote!(::core::option::Option::Some(#text)),
            None => quote!(::core::option::Option::None),
        };
        quote!(Self::#ident { .. } => (#code, #message),)
    });
    let body = if variants.is_empty() {
        quote!(match self {})
    } else {
        quote! {
            let (__code, __message) = match &self { #(#arms)* };
            #core::fail(self, __code, __message)
        }
    };
    let told = variants.iter().map(|Variant { code, words, .. }| {
        let words = Some(words).filter(|words| !words.is_empty());
        match code {
            Code::Table(constant) => quote!([#constant #words]),
            Code::Own { status, name } => quote!([#status #name #words]),
        }
    });
    implement(input, &body, runtime::for_document(|| quote!(error #(#told)*)).as_ref())
}

/// What stands in for an error that has a mistake.
pub(super) fn inert(input: &DeriveInput) -> TokenStream {
    implement(input, &quote!(::core::unreachable!()), None)
}

fn implement(input: &DeriveInput, body: &TokenStream, told: Option<&TokenStream>) -> TokenStream {
    let core = runtime::private();
    let name = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        impl #impl_generics #core::WutsError for #name #type_generics #where_clause {
            fn into_error(self) -> #core::Error {
                #body
            }
            #told
        }
    }
}

/// The code, placed where it was written: that is where one that does not exist is reported.
fn code(code: &Code) -> TokenStream {
    match code {
        Code::Table(constant) => {
            let core = runtime::private_at(constant.span());
            quote_spanned!(constant.span()=> #core::ErrorCode::#constant)
        }
        Code::Own { status, name } => {
            let core = runtime::private_at(name.span());
            quote_spanned!(name.span()=> {
                const CODE: #core::ErrorCode = #core::error_code(#status, #name);
                CODE
            })
        }
    }
}
