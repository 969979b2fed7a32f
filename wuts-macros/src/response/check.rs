//! What can be wrong with a response struct.

use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, LitInt};

use crate::errors::Errors;
use crate::serde_attr;
use crate::suggest;

/// The status that the struct asks for.
pub(super) fn check(input: &DeriveInput, errors: &Errors) -> Option<u16> {
    let container = serde_attr::Container::read(&input.attrs, errors);
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => fields.named.iter().for_each(|field| is_not_success(field, &container, errors)),
            _ => errors.on(&input.ident, "`WutsResponse` needs named fields: write `struct Name { field: Type }`"),
        },
        Data::Enum(data) => errors.on(data.enum_token, "`WutsResponse` is for a struct with named fields"),
        Data::Union(data) => errors.on(data.union_token, "`WutsResponse` is for a struct with named fields"),
    }
    status(input, errors)
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

fn status(input: &DeriveInput, errors: &Errors) -> Option<u16> {
    let mut status = None;
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("wuts")) {
        errors.keep(attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("status") {
                let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
                return Err(meta.error(format!("unknown argument `{name}`; {}", suggest::instead(&name, &["status"]))));
            }
            let literal: LitInt = meta.value()?.parse()?;
            match literal.base10_parse::<u16>() {
                Ok(code @ 200..=299) => status = Some(code),
                _ => errors.on(&literal, "a success has a status from 200 to 299, as in `status = 201`"),
            }
            Ok(())
        }));
    }
    status
}
