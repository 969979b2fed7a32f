//! `#[derive(WutsResponse)]`: a struct becomes the payload of a success, an enum a choice of answers.

mod check;
mod emit;
mod model;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::runtime::Core;

/// The whole derive. The implementation is emitted beside any error, so that nothing else is missing.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<syn::DeriveInput>(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let errors = Errors::new();
    let core = Core::of_derive(&input.attrs);
    let response = check::check(&input, &errors);
    let errors = errors.finish();
    let emitted = if errors.is_some() { emit::inert(&input) } else { emit::emit(&input, &response) };
    let emitted = core.scope(emitted);
    quote!(#errors #emitted)
}
