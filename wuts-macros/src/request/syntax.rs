//! What was written in `#[wuts(…)]` on a field.

use std::fmt::Display;

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, ExprUnary, Ident, Lit, LitInt, LitStr, Path, Token, UnOp, parenthesized};

use crate::errors::Errors;
use crate::runtime;
use crate::suggest;

/// A rule, with the place of its name.
pub(super) struct Rule {
    pub(super) name: Ident,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    Length(Bounds<LitInt>),
    Range(Bounds<Number>),
    Pattern(LitStr),
    Count(Bounds<LitInt>),
    Items(Vec<Rule>),
    OneOf(Vec<LitStr>),
    Url {
        allows_http: bool,
    },
    Check(Path),
    CheckWith(Path),
    Sensitive,
    /// No rule: a value for the document.
    Example(Expr),
    /// No rule: keywords for the document.
    Schema(Expr),
}

/// `min = …, max = …`, each at most once.
pub(super) struct Bounds<N> {
    pub(super) min: Option<N>,
    pub(super) max: Option<N>,
}

/// A number, perhaps negative, perhaps with a fraction.
#[derive(Clone, Copy)]
pub(super) enum Value {
    Integer(i128),
    Float(f64),
}

impl Value {
    #[allow(clippy::cast_precision_loss, reason = "a bound is a short literal")]
    pub(super) fn as_float(self) -> f64 {
        match self {
            Self::Integer(n) => n as f64,
            Self::Float(n) => n,
        }
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(n) => n.fmt(f),
            Self::Float(n) => n.fmt(f),
        }
    }
}

pub(super) struct Number {
    pub(super) value: Value,
    pub(super) span: Span,
}

const RULES: &[&str] =
    &["length", "range", "pattern", "count", "items", "one_of", "url", "check", "check_with", "sensitive", "example", "schema"];

/// The rules of a field; what cannot be read is reported, and the others are kept.
pub(super) fn rules(attributes: &[syn::Attribute], errors: &Errors) -> Vec<Rule> {
    each_argument(attributes, errors)
}

/// The arguments of all `#[wuts(…)]`; what cannot be read is reported, and the others are kept.
fn each_argument<T: Parse>(attributes: &[syn::Attribute], errors: &Errors) -> Vec<T> {
    let mut arguments = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("wuts")) {
        let parsed = attribute.parse_args_with(|input: ParseStream<'_>| {
            while !input.is_empty() {
                match input.parse() {
                    Ok(argument) => arguments.push(argument),
                    Err(error) => {
                        errors.push(error);
                        skip_to_comma(input);
                    }
                }
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        });
        errors.keep(parsed);
    }
    arguments
}

/// What was written in `#[wuts(…)]` on the struct, with the place of its name.
pub(super) struct Argument {
    pub(super) name: Ident,
    pub(super) kind: ArgumentKind,
}

pub(super) enum ArgumentKind {
    From(Ident),
    ExactlyOneOf(Vec<Ident>),
    AnyOf(Vec<Ident>),
    Check(Path),
    CheckWith(Path),
    Example(Expr),
    Crate,
}

const ARGUMENTS: &[&str] = &["from", "exactly_one_of", "any_of", "check", "check_with", "example", "crate"];

/// The arguments of the struct.
pub(super) fn arguments(attributes: &[syn::Attribute], errors: &Errors) -> Vec<Argument> {
    each_argument(attributes, errors)
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        let kind = match name.to_string().as_str() {
            "from" => ArgumentKind::From(value(input, &name, "from = path`, `from = query` or `from = body")?),
            "exactly_one_of" => ArgumentKind::ExactlyOneOf(list(input, &name, "exactly_one_of(image, image_url)")?),
            "any_of" => ArgumentKind::AnyOf(list(input, &name, "any_of(jid, number)")?),
            "check" => ArgumentKind::Check(value(input, &name, "check = path::to::function")?),
            "check_with" => ArgumentKind::CheckWith(value(input, &name, "check_with = path::to::function")?),
            "example" => ArgumentKind::Example(value(input, &name, "example = path::to::function()")?),
            "crate" => {
                let told = value(input, &name, "").map_err(|error| syn::Error::new(error.span(), runtime::EXPECTED));
                runtime::path(&told?)?;
                ArgumentKind::Crate
            }
            unknown => {
                let message = format!("unknown argument `{unknown}`; {}", suggest::instead(unknown, ARGUMENTS));
                return Err(syn::Error::new(name.span(), message));
            }
        };
        Ok(Self { name, kind })
    }
}

fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        let _: syn::Result<proc_macro2::TokenTree> = input.parse();
    }
}

