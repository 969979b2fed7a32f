//! What can be wrong with the attribute of the struct itself: where it is read from, and rules over several fields.

use proc_macro2::Ident;
use syn::{Attribute, Expr, LitStr};

use super::model::{Field, Group, Member, Place, Source, Whole};
use super::syntax::{self, Argument, ArgumentKind};
use crate::errors::Errors;
use crate::suggest;

/// What the struct's own attribute says.
pub(super) struct Checked {
    pub(super) source: Source,
    pub(super) groups: Vec<Group>,
    pub(super) rules: Vec<Whole>,
    pub(super) example: Option<Expr>,
}

pub(super) fn check(attributes: &[Attribute], fields: &[Field], errors: &Errors) -> Checked {
    let mut checked = Checked { source: Source::Body, groups: Vec::new(), rules: Vec::new(), example: None };
    let arguments = syntax::arguments(attributes, errors);
    are_distinct(&arguments, errors);
    for argument in arguments {
        match argument.kind {
            // Looked for before anything else, so that it counts beside any mistake.
            ArgumentKind::Crate => {}
            ArgumentKind::From(source) => checked.source = source_of(&source, errors),
            ArgumentKind::ExactlyOneOf(names) => checked.groups.extend(group(&argument.name, &names, true, fields, errors)),
            ArgumentKind::AnyOf(names) => checked.groups.extend(group(&argument.name, &names, false, fields, errors)),
            ArgumentKind::Example(example) => checked.example = Some(example),
            ArgumentKind::Check(function) => checked.rules.push(Whole { function, with_context: false }),
            ArgumentKind::CheckWith(function) => checked.rules.push(Whole { function, with_context: true }),
        }
    }
    checked
}

/// What can be said once only; the others may come several times.
fn are_distinct(arguments: &[Argument], errors: &Errors) {
    for (i, argument) in arguments.iter().enumerate() {
        let is_single = matches!(argument.kind, ArgumentKind::From(_) | ArgumentKind::Example(_) | ArgumentKind::Crate);
        if is_single && arguments[..i].iter().any(|other| other.name == argument.name) {
            errors.on(&argument.name, format!("`{}` is given twice", argument.name));
        }
    }
}

fn source_of(name: &Ident, errors: &Errors) -> Source {
    let text = name.to_string();
    match text.as_str() {
        "path" => Source::Path,
        "query" => Source::Query,
        "body" => Source::Body,
        _ => {
            errors.on(name, format!("unknown part `{text}`; {}", suggest::instead(&text, &["path", "query", "body"])));
            Source::Body
        }
    }
}

fn group(argument: &Ident, names: &[Ident], exactly_one: bool, fields: &[Field], errors: &Errors) -> Option<Group> {
    let before = errors.count();
    if names.len() < 2 {
        errors.on(argument, format!("`{argument}` needs two fields or more"));
    }
    for (i, name) in names.iter().enumerate() {
        if names[..i].contains(name) {
            errors.on(name, format!("`{name}` is listed twice"));
        }
    }
    let members: Vec<Member> = names.iter().filter_map(|name| member(name, fields, errors)).collect();
    (errors.count() == before).then_some(Group { members, exactly_one })
}

fn member(name: &Ident, fields: &[Field], errors: &Errors) -> Option<Member> {
    let named = |field: &Field| -> Option<(String, Vec<LitStr>)> {
        match &field.place {
            Place::Named { name, aliases, .. } => Some((name.clone(), aliases.clone())),
            Place::Flattened => None,
        }
    };
    let found = fields.iter().find(|field| field.ident == *name).and_then(named);
    let Some((wire, aliases)) = found else {
        let known: Vec<String> = fields.iter().map(|field| field.ident.to_string()).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        errors.on(name, format!("there is no field `{name}`; {}", suggest::instead(&name.to_string(), &known)));
        return None;
    };
    Some(Member { ident: name.clone(), name: wire, aliases })
}
