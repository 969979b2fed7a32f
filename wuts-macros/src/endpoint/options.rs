//! The arguments behind the path: what each may be, and which contradict one another.

use proc_macro2::Ident;
use syn::LitStr;

use super::model::{Auth, Options};
use super::syntax::{Opt, OptValue};
use crate::errors::Errors;
use crate::suggest;

pub(super) fn check(written: &[Opt], errors: &Errors) -> Options {
    let mut options = Options::default();
    let mut auth: Option<&Ident> = None;
    for (i, option) in written.iter().enumerate() {
        let name = &option.name;
        let is_repeated = written[..i].iter().any(|other| other.name == *name);
        if is_repeated {
            errors.on(name, format!("`{name}` is given twice"));
        }
        let of_auth = match &option.value {
            OptValue::Public => Some(Auth::Public),
            OptValue::Role(role) => role_of(role, errors),
            OptValue::Auth(kind) => auth_of(kind, errors),
            OptValue::Tag(text) => {
                options.tag = tag(text, errors);
                None
            }
            OptValue::OperationId(text) => {
                options.operation_id = operation_id(text, errors);
                None
            }
            // Looked for before anything else, so that it counts beside any mistake.
            OptValue::Crate => None,
            OptValue::BodyLimit(text) => {
                options.body_limit = body_limit(text, errors);
                None
            }
            OptValue::Timeout(text) => {
                options.timeout = timeout(text, errors);
                None
            }
        };
        if let Some(of_auth) = of_auth {
            if let (Some(other), false) = (auth, is_repeated) {
                errors.on(name, format!("`{name}` contradicts `{other}`: one of them says who may call"));
            }
            auth.get_or_insert(name);
            options.auth = of_auth;
        }
    }
    options
}

fn role_of(role: &Ident, errors: &Errors) -> Option<Auth> {
    let name = role.to_string();
    match name.as_str() {
        "user" => Some(Auth::User),
        "manager" => Some(Auth::Manager),
        "admin" => Some(Auth::Admin),
        _ => {
            errors.on(role, format!("unknown role `{name}`; {}", suggest::instead(&name, &["user", "manager", "admin"])));
            None
        }
    }
}

fn auth_of(kind: &Ident, errors: &Errors) -> Option<Auth> {
    let name = kind.to_string();
    match name.as_str() {
        "bearer" => Some(Auth::Bearer),
        "master" => Some(Auth::Master),
        "webhook" => Some(Auth::Webhook),
        _ => {
            errors.on(
                kind,
                format!("unknown kind of token `{name}`; {}", suggest::instead(&name, &["bearer", "master", "webhook"])),
            );
            None
        }
    }
}

fn tag(text: &LitStr, errors: &Errors) -> Option<LitStr> {
    if text.value().trim().is_empty() {
        errors.on(text, "a tag needs a name");
        return None;
    }
    Some(text.clone())
}

/// What any generator of clients can make a name of.
fn operation_id(text: &LitStr, errors: &Errors) -> Option<LitStr> {
    let id = text.value();
    let is_name = id.starts_with(|c: char| c.is_ascii_alphabetic()) && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_name {
        errors.on(text, "an operation id is a letter, and then letters, digits and underscores, as in `\"sendText\"`");
        return None;
    }
    Some(text.clone())
}

/// A size such as `16 MiB`, in bytes.
fn body_limit(text: &LitStr, errors: &Errors) -> Option<usize> {
    const UNITS: &[(&str, u64)] = &[("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)];
    let bytes = quantity(&text.value(), UNITS).and_then(|bytes| usize::try_from(bytes).ok());
    if bytes.is_none() {
        errors.on(text, "expected a size of a whole number and a unit, as in `16 MiB`; units are `B`, `KiB`, `MiB` and `GiB`");
    }
    bytes
}

/// A time such as `30s`, in milliseconds.
fn timeout(text: &LitStr, errors: &Errors) -> Option<u64> {
    const UNITS: &[(&str, u64)] = &[("ms", 1), ("s", 1000), ("m", 60_000)];
    let milliseconds = quantity(&text.value(), UNITS);
    if milliseconds.is_none() {
        errors.on(text, "expected a time of a whole number and a unit, as in `30s`; units are `ms`, `s` and `m`");
    }
    milliseconds
}

/// A whole number above zero and a unit, in the smallest unit.
fn quantity(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    let (_, factor) = units.iter().find(|(name, _)| *name == unit.trim_start())?;
    number.parse::<u64>().ok()?.checked_mul(*factor).filter(|quantity| *quantity > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_have_a_number_and_a_unit() {
        const UNITS: &[(&str, u64)] = &[("s", 1000), ("ms", 1)];
        for (text, milliseconds) in
            [("30s", Some(30_000)), ("5 ms", Some(5)), ("30", None), ("s", None), ("0s", None), ("1h", None)]
        {
            assert_eq!(quantity(text, UNITS), milliseconds, "{text}");
        }
        assert_eq!(quantity("99999999999999999999s", UNITS), None);
    }
}
