//! What can be wrong with an enum of events, one function a kind of mistake.

use syn::{Data, DeriveInput, Fields, Ident, LitStr, Type};

use super::model::{Events, Kinds, Known, Other};
use super::syntax::{Arguments, Whole};
use crate::docs;
use crate::errors::Errors;

/// The events, if nothing is wrong with them.
pub(super) fn check(input: &DeriveInput, errors: &Errors) -> Option<Events> {
    let before = errors.count();
    let whole = Whole::read(&input.attrs, errors);
    if let Some(parameter) = input.generics.params.first() {
        errors.on(parameter, "an enum of events has no parameters: name the types of its payloads");
    }
    let mut events = Events {
        visibility: input.vis.clone(),
        name: input.ident.clone(),
        known: Vec::new(),
        unknown: None,
        drifted: None,
        kinds: whole.kinds.map(|name| Kinds {
            name,
            non_exhaustive: input.attrs.iter().find(|attribute| attribute.path().is_ident("non_exhaustive")).cloned(),
        }),
    };
    match &input.data {
        Data::Enum(data) => data.variants.iter().for_each(|variant| check_variant(variant, &mut events, errors)),
        Data::Struct(data) => errors.on(data.struct_token, "`WutsEvent` is for an enum: one variant for each event"),
        Data::Union(data) => errors.on(data.union_token, "`WutsEvent` is for an enum: one variant for each event"),
    }
    (errors.count() == before).then_some(events)
}

fn check_variant(variant: &syn::Variant, events: &mut Events, errors: &Errors) {
    let ident = &variant.ident;
    let arguments = Arguments::read(&variant.attrs, errors);
    if arguments.has_failed {
        return;
    }
    match (arguments.event, arguments.unknown, arguments.drifted) {
        (Some(event), None, None) => {
            is_name(&event, errors);
            is_new(&event, &events.known, errors);
            let payload = payload(variant, "a variant holds the payload of its event: write `Name(Payload)`", errors);
            let docs = docs::of(&variant.attrs);
            events.known.extend(payload.map(|payload| Known { ident: ident.clone(), event, payload, docs }));
        }
        (None, Some(word), None) => {
            let payload = payload(variant, "this variant holds what was sent: write `Unknown(UnknownEvent)`", errors);
            other(&word, ident, payload, &mut events.unknown, errors);
        }
        (None, None, Some(word)) => {
            let payload = payload(variant, "this variant holds what was sent: write `Drifted(DriftedEvent)`", errors);
            other(&word, ident, payload, &mut events.drifted, errors);
        }
        (None, None, None) => errors.on(
            ident,
            "this variant has no event: write `#[wuts(event = \"message.received\")]`, or `#[wuts(unknown)]` for all other names",
        ),
        (Some(_), Some(word), _) | (Some(_), _, Some(word)) | (_, Some(_), Some(word)) => {
            errors.on(&word, format!("`{word}` stands alone: it is for what no other variant takes"));
        }
    }
}

/// The one type that a variant holds.
fn payload(variant: &syn::Variant, otherwise: &str, errors: &Errors) -> Option<Type> {
    match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first().map(|field| field.ty.clone()),
        _ => {
            errors.on(&variant.ident, otherwise);
            None
        }
    }
}

fn is_name(event: &LitStr, errors: &Errors) {
    let text = event.value();
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    if !text.split('.').all(is_word) {
        errors.on(event, "the name of an event is words in lower case with dots between, as in `message.received`");
    }
}

fn is_new(event: &LitStr, known: &[Known], errors: &Errors) {
    if let Some(other) = known.iter().find(|other| other.event.value() == event.value()) {
        errors.on(event, format!("the event `{}` has the variant `{}` already", event.value(), other.ident));
    }
}

fn other(word: &Ident, ident: &Ident, payload: Option<Type>, place: &mut Option<Other>, errors: &Errors) {
    let Some(payload) = payload else { return };
    if let Some(before) = place.replace(Other { ident: ident.clone(), payload }) {
        errors.on(word, format!("`{}` is the variant for this already", before.ident));
    }
}
