//! Doc comments, as the texts that a reader of the API sees.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The doc comment as one text; empty where there is none.
pub(crate) fn of(attributes: &[Attribute]) -> String {
    let lines: Vec<String> = attributes.iter().filter_map(line).collect();
    lines.join("\n").trim().to_owned()
}

fn line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &pair.value else { return None };
    if !attribute.path().is_ident("doc") {
        return None;
    }
    let text = text.value();
    Some(text.strip_prefix(' ').unwrap_or(&text).to_owned())
}
