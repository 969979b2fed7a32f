//! What can be wrong with a response struct.

use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Ident, LitBool, LitInt, Type};

use super::model::Response;
use crate::docs;
use crate::errors::Errors;
use crate::runtime;
use crate::serde_attr;
use crate::suggest;

/// The answer that was declared.
pub(super) fn check(input: &DeriveInput, errors: &Errors) -> Response {
    let mut response = arguments(input, errors);
    response.docs = docs::of(&input.attrs);
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => {
                let container = serde_attr::Container::read(&input.attrs, errors);
                fields.named.iter().for_each(|field| is_not_success(field, &container, errors));
            }
            _ => errors.on(&input.ident, "`WutsResponse` needs named fields: write `struct Name { field: Type }`"),
        },
        Data::Enum(data) => {
            if response.status.is_some() || response.success.is_some() || response.example.is_some() {
                errors.on(&input.ident, "an enum has no status and no example of its own: give one to the type in each variant");
            }
            response.variants = Some(data.variants.iter().filter_map(|variant| holds_one(variant, errors)).collect());
        }
        Data::Union(data) => errors.on(data.union_token, "`WutsResponse` is for a struct or an enum"),
    }
    response
}

/// A variant is one answer: `Media(Bytes)`.
fn holds_one(variant: &syn::Variant, errors: &Errors) -> Option<(Ident, Type)> {
    match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Some((variant.ident.clone(), fields.unnamed.first()?.ty.clone())),
        _ => {
            let message = "a variant holds one answer: write `Name(Answer)`, where `Answer` derives `WutsResponse` or is anything that axum can send";
            errors.on(&variant.ident, message);
            None
        }
    }
}

/// The envelope has a member `success` of its own.
fn is_not_success(field: &syn::Field, container: &serde_attr::Container, errors: &Errors) {
    let Some(ident) = &field.ident else { return };
    let serde = serde_attr::Field::read(&field.attrs, errors);
    let bare = ident.unraw().to_string();
    let name = match (&serde.rename_out, container.rename_all_out) {
        (Some(name), _) => name.value(),
        (None, Some(case)) => case.of(&bare),
        (None, None) => bare,
    };
    if name == "success" {
        errors.on(ident, "the envelope writes `success` itself: leave this field out");
    }
}

fn arguments(input: &DeriveInput, errors: &Errors) -> Response {
    let mut response = Response::default();
    let mut has_crate = false;
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("wuts")) {
        errors.keep(attribute.parse_nested_meta(|meta| {
            let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            let is_repeated = match name.as_str() {
                "status" => response.status.replace(status(&meta.value()?.parse()?, errors)).is_some(),
                "success" => response.success.replace(meta.value()?.parse::<LitBool>()?.value).is_some(),
                "example" => {
                    let expected = |error: syn::Error| {
                        syn::Error::new(error.span(), "expected a value of this type, as in `example = path::to::function()`")
                    };
                    response.example.replace(meta.value()?.parse().map_err(expected)?).is_some()
                }
                "crate" => runtime::seen(&meta, &mut has_crate)?,
                _ => {
                    let known = ["status", "success", "example", "crate"];
                    return Err(meta.error(format!("unknown argument `{name}`; {}", suggest::instead(&name, &known))));
                }
            };
            if is_repeated { Err(meta.error(format!("`{name}` is given twice"))) } else { Ok(()) }
        }));
    }
    response
}

/// A status of a success that has a body.
fn status(literal: &LitInt, errors: &Errors) -> u16 {
    match literal.base10_parse::<u16>() {
        Ok(204 | 205) => errors.on(literal, "an answer with this status has no body: return axum's `StatusCode::NO_CONTENT`"),
        Ok(code @ 200..=299) => return code,
        _ => errors.on(literal, "a success has a status from 200 to 299, as in `status = 201`"),
    }
    200
}
