//! What can be wrong with an error enum, one function a kind of mistake.

use syn::{Data, DeriveInput, LitInt, LitStr};

use super::model::{Code, Variant};
use super::syntax::{self, Arguments, CodeName};
use crate::docs;
use crate::errors::Errors;

/// The variants, if nothing is wrong with them.
pub(super) fn check(input: &DeriveInput, errors: &Errors) -> Option<Vec<Variant>> {
    let before = errors.count();
    syntax::whole(&input.attrs, errors);
    let variants = match &input.data {
        Data::Enum(data) => data.variants.iter().filter_map(|variant| check_variant(variant, errors)).collect(),
        Data::Struct(data) => {
            errors.on(data.struct_token, "`WutsError` is for an enum: one variant for each way to fail");
            Vec::new()
        }
        Data::Union(data) => {
            errors.on(data.union_token, "`WutsError` is for an enum: one variant for each way to fail");
            Vec::new()
        }
    };
    (errors.count() == before).then_some(variants)
}

fn check_variant(variant: &syn::Variant, errors: &Errors) -> Option<Variant> {
    let arguments = Arguments::read(&variant.attrs, errors);
    let code = match (arguments.code, arguments.status) {
        (Some(CodeName::Table(constant)), None) => Some(Code::Table(constant)),
        (Some(CodeName::Table(_)), Some(status)) => {
            errors.on(status, "a constant of `ErrorCode` has its status already: leave `status` out");
            None
        }
        (Some(CodeName::Own(name)), Some(status)) => own(status, name, errors),
        (Some(CodeName::Own(name)), None) => {
            errors.on(&name, format!("a code of your own needs a status: write `status = 409, code = \"{}\"`", name.value()));
            None
        }
        (None, _) if arguments.has_failed => None,
        (None, _) => {
            errors.on(
                &variant.ident,
                "this variant has no code: write `#[wuts(code = NOT_FOUND)]`, or a status and a code of your own",
            );
            None
        }
    };
    let words = words(variant, arguments.message.as_ref());
    Some(Variant { ident: variant.ident.clone(), code: code?, message: arguments.message, words })
}

/// The message, as far as it is fixed: ours, else that of `thiserror`, else the doc comment's first paragraph.
fn words(variant: &syn::Variant, message: Option<&LitStr>) -> String {
    let displayed = variant.attrs.iter().filter(|attribute| attribute.path().is_ident("error"));
    let displayed = displayed.filter_map(|attribute| attribute.parse_args::<LitStr>().ok());
    let fixed = displayed.map(|text| text.value()).find(|text| !text.contains(['{', '}']));
    let docs = || docs::of(&variant.attrs).split("\n\n").next().unwrap_or_default().replace('\n', " ");
    message.map(LitStr::value).or(fixed).unwrap_or_else(docs)
}

fn own(status: LitInt, name: LitStr, errors: &Errors) -> Option<Code> {
    let before = errors.count();
    if !matches!(status.base10_parse::<u16>(), Ok(400..=599)) {
        errors.on(&status, "a failure has a status from 400 to 599");
    }
    let text = name.value();
    let is_upper = text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    if !is_upper {
        errors.on(&name, "a code is written in upper case, as in `\"ALREADY_PAIRED\"`");
    }
    (errors.count() == before).then_some(Code::Own { status, name })
}
