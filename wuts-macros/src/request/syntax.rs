//! What was written in `#[wuts(…)]` on a field.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, ExprUnary, Ident, Lit, LitInt, LitStr, Path, Token, UnOp, parenthesized};

use crate::errors::Errors;
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
    Check(Path),
    Sensitive,
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

pub(super) struct Number {
    pub(super) value: Value,
    pub(super) span: Span,
}

const RULES: &[&str] = &["length", "range", "pattern", "check", "sensitive"];

/// The rules of a field; what cannot be read is reported, and the others are kept.
pub(super) fn rules(attributes: &[syn::Attribute], errors: &Errors) -> Vec<Rule> {
    let mut rules = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("wuts")) {
        let parsed = attribute.parse_args_with(|input: ParseStream<'_>| {
            while !input.is_empty() {
                match input.parse() {
                    Ok(rule) => rules.push(rule),
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
    rules
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
            "check" => Kind::Check(value(input, &name, "check = path::to::function")?),
            "sensitive" => Kind::Sensitive,
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

fn bounds<N: Parse>(input: ParseStream<'_>, name: &Ident, example: &str) -> syn::Result<Bounds<N>> {
    let expected = || format!("expected `{example}`");
    if !input.peek(syn::token::Paren) {
        return Err(syn::Error::new(name.span(), expected()));
    }
    let content;
    parenthesized!(content in input);
    let pairs = content
        .call(Punctuated::<Bound<N>, Token![,]>::parse_terminated)
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
        let value = number(&expression).ok_or_else(|| syn::Error::new_spanned(&expression, "expected a number"))?;
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
