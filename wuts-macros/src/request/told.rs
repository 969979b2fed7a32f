//! What the document of an API has beside names, types and rules: doc comments, defaults, examples and
//! keywords.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Expr;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::model::{Field, Place, Request};
use crate::runtime;
use crate::serde_attr::Default;

/// The examples and keywords as functions, so that they are checked whether there is a document or not.
pub(super) fn examples(request: &Request) -> impl Iterator<Item = TokenStream> {
    let of_fields = request.fields.iter().flat_map(|field| {
        let example = field.example.iter().map(|example| (example_of(&field.ident), example));
        example.chain(field.schema.iter().map(|schema| (schema_of(&field.ident), schema)))
    });
    let whole = request.example.iter().map(|example| (example_of_whole(), example));
    whole.chain(of_fields).map(|(name, example)| function(&name, example))
}

fn function(name: &Ident, value: &Expr) -> TokenStream {
    let span = Span::call_site().located_at(value.span());
    let core = runtime::private_at(span);
    quote_spanned! {span=>
        #[allow(dead_code)]
        fn #name() -> impl #core::Serialize {
            #value
        }
    }
}

fn example_of(field: &Ident) -> Ident {
    format_ident!("__example_of_{}", field.unraw())
}

fn schema_of(field: &Ident) -> Ident {
    format_ident!("__schema_of_{}", field.unraw())
}

fn example_of_whole() -> Ident {
    format_ident!("__example")
}

/// What is told, if anything is.
pub(super) fn told(request: &Request) -> Option<TokenStream> {
    if !runtime::HAS_DOCUMENT {
        return None;
    }
    let whole = request.example.as_ref().map(|_| example_of_whole()).map(|name| quote!(#name()));
    let fields: Vec<TokenStream> = request.fields.iter().filter_map(|field| self::field(field, request)).collect();
    let docs = &request.docs;
    let is_silent = docs.is_empty() && whole.is_none() && fields.is_empty();
    if is_silent { None } else { runtime::for_document(|| quote!(request #docs [#whole] #(#fields)*)) }
}

fn field(field: &Field, request: &Request) -> Option<TokenStream> {
    let Place::Named { name, .. } = &field.place else { return None };
    let default = default_of(field, request);
    let example = field.example.as_ref().map(|_| example_of(&field.ident)).map(|name| quote!(#name()));
    let schema = field.schema.as_ref().map(|_| schema_of(&field.ident)).map(|name| quote!(#name()));
    let docs = &field.docs;
    let is_silent = docs.is_empty() && default.is_none() && example.is_none() && schema.is_none();
    (!is_silent).then(|| quote!(#name #docs [#default] [#example] [#schema];))
}

/// The value that serde takes where none was sent. How a field with a function of its own is written is not known.
fn default_of(field: &Field, request: &Request) -> Option<TokenStream> {
    let (ident, ty) = (&field.ident, &field.ty);
    if field.deserialize_with.is_some() {
        return None;
    }
    match (&field.default, &request.default) {
        (Some(Default::Trait), _) => Some(quote!(<#ty as ::core::default::Default>::default())),
        (Some(Default::Function(path)), _) => Some(quote!(#path())),
        (None, Some(Default::Trait)) => Some(quote!(<Self as ::core::default::Default>::default().#ident)),
        (None, Some(Default::Function(path))) => Some(quote!(#path().#ident)),
        (None, None) => None,
    }
}
