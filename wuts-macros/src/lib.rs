//! The macros of `wuts-core`, which re-exports and documents them. Depend on `wuts-core`.
//!
//! Each macro is a folder in which a declaration goes through the same stages: `syntax` (what was written), `check` (what is
//! wrong with it), `model` (what was meant, free of errors), `emit` (the code, calls into `wuts-core` only).

mod docs;
mod endpoint;
mod endpoints;
mod error;
mod errors;
mod event;
mod request;
mod response;
mod runtime;
mod serde_attr;
mod suggest;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

#[allow(missing_docs, reason = "documented where wuts-core re-exports it")]
#[proc_macro_attribute]
pub fn wuts_endpoint(attribute: TokenStream, item: TokenStream) -> TokenStream {
    endpoint::expand(attribute.into(), &item.into()).into()
}

#[allow(missing_docs, reason = "documented where wuts-core re-exports it")]
#[proc_macro]
pub fn endpoints(input: TokenStream) -> TokenStream {
    endpoints::expand(input.into()).into()
}

#[allow(missing_docs, reason = "documented where wuts-core re-exports it")]
#[proc_macro_derive(WutsRequest, attributes(wuts))]
pub fn derive_request(input: TokenStream) -> TokenStream {
    request::expand(input.into()).into()
}

#[allow(missing_docs, reason = "documented where wuts-core re-exports it")]
#[proc_macro_derive(WutsResponse, attributes(wuts))]
pub fn derive_response(input: TokenStream) -> TokenStream {
    response::expand(input.into()).into()
}

#[allow(missing_docs, reason = "documented where wuts-core re-exports it")]
#[proc_macro_derive(WutsError, attributes(wuts))]
pub fn derive_error(input: TokenStream) -> TokenStream {
    error::expand(input.into()).into()
}

#[allow(missing_docs, reason = "documented where wuts-core re-exports it")]
#[proc_macro_derive(WutsEvent, attributes(wuts))]
pub fn derive_event(input: TokenStream) -> TokenStream {
    event::expand(input.into()).into()
}
