//! Every parameter of the path is bound by an argument, and every argument that reads the path finds its parameters there.

use syn::{GenericArgument, LitStr, PathArguments, Type, TypePath};

use super::model::Binding;
use super::path;
use crate::errors::Errors;
use crate::suggest;

/// What is left to be checked when the types are known; `None` if something is wrong already.
pub(super) fn check(path: &LitStr, arguments: &[Type], errors: &Errors) -> Option<Binding> {
    let before = errors.count();
    let parameters = path::parameters(path, errors);
    if errors.count() > before {
        return None;
    }
    let tuples: Vec<(&Type, Option<usize>)> =
        arguments.iter().filter_map(|ty| Some((ty, path_argument(ty)?))).map(|(ty, inner)| (ty, width(inner))).collect();
    let candidates: Vec<Type> = arguments.iter().filter(|ty| may_be_request(ty)).cloned().collect();
    match (tuples.as_slice(), parameters.as_slice()) {
        ([], [_, ..]) if candidates.is_empty() => errors.on(path, unbound(&parameters)),
        ([], _) => return Some(Binding { parameters, is_bound: false, candidates }),
        ([(ty, _), ..], []) => errors.on(ty, "the path has no parameter for this argument: write it as `{id}` in the path"),
        ([(ty, Some(width))], names) if *width != names.len() => {
            let (count, list) = (count(names.len()), suggest::list(&as_strs(names)));
            let types = one_or_tuple(&vec!["…"; names.len()]);
            errors.on(ty, format!("the path has {count}, {list}, but this binds {width}: write `Path<{types}>`"));
        }
        ([_], _) => return Some(Binding { parameters, is_bound: true, candidates }),
        ([_, (second, _), ..], _) => errors.on(second, "the path is bound twice: take all its parameters in one `Path<(A, B)>`"),
    }
    None
}

/// What to say where nothing binds the parameters.
fn unbound(parameters: &[String]) -> String {
    let pattern = one_or_tuple(&as_strs(parameters));
    let types = one_or_tuple(&vec!["…"; parameters.len()]);
    let (first, also) = (&parameters[0], "or a struct with `#[wuts(from = path)]`");
    format!(
        "no argument binds the path parameter `{first}`: add `Path({pattern}): Path<{types}>` to the function's arguments, {also}"
    )
}

/// What `Path` takes: one alone, several as a tuple.
fn one_or_tuple(words: &[&str]) -> String {
    let list = words.join(", ");
    if let [_] = words { list } else { format!("({list})") }
}

fn as_strs(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

fn count(parameters: usize) -> String {
    if parameters == 1 { "1 parameter".to_owned() } else { format!("{parameters} parameters") }
}

/// Whether a type may be a request struct, as far as its name tells.
fn may_be_request(ty: &Type) -> bool {
    const EXTRACTORS: &[&str] = &["Bytes", "Caller", "HeaderMap", "OriginalUri", "RawQuery", "String"];
    let Type::Path(TypePath { path, .. }) = ty else { return false };
    let Some(last) = path.segments.last() else { return false };
    last.arguments.is_none() && !EXTRACTORS.iter().any(|name| last.ident == name)
}

/// The `T` of `Path<T>`.
fn path_argument(ty: &Type) -> Option<&Type> {
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return None };
    let last = path.segments.last().filter(|segment| segment.ident == "Path")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(inner)) => Some(inner),
        _ => None,
    }
}

/// How many parameters a type in `Path<…>` binds; `None` where its fields decide.
fn width(ty: &Type) -> Option<usize> {
    const SINGLE: &[&str] = &["String", "Uuid", "Jid", "MessageId", "Phone", "Recipient", "Token"];
    match ty {
        Type::Tuple(tuple) => Some(tuple.elems.len()),
        _ if primitive(ty).is_some() => Some(1),
        Type::Path(TypePath { path, .. }) => {
            let name = path.segments.last().map(|segment| segment.ident.to_string())?;
            SINGLE.contains(&name.as_str()).then_some(1)
        }
        _ => None,
    }
}

/// The name of a primitive type.
pub(super) fn primitive(ty: &Type) -> Option<String> {
    const PRIMITIVES: &[&str] =
        &["bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize"];
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return None };
    let name = path.get_ident()?.to_string();
    PRIMITIVES.contains(&name.as_str()).then_some(name)
}
