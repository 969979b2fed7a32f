//! What can be wrong with a request struct, one function a kind of mistake.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Expr, Fields, LitInt, LitStr, Type};

use super::model::{Field, Kind, Place, Presence, Request, Rule};
use super::syntax::{self, Bounds, Number, Value};
use super::{nesting, whole};
use crate::docs;
use crate::errors::Errors;
use crate::serde_attr;

/// The request struct, if nothing is wrong with it.
pub(super) fn check(input: &DeriveInput, errors: &Errors) -> Option<Request> {
    let before = errors.count();
    let container = serde_attr::Container::read(&input.attrs, errors);
    owns_its_data(input, errors);
    let fields = named_fields(input, errors);
    let fields: Vec<Field> = fields.into_iter().flatten().filter_map(|field| check_field(field, &container, errors)).collect();
    let whole = whole::check(&input.attrs, &fields, errors);
    if errors.count() > before {
        return None;
    }
    Some(Request {
        name: input.ident.clone(),
        generics: input.generics.clone(),
        fields,
        deny_unknown_fields: container.deny_unknown_fields,
        source: whole.source,
        groups: whole.groups,
        wholes: whole.rules,
        docs: docs::of(&input.attrs),
        default: container.default,
        example: whole.example,
    })
}

fn owns_its_data(input: &DeriveInput, errors: &Errors) {
    if let Some(lifetime) = input.generics.lifetimes().next() {
        errors.on(lifetime, "a request struct owns its data: use `String` in place of `&str`");
    }
    if let Some(parameter) = input.generics.type_params().next() {
        errors.on(parameter, "a request struct has no type parameter: rules inside of one would not be seen, so name the type");
    }
}

fn named_fields<'i>(input: &'i DeriveInput, errors: &Errors) -> Option<impl Iterator<Item = &'i syn::Field>> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(fields.named.iter()),
            _ => errors.on(&input.ident, "`WutsRequest` needs named fields: write `struct Name { field: Type }`"),
        },
        Data::Enum(data) => errors
            .on(data.enum_token, "`WutsRequest` is for a struct: an enum can be the type of a field, with `Deserialize` alone"),
        Data::Union(data) => errors.on(data.union_token, "`WutsRequest` is for a struct"),
    }
    None
}

fn check_field(field: &syn::Field, container: &serde_attr::Container, errors: &Errors) -> Option<Field> {
    let ident = field.ident.clone()?;
    let serde = serde_attr::Field::read(&field.attrs, errors);
    let written = syntax::rules(&field.attrs, errors);
    are_distinct(&written, errors);
    let first = written.first().map(|rule| rule.name.span());
    let is_sensitive = written.iter().any(|rule| matches!(rule.kind, syntax::Kind::Sensitive));
    let told = |of: fn(&syntax::Kind) -> Option<&Expr>| written.iter().find_map(|rule| of(&rule.kind)).cloned();
    let example = told(|kind| if let syntax::Kind::Example(example) = kind { Some(example) } else { None });
    let schema = told(|kind| if let syntax::Kind::Schema(schema) = kind { Some(schema) } else { None });
    items_need_elements(&written, &field.ty, errors);
    let rules = written.into_iter().filter_map(|rule| check_rule(rule, errors)).collect::<Vec<_>>();
    if serde.skip {
        if let Some(rule) = &first {
            errors.at(*rule, "serde skips this field, so a rule never sees a value");
        }
        return None;
    }
    let place = if serde.flatten {
        if let Some(rule) = &first {
            errors.at(*rule, "a flattened field has no value of its own: put the rule on a field inside it");
        }
        Place::Flattened
    } else {
        let bare = ident.unraw().to_string();
        Place::Named {
            name: match (&serde.rename, container.rename_all) {
                (Some(name), _) => name.value(),
                (None, Some(case)) => case.of(&bare),
                (None, None) => bare,
            },
            aliases: serde.aliases,
            presence: match (serde.default.is_some() || container.default.is_some(), &serde.deserialize_with) {
                (true, _) => Presence::Optional,
                (false, Some(_)) => Presence::Required,
                (false, None) => Presence::OfType,
            },
            is_sensitive,
        }
    };
    Some(Field {
        ident,
        ty: field.ty.clone(),
        place,
        deserialize_with: serde.deserialize_with,
        rules,
        docs: docs::of(&field.attrs),
        default: serde.default,
        example,
        schema,
    })
}

/// No rule is given twice, but for `check` and `check_with`, which may name several functions.
fn are_distinct(rules: &[syntax::Rule], errors: &Errors) {
    for (i, rule) in rules.iter().enumerate() {
        let is_repeated = rules[..i].iter().any(|other| other.name == rule.name);
        if is_repeated && !matches!(rule.kind, syntax::Kind::Check(_) | syntax::Kind::CheckWith(_)) {
            errors.on(&rule.name, format!("the rule `{}` is given twice", rule.name));
        }
    }
}

