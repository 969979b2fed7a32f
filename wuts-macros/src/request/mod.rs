//! `#[derive(WutsRequest)]`: a struct shows its fields, with their wire names and rules, to whoever walks them.

mod check;
mod complaint;
mod emit;
mod model;
mod nesting;
mod syntax;
mod told;
mod whole;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::runtime::Core;

/// The whole derive. If something is wrong, an implementation without fields stands beside the errors.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<syn::DeriveInput>(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let errors = Errors::new();
    let core = Core::of_derive(&input.attrs);
    let request = check::check(&input, &errors);
    match (errors.finish(), request) {
        (None, Some(request)) => emit::emit(&request, &core),
        (errors, _) => {
            let inert = core.scope(emit::inert(&input));
            quote!(#errors #inert)
        }
    }
}
