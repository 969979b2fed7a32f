//! What serde will do with a struct and its fields, read from its own attributes, so that our names are the wire's names.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, Path, Token, parenthesized};

use crate::errors::Errors;

/// The attributes of a struct that concern how it is read.
#[derive(::core::default::Default)]
pub(crate) struct Container {
    pub(crate) rename_all: Option<Case>,
    pub(crate) rename_all_out: Option<Case>,
    pub(crate) default: Option<Default>,
    pub(crate) deny_unknown_fields: bool,
}

/// The attributes of a field that concern how it is read.
#[derive(::core::default::Default)]
pub(crate) struct Field {
    pub(crate) rename: Option<LitStr>,
    pub(crate) rename_out: Option<LitStr>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) default: Option<Default>,
    pub(crate) skip: bool,
    pub(crate) flatten: bool,
    pub(crate) deserialize_with: Option<Path>,
}

impl Container {
    pub(crate) fn read(attributes: &[Attribute], errors: &Errors) -> Self {
        let mut container = Self::default();
        each(attributes, errors, |meta| {
            match name(meta).as_str() {
                "rename_all" => {
                    let both = both_ways(meta)?;
                    container.rename_all = both.0.map(|text| Case::parse(&text));
                    container.rename_all_out = both.1.map(|text| Case::parse(&text));
                }
                "default" => container.default = Some(Default::parse(meta)?),
                "deny_unknown_fields" => container.deny_unknown_fields = true,
                other @ ("transparent" | "from" | "try_from" | "into" | "remote" | "tag" | "content" | "untagged") => {
                    return Err(meta.error(format!(
                        "`#[serde({other})]` changes the shape on the wire and cannot be honoured here: derive for the struct that stands on the wire"
                    )));
                }
                _ => skip_value(meta)?,
            }
            Ok(())
        });
        container
    }
}

impl Field {
    pub(crate) fn read(attributes: &[Attribute], errors: &Errors) -> Self {
        let mut field = Self::default();
        each(attributes, errors, |meta| {
            match name(meta).as_str() {
                "rename" => (field.rename, field.rename_out) = both_ways(meta)?,
                "alias" => field.aliases.push(meta.value()?.parse()?),
                "default" => field.default = Some(Default::parse(meta)?),
                "skip" | "skip_deserializing" => field.skip = true,
                "flatten" => field.flatten = true,
                "deserialize_with" => field.deserialize_with = Some(meta.value()?.parse::<LitStr>()?.parse()?),
                "with" => {
                    let mut path: Path = meta.value()?.parse::<LitStr>()?.parse()?;
                    path.segments.push(syn::Ident::new("deserialize", proc_macro2::Span::call_site()).into());
                    field.deserialize_with = Some(path);
                }
                _ => skip_value(meta)?,
            }
            Ok(())
        });
        field
    }
}

/// Where serde takes the value that was not sent.
#[derive(Clone)]
pub(crate) enum Default {
    Trait,
    Function(Path),
}

impl Default {
    fn parse(meta: &ParseNestedMeta<'_>) -> syn::Result<Self> {
        if !meta.input.peek(Token![=]) {
            return Ok(Self::Trait);
        }
        let value: syn::Expr = meta.value()?.parse()?;
        let path = match &value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => text.parse().ok(),
            _ => None,
        };
        // serde refuses anything else, in its own words; one of the two is enough.
        Ok(path.map_or(Self::Trait, Self::Function))
    }
}

fn each(attributes: &[Attribute], errors: &Errors, mut read: impl FnMut(&ParseNestedMeta<'_>) -> syn::Result<()>) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        errors.keep(attribute.parse_nested_meta(|meta| read(&meta)));
    }
}

fn name(meta: &ParseNestedMeta<'_>) -> String {
    meta.path.get_ident().map(ToString::to_string).unwrap_or_default()
}

/// The value for reading and for writing: `= "both"`, or `(serialize = "…", deserialize = "…")`.
fn both_ways(meta: &ParseNestedMeta<'_>) -> syn::Result<(Option<LitStr>, Option<LitStr>)> {
    if meta.input.peek(Token![=]) {
        let text: LitStr = meta.value()?.parse()?;
        return Ok((Some(text.clone()), Some(text)));
    }
    let (mut reading, mut writing) = (None, None);
    meta.parse_nested_meta(|inner| {
        let text = inner.value()?.parse()?;
        if inner.path.is_ident("deserialize") {
            reading = Some(text);
        } else {
            writing = Some(text);
        }
        Ok(())
    })?;
    Ok((reading, writing))
}

fn skip_value(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(Token![=]) {
        meta.value()?.parse::<syn::Expr>()?;
    } else if meta.input.peek(syn::token::Paren) {
        let content;
        parenthesized!(content in meta.input);
        content.parse::<proc_macro2::TokenStream>()?;
    }
    Ok(())
}

/// serde's ways to write a field's name.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Case {
    fn parse(text: &LitStr) -> Self {
        match text.value().as_str() {
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            "PascalCase" => Self::Pascal,
            "camelCase" => Self::Camel,
            "snake_case" => Self::Snake,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "kebab-case" => Self::Kebab,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            // serde refuses it too, in its own words; one of the two is enough.
            _ => Self::Snake,
        }
    }

    /// A field's name in this case, as serde writes it.
    pub(crate) fn of(self, field: &str) -> String {
        match self {
            Self::Lower | Self::Snake => field.to_owned(),
            Self::Upper | Self::ScreamingSnake => field.to_ascii_uppercase(),
            Self::Pascal => pascal(field),
            Self::Camel => {
                let pascal = pascal(field);
                let rest = pascal.get(1..).unwrap_or_default();
                pascal.get(..1).unwrap_or_default().to_ascii_lowercase() + rest
            }
            Self::Kebab => field.replace('_', "-"),
            Self::ScreamingKebab => field.to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn pascal(snake: &str) -> String {
    let mut out = String::new();
    let mut capitalize = true;
    for c in snake.chars() {
        if c == '_' {
            capitalize = true;
        } else if capitalize {
            out.push(c.to_ascii_uppercase());
            capitalize = false;
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_serde_s() {
        for (case, name) in [
            (Case::Lower, "view_once"),
            (Case::Upper, "VIEW_ONCE"),
            (Case::Pascal, "ViewOnce"),
            (Case::Camel, "viewOnce"),
            (Case::Snake, "view_once"),
            (Case::ScreamingSnake, "VIEW_ONCE"),
            (Case::Kebab, "view-once"),
            (Case::ScreamingKebab, "VIEW-ONCE"),
        ] {
            assert_eq!(case.of("view_once"), name, "{case:?}");
        }
    }
}
