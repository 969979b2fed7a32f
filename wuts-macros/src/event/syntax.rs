//! What was written in `#[wuts(…)]` on the enum and on its variants.

use syn::meta::ParseNestedMeta;
use syn::parse::Parse;
use syn::{Attribute, Ident, LitStr};

use crate::errors::Errors;
use crate::runtime;
use crate::suggest;

/// The arguments of the enum.
#[derive(Default)]
pub(super) struct Whole {
    pub(super) kinds: Option<Ident>,
}

/// The arguments of a variant, in any combination.
#[derive(Default)]
pub(super) struct Arguments {
    pub(super) event: Option<LitStr>,
    pub(super) unknown: Option<Ident>,
    pub(super) drifted: Option<Ident>,
    pub(super) has_failed: bool,
}

impl Whole {
    pub(super) fn read(attributes: &[Attribute], errors: &Errors) -> Self {
        let mut whole = Self::default();
        let mut has_crate = false;
        each(attributes, errors, |name, meta| match name {
            "kinds" => Ok(whole.kinds.replace(value(meta, "expected a name, as in `kinds = EventKind`")?).is_some()),
            "crate" => runtime::seen(meta, &mut has_crate),
            "event" | "unknown" | "drifted" => Err(meta.error(format!("`{name}` belongs to a variant: write it there"))),
            _ => Err(unknown(name, meta, &["kinds", "crate"])),
        });
        whole
    }
}

impl Arguments {
    pub(super) fn read(attributes: &[Attribute], errors: &Errors) -> Self {
        let before = errors.count();
        let mut arguments = Self::default();
        each(attributes, errors, |name, meta| match name {
            "event" => {
                Ok(arguments.event.replace(value(meta, "expected a name, as in `event = \"message.received\"`")?).is_some())
            }
            "unknown" => Ok(arguments.unknown.replace(meta.path.require_ident()?.clone()).is_some()),
            "drifted" => Ok(arguments.drifted.replace(meta.path.require_ident()?.clone()).is_some()),
            _ => Err(unknown(name, meta, &["event", "unknown", "drifted"])),
        });
        arguments.has_failed = errors.count() > before;
        arguments
    }
}

/// Read each argument; `read` tells whether it was there before.
fn each(attributes: &[Attribute], errors: &Errors, mut read: impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<bool>) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("wuts")) {
        errors.keep(attribute.parse_nested_meta(|meta| {
            let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            if read(&name, &meta)? { Err(meta.error(format!("`{name}` is given twice"))) } else { Ok(()) }
        }));
    }
}

fn value<T: Parse>(meta: &ParseNestedMeta<'_>, expected: &str) -> syn::Result<T> {
    let expected = |error: syn::Error| syn::Error::new(error.span(), expected);
    meta.value().map_err(expected)?.parse().map_err(expected)
}

fn unknown(name: &str, meta: &ParseNestedMeta<'_>, known: &[&str]) -> syn::Error {
    meta.error(format!("unknown argument `{name}`; {}", suggest::instead(name, known)))
}
