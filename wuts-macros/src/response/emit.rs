//! The code: a payload that answers through the envelope.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::runtime;

pub(super) fn emit(input: &DeriveInput, status: Option<u16>) -> TokenStream {
    let core = runtime::private();
    let name = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let status = status.map(|status| quote!(const STATUS: #core::StatusCode = #core::status(#status);));
    quote! {
        impl #impl_generics #core::WutsResponse for #name #type_generics #where_clause {
            #status
        }

        impl #impl_generics #core::IntoResponse for #name #type_generics #where_clause {
            fn into_response(self) -> #core::Response {
                #core::success(&self)
            }
        }
    }
}
