//! `#[wuts_endpoint(METHOD, "/path", …)]`: the function as written, and beside it an endpoint type of the same name.

mod binding;
mod check;
mod emit;
mod model;
mod options;
mod path;
mod syntax;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;

/// The whole macro. The item is always emitted as it came, whatever is wrong.
pub(crate) fn expand(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    let errors = Errors::new();
    let attribute = syntax::Attribute::parse(attribute, &errors);
    let function = errors.keep(syn::parse2::<syntax::Function>(item.clone()));
    let endpoint = function.as_ref().and_then(|function| check::check(&attribute, function, &errors));
    let added = match (errors.finish(), endpoint) {
        (None, Some(endpoint)) => emit::emit(&endpoint),
        (errors, _) => {
            let inert = function.as_ref().and_then(emit::inert);
            quote!(#errors #inert)
        }
    };
    // An endpoint must be async, whether it awaits or not.
    quote!(#[allow(clippy::unused_async)] #item #added)
}
