//! The path of an endpoint, in axum's syntax: `/messages/{id}`, `/files/{*rest}`.

use syn::LitStr;

use crate::errors::Errors;

/// The names of the parameters; every mistake is reported at the path.
pub(super) fn parameters(path: &LitStr, errors: &Errors) -> Vec<String> {
    let text = path.value();
    let Some(rest) = text.strip_prefix('/') else {
        errors.on(path, "the path must begin with a slash");
        return Vec::new();
    };
    let mut names: Vec<String> = Vec::new();
    let segments: Vec<&str> = rest.split('/').collect();
    for (i, segment) in segments.iter().enumerate() {
        let Some(name) = parameter(segment, path, errors) else { continue };
        let is_wildcard = name.starts_with('*');
        let name = name.trim_start_matches('*');
        if is_wildcard && i + 1 < segments.len() {
            errors.on(path, format!("the wildcard `{{*{name}}}` must be the last part of the path"));
        }
        if names.iter().any(|other| other == name) {
            errors.on(path, format!("the path has the parameter `{name}` twice"));
        } else {
            names.push(name.to_owned());
        }
    }
    names
}

/// The name in a segment that is a parameter.
fn parameter<'s>(segment: &'s str, path: &LitStr, errors: &Errors) -> Option<&'s str> {
    if let Some(name) = segment.strip_prefix([':', '*']) {
        let star = if segment.starts_with('*') { "*" } else { "" };
        errors.on(path, format!("a path parameter is written in braces: `{{{star}{name}}}`"));
        return None;
    }
    let name = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    match name {
        Some("" | "*") => errors.on(path, "a path parameter needs a name, as in `{id}`"),
        Some(name) if !name.contains(['{', '}']) => return Some(name),
        None if !segment.contains(['{', '}']) => {
            if let Some(bad) = segment.chars().find(|c| !is_path_character(*c)) {
                errors.on(path, format!("`{}` cannot stand in a path", bad.escape_default()));
            }
        }
        _ => errors.on(path, format!("`{segment}` is no parameter: the braces must enclose the whole part, as in `{{id}}`")),
    }
    None
}

/// What RFC 3986 lets stand in a path segment.
fn is_path_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%".contains(c)
}
