//! The code: an endpoint type that describes itself and calls the function. No logic, only calls.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{GenericArgument, PathArguments, Type, TypePath};

use super::model::{Auth, Binding, Endpoint};
use super::number;
use super::syntax::Function;
use crate::docs;
use crate::runtime::{self, Core};

pub(super) fn emit(endpoint: &Endpoint, core: &Core) -> TokenStream {
    let types = Types::of(endpoint);
    let implemented = [called(endpoint, &types), served(endpoint, &types)];
    let items = implemented.into_iter().chain(bound(endpoint)).collect();
    let apart = if endpoint.binding.candidates.is_empty() { core.scope(items) } else { core.probing_scope(items) };
    let conditions = &endpoint.conditions;
    [declared(endpoint), quote!(#(#conditions)*), apart].into_iter().collect()
}

/// The types of the arguments. What is needed again and again is made once: to write a type anew costs more than a copy.
struct Types<'e> {
    list: &'e [Type],
    /// All of them, as a tuple.
    tuple: Group,
}

impl<'e> Types<'e> {
    fn of(endpoint: &'e Endpoint) -> Self {
        let list = endpoint.arguments.as_slice();
        Self { list, tuple: Group::new(Delimiter::Parenthesis, quote!(#(#list,)*)) }
    }
}

/// The function as written; its documentation, if it has any, ends in how it is called.
pub(super) fn handler(function: &Function, endpoint: &Endpoint) -> TokenStream {
    let Function { above, rest, .. } = function;
    // An endpoint must be async, whether it awaits or not.
    let mut tokens = quote!(#[allow(clippy::unused_async)]);
    tokens.extend(above.iter().cloned());
    if !endpoint.docs.is_empty() {
        let called = format!("Served as {}.", summary(endpoint));
        tokens.extend(quote!(#[doc = ""] #[doc = #called]));
    }
    tokens.extend(rest.iter().cloned());
    tokens
}

/// A braced struct lives in the namespace of types only, so the function keeps its name.
fn declared(endpoint: &Endpoint) -> TokenStream {
    let Endpoint { visibility, name, conditions, docs, .. } = endpoint;
    let summary = summary(endpoint);
    let apart = (!docs.is_empty()).then(|| quote!(#[doc = ""]));
    quote! {
        #(#conditions)*
        #[doc = #summary]
        #apart
        #(#docs)*
        #[allow(non_camel_case_types)]
        #visibility struct #name {}
    }
}

/// How it is called, in Markdown.
fn summary(endpoint: &Endpoint) -> String {
    let Endpoint { method, path, options, .. } = endpoint;
    let auth = match options.auth {
        Auth::Bearer => "bearer token",
        Auth::User => "bearer token, role user",
        Auth::Manager => "bearer token, role manager",
        Auth::Admin => "bearer token, role admin",
        Auth::Master => "master token",
        Auth::Webhook => "signed webhook",
        Auth::Public => "public",
    };
    format!("`{method} {}` ({auth})", path.value())
}

/// Its declaration.
fn described(endpoint: &Endpoint) -> TokenStream {
    let core = runtime::private();
    let Endpoint { name, method, path, .. } = endpoint;
    let given = endpoint.options.operation_id.as_ref().map(syn::LitStr::value);
    let operation_id = given.unwrap_or_else(|| camel_case(&name.unraw().to_string()));
    let (route, operation) = (number::of_route(&path.value()), number::of(operation_id.bytes()));
    let auth = match endpoint.options.auth {
        Auth::Bearer => None,
        Auth::User => Some(quote!(Role(#core::Role::User))),
        Auth::Manager => Some(quote!(Role(#core::Role::Manager))),
        Auth::Admin => Some(quote!(Role(#core::Role::Admin))),
        Auth::Master => Some(quote!(Master)),
        Auth::Webhook => Some(quote!(Webhook)),
        Auth::Public => Some(quote!(Public)),
    };
    let auth = auth.map(|auth| quote!(.auth(#core::Auth::#auth)));
    let tag = endpoint.options.tag.as_ref().map(|tag| quote!(.tag(#tag)));
    let body_limit = endpoint.options.body_limit.map(|bytes| quote!(.body_limit(#bytes)));
    let timeout = endpoint.options.timeout.map(|milliseconds| quote!(.timeout(#milliseconds)));
    let docs = Some(docs::of(&endpoint.docs)).filter(|docs| !docs.is_empty()).map(|docs| quote!(.docs(#docs)));
    let deprecated = endpoint.is_deprecated.then(|| quote!(.deprecated()));
    quote! {
        const DESCRIPTION: #core::Description =
            #core::#method.at(#path, #route, #operation_id, #operation) #auth #tag #body_limit #timeout #docs #deprecated;
    }
}

/// The check that request structs read just the parameters of the path, placed at the path. A statement of the constant around
/// it. A path without parameters is spared the constant: see [`parts`].
fn bound(endpoint: &Endpoint) -> Option<TokenStream> {
    let Binding { parameters, is_bound, candidates } = &endpoint.binding;
    if candidates.is_empty() || parameters.is_empty() {
        return None;
    }
    let span = endpoint.path.span();
    let core = runtime::private_at(span);
    Some(quote_spanned! {span=>
        #core::fit([#(#parameters),*], #is_bound, [#(#core::Probe::<#candidates>::READ),*]);
    })
}

/// The check that request structs read a part of the request that this one has, placed at their types. Statements of the
/// function around them.
fn parts(endpoint: &Endpoint) -> TokenStream {
    let Binding { parameters, candidates, .. } = &endpoint.binding;
    let no_body = (endpoint.method == "GET").then_some("is_no_body");
    let no_path = parameters.is_empty().then_some("is_no_path");
    let checks = candidates.iter().flat_map(|ty| {
        let span = ty.span();
        no_body.into_iter().chain(no_path).map(move |check| {
            let (core, check) = (runtime::private_at(span), Ident::new(check, span));
            quote_spanned!(span=> let _ = #core::Probe::<#ty>::#check;)
        })
    });
    checks.collect()
}

/// What its guard and its arguments ask of the state.
fn served(endpoint: &Endpoint, types: &Types<'_>) -> TokenStream {
    let core = runtime::private();
    let (name, Types { list, tuple }) = (&endpoint.name, types);
    let vias: Vec<Ident> = (0..list.len()).map(|i| format_ident!("__V{i}")).collect();
    let (guard, bounds) = (guard(endpoint.options.auth), bounds(list, &vias));
    quote! {
        impl<__S, #(#vias),*> #core::Endpoint<__S, #tuple, (#(#vias,)*)> for #name
        where
            #guard: #core::Guard<__S>,
            #bounds
        {}
    }
}

/// Who may call it, as a type.
fn guard(auth: Auth) -> TokenStream {
    let core = runtime::private();
    match auth {
        Auth::Bearer => quote!(#core::Bearer),
        Auth::User => quote!(#core::AtLeast<#core::User>),
        Auth::Manager => quote!(#core::AtLeast<#core::Manager>),
        Auth::Admin => quote!(#core::AtLeast<#core::Admin>),
        Auth::Master => quote!(#core::Master),
        Auth::Webhook => quote!(#core::Webhook),
        Auth::Public => quote!(#core::Public),
    }
}

/// What is known of it without its state: the declaration, and the call of the function.
fn called(endpoint: &Endpoint, types: &Types<'_>) -> TokenStream {
    let core = runtime::private();
    let (Endpoint { name, output, .. }, Types { list, tuple }) = (endpoint, types);
    let allow_deprecated = endpoint.is_deprecated.then(|| quote!(#[allow(deprecated)]));
    let (guard, described) = (guard(endpoint.options.auth), described(endpoint));
    let (parts, answer) = (parts(endpoint), answer(name, list.len(), output));
    let told = runtime::for_document(|| {
        let output = named(output);
        quote!(#(#list),*; #output)
    });
    quote! {
        #allow_deprecated
        impl #core::Call<#tuple> for #name {
            type Guard = #guard;
            #described

            fn call(__a: #tuple) -> #core::Answer {
                #parts
                #answer
            }

            #told
        }
    }
}

/// Placed at the function's name: that is where one that cannot go on in another thread is reported. A type that is no answer
/// is reported where it stands as an argument.
fn answer(name: &Ident, arguments: usize, output: &Type) -> TokenStream {
    let span = Span::call_site().located_at(name.span());
    let core = runtime::private_at(span);
    // An `impl Trait` is not to be repeated; the compiler knows it.
    let output = if holds(output.to_token_stream(), "impl") { quote_spanned!(output.span()=> _) } else { quote!(#output) };
    let values = (0..arguments).map(Literal::usize_unsuffixed).map(|i| quote_spanned!(span=> __a.#i));
    quote_spanned!(span=> #core::answer::<#output, _>(#name(#(#values),*)))
}

/// Whether a word is among the tokens.
fn holds(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => holds(group.stream(), word),
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// What each argument must be, placed at its type: that is where one that cannot be read is reported.
fn bounds(arguments: &[Type], vias: &[Ident]) -> TokenStream {
    let last = arguments.len().saturating_sub(1);
    let bound = |(i, ty): (usize, &Type)| {
        let span = ty.span();
        let core = runtime::private_at(span);
        let role = Ident::new(if i == last { "Argument" } else { "PartArgument" }, span);
        let via = &vias[i];
        quote_spanned!(span=> #ty: #core::#role<__S, #via>,)
    };
    arguments.iter().enumerate().map(bound).collect()
}

/// What stands in for an endpoint that has a mistake, so that the places that name it have none.
///
/// A method has none: no type can stand beside it.
pub(super) fn inert(function: &Function, core: &Core) -> Option<TokenStream> {
    if function.signature.receiver().is_some() {
        return None;
    }
    let private = runtime::private();
    let name = &function.signature.ident;
    let visibility = &function.visibility;
    let text = name.unraw().to_string();
    let path = format!("/{text}");
    let (route, operation) = (number::of_route(&path), number::of(text.bytes()));
    let apart = core.scope(quote! {
        impl #private::Call<()> for #name {
            type Guard = #private::Public;
            const DESCRIPTION: #private::Description = #private::GET.at(#path, #route, #text, #operation);

            fn call(_: ()) -> #private::Answer {
                ::core::unreachable!()
            }
        }

        impl<__S: ::core::marker::Sync> #private::Endpoint<__S, (), ()> for #name {}
    });
    Some(quote! {
        #[allow(non_camel_case_types, dead_code, missing_docs)]
        #visibility struct #name {}

        #apart
    })
}

/// The result with a name for each type: what only the function knows (`impl …`) is an answer that it makes itself.
fn named(output: &Type) -> Type {
    let mut output = output.clone();
    if let Type::Path(TypePath { path, .. }) = &mut output
        && let Some(PathArguments::AngleBracketed(arguments)) = path.segments.last_mut().map(|last| &mut last.arguments)
    {
        for argument in &mut arguments.args {
            if let GenericArgument::Type(ty @ Type::ImplTrait(_)) = argument {
                let core = runtime::private();
                *ty = syn::parse_quote!(#core::Response);
            }
        }
    }
    output
}

fn camel_case(snake: &str) -> String {
    let mut camel = String::new();
    for (i, word) in snake.split('_').filter(|word| !word.is_empty()).enumerate() {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if i > 0 => camel.extend(first.to_uppercase()),
            Some(first) => camel.push(first),
            None => {}
        }
        camel.push_str(letters.as_str());
    }
    camel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_camel_case() {
        for (snake, camel) in [("request_message_history", "requestMessageHistory"), ("ping", "ping"), ("_a__b_", "aB")] {
            assert_eq!(camel_case(snake), camel);
        }
    }
}