/// The elements of a type are known by its name alone.
fn items_need_elements(rules: &[syntax::Rule], ty: &Type, errors: &Errors) {
    let Some(items) = rules.iter().find(|rule| matches!(rule.kind, syntax::Kind::Items(_))) else { return };
    if !nesting::has_elements(ty) {
        errors.on(&items.name, "`items` is for the elements of a `Vec`, a `HashMap` or a `BTreeMap`, written with that name");
    }
}

fn check_rule(rule: syntax::Rule, errors: &Errors) -> Option<Rule> {
    let kind = match rule.kind {
        syntax::Kind::Length(bounds) => {
            let (min, max) = check_sizes(&bounds, "a length is a whole number of characters", errors)?;
            Kind::Length { min, max }
        }
        syntax::Kind::Count(bounds) => {
            let (min, max) = check_sizes(&bounds, "a count is a whole number of entries", errors)?;
            Kind::Count { min, max }
        }
        syntax::Kind::Items(rules) => {
            are_distinct(&rules, errors);
            Kind::Items(rules.into_iter().filter_map(|rule| check_item_rule(rule, errors)).collect())
        }
        syntax::Kind::OneOf(words) => check_one_of(words, errors)?,
        syntax::Kind::Url { allows_http } => Kind::Url { allows_http },
        syntax::Kind::CheckWith(path) => Kind::CheckWith(path),
        syntax::Kind::Range(bounds) => check_range(&bounds, errors),
        syntax::Kind::Pattern(pattern) => check_pattern(pattern, errors)?,
        syntax::Kind::Check(path) => Kind::Check(path),
        // No rules, but marks on the field.
        syntax::Kind::Sensitive | syntax::Kind::Example(_) | syntax::Kind::Schema(_) => return None,
    };
    Some(Rule { span: rule.name.span(), kind })
}

fn check_item_rule(rule: syntax::Rule, errors: &Errors) -> Option<Rule> {
    if matches!(rule.kind, syntax::Kind::Sensitive | syntax::Kind::Example(_) | syntax::Kind::Schema(_)) {
        errors.on(&rule.name, format!("`{}` is for the whole field: write it beside `items`", rule.name));
    }
    check_rule(rule, errors)
}

fn check_one_of(words: Vec<LitStr>, errors: &Errors) -> Option<Kind> {
    let before = errors.count();
    for (i, word) in words.iter().enumerate() {
        if words[..i].iter().any(|other| other.value() == word.value()) {
            errors.on(word, format!("`{}` is listed twice", word.value()));
        }
    }
    (errors.count() == before).then_some(Kind::OneOf(words))
}

type Sizes = (Option<usize>, Option<usize>);

fn check_sizes(bounds: &Bounds<LitInt>, what: &str, errors: &Errors) -> Option<Sizes> {
    let read = |bound: &Option<LitInt>| -> Option<Option<usize>> {
        let Some(literal) = bound else { return Some(None) };
        let number = literal.base10_parse().map_err(|_| errors.on(literal, what));
        number.ok().map(Some)
    };
    let (min, max) = (read(&bounds.min)?, read(&bounds.max)?);
    if let (Some(min), Some(max), Some(literal)) = (min, max, &bounds.min)
        && min > max
    {
        above(literal.span(), &min, &max, errors);
    }
    Some((min, max))
}

fn check_range(bounds: &Bounds<Number>, errors: &Errors) -> Kind {
    let (min, max) = (bounds.min.as_ref(), bounds.max.as_ref());
    if let (Some(min), Some(max)) = (min, max) {
        match (min.value, max.value) {
            (Value::Integer(low), Value::Integer(high)) if low > high => above(min.span, &low, &high, errors),
            (low, high) if low.as_float() > high.as_float() => above(min.span, &low.as_float(), &high.as_float(), errors),
            _ => {}
        }
    }
    Kind::Range { min: min.map(|number| number.value), max: max.map(|number| number.value) }
}

fn above(span: Span, min: &dyn std::fmt::Display, max: &dyn std::fmt::Display, errors: &Errors) {
    errors.at(span, format!("`min` is above `max` ({min} > {max}): no value could pass"));
}

fn check_pattern(pattern: LitStr, errors: &Errors) -> Option<Kind> {
    match regex_lite::Regex::new(&pattern.value()) {
        Ok(_) => Some(Kind::Pattern(pattern)),
        Err(error) => {
            errors.on(&pattern, format!("this is no regular expression: {error}"));
            None
        }
    }
}
