//! The way by which generated code reaches `wuts-core`, whatever it is called there.

mod manifest;

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::parse::{ParseBuffer, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, LitStr, Path};

/// The path of `wuts-core` in the user's crate.
pub(crate) struct Core {
    path: TokenStream,
    span: Span,
}

impl Core {
    /// As `crate = "…"` in these arguments says, else as `Cargo.toml` calls it.
    ///
    /// What is wrong with the argument is reported where the others are parsed.
    pub(crate) fn of(arguments: TokenStream) -> Self {
        match told(arguments) {
            Some(path) => Self { span: path.span(), path: path.into_token_stream() },
            None => Self { span: Span::call_site(), path: called() },
        }
    }

    /// The same, of the `#[wuts(…)]` on a struct or an enum.
    pub(crate) fn of_derive(attributes: &[Attribute]) -> Self {
        let lists = attributes.iter().filter(|attribute| attribute.path().is_ident("wuts"));
        let lists = lists.filter_map(|attribute| attribute.meta.require_list().ok());
        Self::of(lists.flat_map(|list| list.tokens.clone()).collect())
    }

    /// Items that may name the runtime by [`private`], kept apart from the items of the user.
    pub(crate) fn scope(&self, items: TokenStream) -> TokenStream {
        apart(self.import(), items)
    }

    /// The same, of items that are sure to find out what a type is.
    pub(crate) fn probing_scope(&self, items: TokenStream) -> TokenStream {
        apart(self.probing_import(), items)
    }

    /// What makes [`private`] a name, even if the path is wrong: then that is the only error.
    pub(crate) fn import(&self) -> TokenStream {
        let (Self { path, span }, private) = (self, private());
        quote_spanned! {*span=>
            use #path::__private as #private;
            #[allow(unused_imports)]
            use #private::probe::*;
        }
    }

    fn probing_import(&self) -> TokenStream {
        let (Self { path, span }, private) = (self, private());
        quote_spanned!(*span=> use #path::__private as #private; use #private::probe::*;)
    }
}

fn apart(import: TokenStream, items: TokenStream) -> TokenStream {
    let mut tokens = quote!(const _: () =);
    tokens.append(Group::new(Delimiter::Brace, [import, items].into_iter().collect()));
    tokens.append(Punct::new(';', Spacing::Alone));
    tokens
}

/// What to write.
pub(crate) const EXPECTED: &str = "expected the path of `wuts-core` in quotes, as in `crate = \"gateway::wuts_core\"`";

/// The value of `crate = "…"`.
pub(crate) fn path(value: &LitStr) -> syn::Result<Path> {
    let parsed = value.parse_with(Path::parse_mod_style);
    parsed.map_err(|_| syn::Error::new(value.span(), EXPECTED))
}

/// Read `crate = "…"` of a derive; tells whether there was one before.
pub(crate) fn seen(meta: &ParseNestedMeta<'_>, before: &mut bool) -> syn::Result<bool> {
    let at = meta.input.span();
    let value = meta.value().and_then(ParseBuffer::parse);
    path(&value.map_err(|_| syn::Error::new(at, EXPECTED))?)?;
    Ok(std::mem::replace(before, true))
}

/// `crate = "…"` among these arguments, in any state of completeness.
fn told(arguments: TokenStream) -> Option<Path> {
    let tokens: Vec<TokenTree> = arguments.into_iter().collect();
    tokens.windows(3).find_map(|three| match three {
        [TokenTree::Ident(name), TokenTree::Punct(equals), TokenTree::Literal(value)]
            if name == "crate" && equals.as_char() == '=' =>
        {
            let value: LitStr = syn::parse2(quote!(#value)).ok()?;
            path(&value).ok()
        }
        _ => None,
    })
}

fn called() -> TokenStream {
    let name = manifest::name_of_core();
    let core = || Ident::new("wuts_core", Span::call_site());
    // A name of a dependency may be a keyword, as in `use ::r#mod::…`.
    let name = if name == "wuts_core" { core() } else { Ident::parse_any.parse_str(&name).unwrap_or_else(|_| core()) };
    quote!(::#name)
}

/// The module that generated code may name.
pub(crate) fn private() -> Ident {
    private_at(Span::call_site())
}

/// The same, placed: an error in what follows is reported there.
pub(crate) fn private_at(span: Span) -> Ident {
    Ident::new("__wuts", span)
}

/// Whether there may be a document.
pub(crate) const HAS_DOCUMENT: bool = cfg!(any(feature = "openapi", test));

/// What is said for the document alone, if there may be one: most builds are spared the tokens.
pub(crate) fn for_document(words: impl FnOnce() -> TokenStream) -> Option<TokenStream> {
    let core = private();
    HAS_DOCUMENT.then(words).map(|words| quote!(#core::told!(#words);))
}
