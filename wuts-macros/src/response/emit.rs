//! The code: an answer through the envelope, or the answer that an enum holds.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident, Type};

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
    let (told, example) = told(input, response);
    quote! {
        impl #impl_generics #core::WutsResponse for #name #type_generics #where_clause {
            #status
            #success
            #told
        }

        #example
        #sent
    }
}

fn choice(input: &DeriveInput, variants: &[(Ident, Type)]) -> TokenStream {
    let core = runtime::private();
    let arms = variants.iter().map(|(variant, _)| quote!(Self::#variant(__answer) => #core::Reply::reply(__answer),));
    let sent = sent(input, &quote!(match self { #(#arms)* }));
    // The types of a generic enum are not known here.
    let answers = variants.iter().map(|(_, answer)| answer);
    let name = &input.ident;
    let told = input.generics.params.is_empty().then(|| runtime::for_document(|| quote!(choice #name [#(#answers),*])));
    let told = told.flatten();
    quote!(#sent #told)
}

/// What is told beside the fields, and the example as a function: it is checked whether there is a document or not.
fn told(input: &DeriveInput, response: &Response) -> (Option<TokenStream>, Option<TokenStream>) {
    let docs = &response.docs;
    let name = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let function = response.example.as_ref().map(|example| {
        let span = Span::call_site().located_at(example.span());
        quote_spanned! {span=>
            #[allow(dead_code)]
            fn __example #impl_generics () -> #name #type_generics #where_clause { #example }
        }
    });
    let example = function.as_ref().map(|_| {
        quote!({
            let it: Self = __example();
            it
        })
    });
    let is_silent = docs.is_empty() && example.is_none();
    let told = if is_silent { None } else { runtime::for_document(|| quote!(response #docs [#example])) };
    (told, function)
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
