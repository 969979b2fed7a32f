//! `#[derive(WutsEvent)]`: each variant of an enum is an event with its name and its payload.

mod check;
mod emit;
mod kinds;
mod model;
mod syntax;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::runtime::Core;

/// The whole derive. If something is wrong, an implementation that knows no event stands beside the errors.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<syn::DeriveInput>(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let errors = Errors::new();
    let core = Core::of_derive(&input.attrs);
    let events = check::check(&input, &errors);
    match (errors.finish(), events) {
        (None, Some(events)) => {
            let kinds = kinds::declared(&events);
            let items = core.scope(emit::emit(&events));
            quote!(#kinds #items)
        }
        (errors, _) => {
            let inert = core.scope(emit::inert(&input));
            quote!(#errors #inert)
        }
    }
}
