//! The code: an answer through the envelope, or the answer that an enum holds.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Ident};

use super::model::Response;
use crate::runtime;

pub(super) fn emit(input: &DeriveInput, response: &Response) -> TokenStream {
    match &response.variants {
        Some(variants) => choice(input, variants),
        None => payload(input, response),
    }
}

fn payload(input: &DeriveInput, response: &Response) -> TokenStream {
    let core = runtime::private();
    let name = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let status = response.status.map(|status| quote!(const STATUS: #core::StatusCode = const { #core::status(#status) };));
    let success = response.success.map(|success| quote!(const SUCCESS: ::core::primitive::bool = #success;));
    let sent = sent(input, &quote!(#core::success(&self)));
    quote! {
        impl #impl_generics #core::WutsResponse for #name #type_generics #where_clause {
            #status
            #success
        }

        #sent
    }
}

fn choice(input: &DeriveInput, variants: &[Ident]) -> TokenStream {
    let core = runtime::private();
    let arms = variants.iter().map(|variant| quote!(Self::#variant(__answer) => #core::Reply::reply(__answer),));
    sent(input, &quote!(match self { #(#arms)* }))
}

/// What stands in for an answer that has a mistake.
pub(super) fn inert(input: &DeriveInput) -> TokenStream {
    sent(input, &quote!(::core::unreachable!()))
}

fn sent(input: &DeriveInput, answer: &TokenStream) -> TokenStream {
    let core = runtime::private();
    let name = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        impl #impl_generics #core::IntoResponse for #name #type_generics #where_clause {
            fn into_response(self) -> #core::Response {
                #answer
            }
        }
    }
}
