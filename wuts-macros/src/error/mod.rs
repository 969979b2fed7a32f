//! `#[derive(WutsError)]`: each variant of an enum becomes a status, a code and a message.

mod check;
mod emit;
mod model;
mod syntax;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::runtime::Core;

/// The whole derive. If something is wrong, an implementation that knows no variant stands beside the errors.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<syn::DeriveInput>(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let errors = Errors::new();
    let core = Core::of_derive(&input.attrs);
    let variants = check::check(&input, &errors);
    match (errors.finish(), variants) {
        (None, Some(variants)) => core.scope(emit::emit(&input, &variants)),
        (errors, _) => {
            let inert = core.scope(emit::inert(&input));
            quote!(#errors #inert)
        }
    }
}
