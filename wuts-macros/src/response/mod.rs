//! `#[derive(WutsResponse)]`: a struct becomes the payload of a success.

mod check;
mod emit;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;

/// The whole derive. The implementation is emitted beside any error, so that nothing else is missing.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<syn::DeriveInput>(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let errors = Errors::new();
    let status = check::check(&input, &errors);
    let emitted = emit::emit(&input, status);
    let errors = errors.finish();
    quote!(#errors #emitted)
}
