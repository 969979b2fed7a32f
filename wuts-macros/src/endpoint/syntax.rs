//! What was written: the arguments of the attribute and the signature of the function.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Ident, LitStr, Signature, Token, Visibility};

use crate::errors::Errors;
use crate::runtime;
use crate::suggest;

/// The arguments of the attribute, in any state of completeness.
#[derive(Default)]
pub(super) struct Attribute {
    pub(super) method: Option<Ident>,
    pub(super) path: Option<LitStr>,
    pub(super) options: Vec<Opt>,
}

/// An argument behind the path, with the place of its name.
pub(super) struct Opt {
    pub(super) name: Ident,
    pub(super) value: OptValue,
}

pub(super) enum OptValue {
    Public,
    Tag(LitStr),
    OperationId(LitStr),
    Role(Ident),
    Auth(Ident),
    BodyLimit(LitStr),
    Timeout(LitStr),
    Crate,
}

const OPTIONS: &[&str] = &["public", "role", "auth", "tag", "operation_id", "body_limit", "timeout", "crate"];

impl Attribute {
    pub(super) fn parse(tokens: TokenStream, errors: &Errors) -> Self {
        let parser = |input: ParseStream<'_>| Ok(Self::parse_all(input, errors));
        errors.keep(parser.parse2(tokens)).unwrap_or_default()
    }

    fn parse_all(input: ParseStream<'_>, errors: &Errors) -> Self {
        let mut attribute = Self { method: parse_method(input, errors), ..Self::default() };
        if attribute.method.is_none() {
            skip_to_end(input);
            return attribute;
        }
        attribute.path = parse_path(input, errors);
        if attribute.path.is_none() {
            skip_to_end(input);
            return attribute;
        }
        while !input.is_empty() {
            if let Err(error) = input.parse::<Token![,]>() {
                errors.at(error.span(), "expected `,` between the arguments");
                skip_to_end(input);
                break;
            }
            if input.is_empty() {
                break;
            }
            match input.parse::<Opt>() {
                Ok(option) => attribute.options.push(option),
                Err(error) => {
                    errors.push(error);
                    skip_to_comma(input);
                }
            }
        }
        attribute
    }
}

fn parse_method(input: ParseStream<'_>, errors: &Errors) -> Option<Ident> {
    const EXPECTED: &str = "expected a method and a path, as in `#[wuts_endpoint(POST, \"/messages/text\")]`";
    if input.is_empty() {
        errors.at(Span::call_site(), EXPECTED);
        return None;
    }
    match input.parse() {
        Ok(method) => Some(method),
        Err(error) => {
            errors.at(error.span(), EXPECTED);
            None
        }
    }
}

fn parse_path(input: ParseStream<'_>, errors: &Errors) -> Option<LitStr> {
    const EXPECTED: &str = "expected a path behind the method, as in `POST, \"/messages/text\"`";
    let end = input.is_empty();
    let path = input.parse::<Token![,]>().and_then(|_| input.parse());
    path.map_err(|error| errors.at(if end { Span::call_site() } else { error.span() }, EXPECTED)).ok()
}

impl Parse for Opt {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        let value = match name.to_string().as_str() {
            "public" => OptValue::Public,
            "tag" => OptValue::Tag(value(input, "expected a text, as in `tag = \"messages\"`")?),
            "operation_id" => OptValue::OperationId(value(input, "expected a text, as in `operation_id = \"sendText\"`")?),
            "role" => OptValue::Role(value(input, "expected a role, as in `role = admin`")?),
            "auth" => OptValue::Auth(value(input, "expected a kind of token, as in `auth = master`")?),
            "body_limit" => OptValue::BodyLimit(value(input, "expected a size, as in `body_limit = \"16 MiB\"`")?),
            "timeout" => OptValue::Timeout(value(input, "expected a time, as in `timeout = \"30s\"`")?),
            "crate" => {
                runtime::path(&value(input, runtime::EXPECTED)?)?;
                OptValue::Crate
            }
            unknown => {
                let message = format!("unknown argument `{unknown}`; {}", suggest::instead(unknown, OPTIONS));
                return Err(syn::Error::new(name.span(), message));
            }
        };
        Ok(Self { name, value })
    }
}

/// What stands behind `=`.
fn value<T: Parse>(input: ParseStream<'_>, expected: &str) -> syn::Result<T> {
    let expected = |error: syn::Error| syn::Error::new(error.span(), expected);
    input.parse::<Token![=]>().map_err(expected)?;
    input.parse().map_err(expected)
}

fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        let _: syn::Result<TokenTree> = input.parse();
    }
}

fn skip_to_end(input: ParseStream<'_>) {
    let _: syn::Result<TokenStream> = input.parse();
}

/// The function, of which the body is not looked at.
pub(super) struct Function {
    pub(super) attributes: Vec<syn::Attribute>,
    /// The attributes as they were written.
    pub(super) above: Vec<TokenTree>,
    /// All behind them, as it was written.
    pub(super) rest: Vec<TokenTree>,
    pub(super) visibility: Visibility,
    pub(super) signature: Signature,
}

impl Function {
    pub(super) fn parse(item: &TokenStream) -> syn::Result<Self> {
        let mut above: Vec<TokenTree> = item.clone().into_iter().collect();
        let is_attribute =
            |two: &[TokenTree]| matches!(two, [TokenTree::Punct(pound), TokenTree::Group(_)] if pound.as_char() == '#');
        let attributes = above.chunks_exact(2).take_while(|two| is_attribute(two)).count();
        let rest = above.split_off(2 * attributes);
        // To take the body apart costs more than all the rest.
        let is_body = |last: &TokenTree| matches!(last, TokenTree::Group(body) if body.delimiter() == Delimiter::Brace);
        let body = usize::from(rest.last().is_some_and(is_body));
        let head = above.iter().chain(&rest[..rest.len() - body]).cloned().collect();
        // What is no function may be wrong in its body.
        let Head { attributes, visibility, signature } = syn::parse2(head).or_else(|_| syn::parse2(item.clone()))?;
        Ok(Self { attributes, above, rest, visibility, signature })
    }
}

/// What stands before the body.
struct Head {
    attributes: Vec<syn::Attribute>,
    visibility: Visibility,
    signature: Signature,
}

impl Parse for Head {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(syn::Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let signature = input.parse().map_err(|error| syn::Error::new(error.span(), "`wuts_endpoint` goes on an `async fn`"))?;
        skip_to_end(input);
        Ok(Self { attributes, visibility, signature })
    }
}