impl Parse for Rule {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        let kind = match name.to_string().as_str() {
            "length" => Kind::Length(bounds(input, &name, "length(min = 1, max = 128)")?),
            "range" => Kind::Range(bounds(input, &name, "range(min = 1, max = 500)")?),
            "pattern" => Kind::Pattern(value(input, &name, "pattern = \"^[A-Z0-9]+$\"")?),
            "count" => Kind::Count(bounds(input, &name, "count(min = 2, max = 12)")?),
            "items" => Kind::Items(list(input, &name, "items(length(min = 1))")?),
            "one_of" => {
                const EXAMPLE: &str = "one_of(\"image\", \"video\")";
                let words = list(input, &name, EXAMPLE).map_err(|error| match error.to_string() {
                    own if own.contains(EXAMPLE) => error,
                    _ => syn::Error::new(error.span(), format!("expected texts, as in `{EXAMPLE}`")),
                });
                Kind::OneOf(words?)
            }
            "url" => Kind::Url { allows_http: allows_http(input)? },
            "check" => Kind::Check(value(input, &name, "check = path::to::function")?),
            "check_with" => Kind::CheckWith(value(input, &name, "check_with = path::to::function")?),
            "sensitive" => Kind::Sensitive,
            "example" => Kind::Example(value(input, &name, "example = \"some value\"")?),
            "schema" => Kind::Schema(value(input, &name, "schema = json!({ \"minimum\": 1 })")?),
            unknown => {
                let message = format!("unknown rule `{unknown}`; {}", suggest::instead(unknown, RULES));
                return Err(syn::Error::new(name.span(), message));
            }
        };
        Ok(Self { name, kind })
    }
}

/// What stands behind `=`.
fn value<T: Parse>(input: ParseStream<'_>, name: &Ident, example: &str) -> syn::Result<T> {
    let expected = || format!("expected `{example}`");
    if !input.peek(Token![=]) {
        return Err(syn::Error::new(name.span(), expected()));
    }
    input.parse::<Token![=]>()?;
    let at = input.span();
    input.parse().map_err(|_| syn::Error::new(at, expected()))
}

/// What stands in parentheses, separated by commas; at least one.
fn list<T: Parse>(input: ParseStream<'_>, name: &Ident, example: &str) -> syn::Result<Vec<T>> {
    if !input.peek(syn::token::Paren) {
        return Err(syn::Error::new(name.span(), format!("expected `{example}`")));
    }
    let content;
    parenthesized!(content in input);
    let list = whole(&content, Punctuated::<T, Token![,]>::parse_terminated)?;
    if list.is_empty() {
        return Err(syn::Error::new(name.span(), format!("`{name}` needs an entry: expected `{example}`")));
    }
    Ok(list.into_iter().collect())
}

/// Parse what stands in parentheses; after an error nothing of it is left to be complained about again.
fn whole<T>(content: ParseStream<'_>, parse: fn(ParseStream<'_>) -> syn::Result<T>) -> syn::Result<T> {
    parse(content).inspect_err(|_| drop(content.parse::<proc_macro2::TokenStream>()))
}

/// `url` alone, or `url(http)`.
fn allows_http(input: ParseStream<'_>) -> syn::Result<bool> {
    if !input.peek(syn::token::Paren) {
        return Ok(false);
    }
    let content;
    parenthesized!(content in input);
    let word: Ident = whole(&content, Ident::parse)?;
    if word == "http" {
        Ok(true)
    } else {
        Err(syn::Error::new(word.span(), "expected `url`, or `url(http)` to allow plain http too"))
    }
}

fn bounds<N: Parse>(input: ParseStream<'_>, name: &Ident, example: &str) -> syn::Result<Bounds<N>> {
    let expected = || format!("expected `{example}`");
    if !input.peek(syn::token::Paren) {
        return Err(syn::Error::new(name.span(), expected()));
    }
    let content;
    parenthesized!(content in input);
    let pairs = whole(&content, Punctuated::<Bound<N>, Token![,]>::parse_terminated)
        .map_err(|error| syn::Error::new(error.span(), expected()))?;
    let mut bounds = Bounds { min: None, max: None };
    for Bound { name, value } in pairs {
        let place = match name.to_string().as_str() {
            "min" => &mut bounds.min,
            "max" => &mut bounds.max,
            unknown => {
                let message = format!("unknown bound `{unknown}`; {}", suggest::instead(unknown, &["min", "max"]));
                return Err(syn::Error::new(name.span(), message));
            }
        };
        if place.replace(value).is_some() {
            return Err(syn::Error::new(name.span(), format!("`{name}` is given twice")));
        }
    }
    if bounds.min.is_none() && bounds.max.is_none() {
        return Err(syn::Error::new(name.span(), format!("`{name}` needs a bound: {}", expected())));
    }
    Ok(bounds)
}

struct Bound<N> {
    name: Ident,
    value: N,
}

impl<N: Parse> Parse for Bound<N> {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Self { name, value: input.parse()? })
    }
}

impl Parse for Number {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let span = input.span();
        let expression: Expr = input.parse()?;
        let value = number(&expression).ok_or_else(|| syn::Error::new(span, "no number"))?;
        Ok(Self { value, span })
    }
}

fn number(expression: &Expr) -> Option<Value> {
    match expression {
        Expr::Lit(ExprLit { lit: Lit::Int(n), .. }) => n.base10_parse().ok().map(Value::Integer),
        Expr::Lit(ExprLit { lit: Lit::Float(n), .. }) => n.base10_parse().ok().map(Value::Float),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => number(expr).map(|value| match value {
            Value::Integer(n) => Value::Integer(-n),
            Value::Float(n) => Value::Float(-n),
        }),
        _ => None,
    }
}
