//! `#[wuts_endpoint(METHOD, "/path", …)]`: the function as written, and beside it an endpoint type of the same name.

mod binding;
mod check;
mod emit;
mod model;
mod number;
mod options;
mod path;
mod syntax;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::runtime::Core;

/// The whole macro. The function is always emitted, whatever is wrong.
pub(crate) fn expand(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    let errors = Errors::new();
    let core = Core::of(attribute.clone());
    let attribute = syntax::Attribute::parse(attribute, &errors);
    let function = errors.keep(syntax::Function::parse(item));
    let endpoint = function.as_ref().and_then(|function| check::check(&attribute, function, &errors));
    match (errors.finish(), &function, endpoint) {
        (None, Some(function), Some(endpoint)) => {
            let handler = emit::handler(function, &endpoint);
            [handler, emit::emit(&endpoint, &core)].into_iter().collect()
        }
        (errors, ..) => {
            let inert = function.as_ref().and_then(|function| emit::inert(function, &core));
            quote!(#item #errors #inert)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an editor sends while the attribute is being typed: every beginning of it, and of every group in it.
    fn cut(tokens: &TokenStream) -> Vec<TokenStream> {
        let tokens: Vec<_> = tokens.clone().into_iter().collect();
        (0..=tokens.len()).map(|end| tokens[..end].iter().cloned().collect()).collect()
    }

    #[test]
    fn the_function_is_emitted_however_little_was_typed() {
        let attribute =
            quote!(POST, "/chats/{jid}/messages/{id}", role = admin, tag = "messages", body_limit = "1 MiB", timeout = "30s");
        let written = quote!(
            pub async fn send(caller: Caller, path: MessagePath, body: SendText) -> Result<Sent, Error> {
                todo()
            }
        );
        let function = quote!(
            /// Docs.
            #written
        );
        for attribute in cut(&attribute) {
            let emitted = expand(attribute.clone(), &function).to_string();
            assert!(emitted.contains(&written.to_string()), "{attribute}");
            assert!(emitted.contains("struct send { }"), "the type that `endpoints!` names is there: {attribute}");
        }
    }

    #[test]
    fn an_item_that_is_no_function_is_emitted_as_it_is() {
        for item in [
            quote!(
                struct Send;
            ),
            quote!(impl Send {}),
            quote!(async fn),
            quote!(
                fn send(self) {}
            ),
            quote!(),
        ] {
            let emitted = expand(quote!(POST, "/send"), &item).to_string();
            assert!(emitted.starts_with(&item.to_string()), "{emitted}");
        }
    }
}
