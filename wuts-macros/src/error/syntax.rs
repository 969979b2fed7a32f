//! What was written in `#[wuts(…)]` on a variant.

use syn::{Attribute, Ident, LitInt, LitStr};

use crate::errors::Errors;
use crate::runtime;
use crate::suggest;

/// The arguments, in any combination.
#[derive(Default)]
pub(super) struct Arguments {
    pub(super) status: Option<LitInt>,
    pub(super) code: Option<CodeName>,
    pub(super) message: Option<LitStr>,
    pub(super) has_failed: bool,
}

pub(super) enum CodeName {
    Table(Ident),
    Own(LitStr),
}

impl Arguments {
    pub(super) fn read(attributes: &[Attribute], errors: &Errors) -> Self {
        let before = errors.count();
        let mut arguments = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("wuts")) {
            errors.keep(attribute.parse_nested_meta(|meta| {
                let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
                let is_repeated = match name.as_str() {
                    "status" => arguments.status.replace(meta.value()?.parse()?).is_some(),
                    "message" => {
                        let expected =
                            |error: syn::Error| syn::Error::new(error.span(), "expected a text, as in `message = \"not now\"`");
                        arguments.message.replace(meta.value()?.parse().map_err(expected)?).is_some()
                    }
                    "code" => {
                        let value = meta.value()?;
                        let code = if value.peek(LitStr) {
                            CodeName::Own(value.parse()?)
                        } else {
                            let expected = "expected a constant of `ErrorCode` or a text, as in `code = NOT_FOUND`";
                            CodeName::Table(value.parse().map_err(|error: syn::Error| syn::Error::new(error.span(), expected))?)
                        };
                        arguments.code.replace(code).is_some()
                    }
                    _ => {
                        let known = ["code", "status", "message"];
                        return Err(meta.error(format!("unknown argument `{name}`; {}", suggest::instead(&name, &known))));
                    }
                };
                if is_repeated { Err(meta.error(format!("`{name}` is given twice"))) } else { Ok(()) }
            }));
        }
        arguments.has_failed = errors.count() > before;
        arguments
    }
}

/// The arguments of the enum: no more than `crate`.
pub(super) fn whole(attributes: &[Attribute], errors: &Errors) {
    let mut has_crate = false;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("wuts")) {
        errors.keep(attribute.parse_nested_meta(|meta| {
            let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            match name.as_str() {
                "crate" if runtime::seen(&meta, &mut has_crate)? => Err(meta.error("`crate` is given twice")),
                "crate" => Ok(()),
                "code" | "status" | "message" => Err(meta.error(format!("`{name}` belongs to a variant: write it there"))),
                _ => Err(meta.error(format!("unknown argument `{name}`; {}", suggest::instead(&name, &["crate"])))),
            }
        }));
    }
}
