//! What can be wrong, one function a kind of mistake. The list in `check` is the specification.

use proc_macro2::Ident;
use syn::{FnArg, ReturnType, Type, TypePath};

use super::model::{Auth, Endpoint};
use super::syntax::{Attribute, Function};
use super::{binding, options};
use crate::errors::Errors;
use crate::suggest;

const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];
const MAX_ARGUMENTS: usize = 12;

/// The endpoint, if nothing is wrong with it.
pub(super) fn check(attribute: &Attribute, function: &Function, errors: &Errors) -> Option<Endpoint> {
    let before = errors.count();
    let method = attribute.method.as_ref().filter(|method| is_known_method(method, errors));
    is_async(function, errors);
    is_plain(function, errors);
    let are_sound = errors.count();
    let arguments = arguments(function, errors);
    let are_sound = errors.count() == are_sound;
    let output = output(function, errors);
    let options = options::check(&attribute.options, errors);
    let path = attribute.path.as_ref().filter(|_| are_sound);
    let binding = path.and_then(|path| binding::check(path, &arguments, errors));
    public_has_no_caller(options.auth, &arguments, errors);
    webhook_has_an_event(options.auth, method, function, errors);
    if errors.count() > before {
        return None;
    }
    let named = |names: &'static [&'static str]| {
        let is_named = move |attribute: &&syn::Attribute| names.iter().any(|name| attribute.path().is_ident(name));
        function.attributes.iter().filter(is_named).cloned().collect()
    };
    Some(Endpoint {
        visibility: function.visibility.clone(),
        name: function.signature.ident.clone(),
        conditions: named(&["cfg"]),
        docs: named(&["doc"]),
        is_deprecated: function.attributes.iter().any(|attribute| attribute.path().is_ident("deprecated")),
        method: method?.clone(),
        path: attribute.path.clone()?,
        options,
        binding: binding?,
        arguments,
        output: output?,
    })
}

fn is_known_method(method: &Ident, errors: &Errors) -> bool {
    let name = method.to_string();
    let is_known = METHODS.contains(&name.as_str());
    if !is_known {
        errors.on(method, format!("unknown method `{name}`; {}", suggest::instead(&name, METHODS)));
    }
    is_known
}

fn is_async(function: &Function, errors: &Errors) {
    if function.signature.asyncness.is_none() {
        errors.on(function.signature.fn_token, "an endpoint must be async: write `async fn`");
    }
}

fn is_plain(function: &Function, errors: &Errors) {
    let signature = &function.signature;
    if let Some(parameter) = signature.generics.params.first() {
        errors.on(parameter, "an endpoint cannot be generic: name the type");
    }
    if let Some(abi) = &signature.abi {
        errors.on(abi, "an endpoint cannot be `extern`");
    }
    if let syn::Safety::Unsafe(token) = &signature.safety {
        errors.on(token, "an endpoint cannot be `unsafe`");
    }
}

fn arguments(function: &Function, errors: &Errors) -> Vec<Type> {
    let mut types = Vec::new();
    for input in &function.signature.inputs {
        match input {
            FnArg::Receiver(receiver) => {
                errors.on(receiver, "an endpoint is a free function: take the service as `State(service): State<Service>`");
            }
            FnArg::Typed(typed) => {
                is_owned(&typed.ty, errors);
                types.push((*typed.ty).clone());
            }
        }
    }
    if let Some(too_many) = function.signature.inputs.iter().nth(MAX_ARGUMENTS) {
        errors.on(too_many, format!("an endpoint takes at most {MAX_ARGUMENTS} arguments: put several into one extractor"));
    }
    types
}

/// Types that can be seen not to be extractors.
fn is_owned(ty: &Type, errors: &Errors) {
    match ty {
        Type::Reference(_) => errors.on(ty, "an argument owns its value: take the type without `&`"),
        Type::ImplTrait(_) => errors.on(ty, "an argument needs a named type, not `impl Trait`"),
        _ => {
            if let Some(name) = binding::primitive(ty) {
                errors.on(
                    ty,
                    format!(
                        "`{name}` is no extractor: take it from the path as `Path<{name}>`, or as a field of a request struct"
                    ),
                );
            }
        }
    }
}

fn is_named(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(TypePath { path, .. }) if path.segments.last().is_some_and(|last| last.ident == name))
}

/// The signature of a webhook is over its body, which the last argument reads.
fn webhook_has_an_event(auth: Auth, method: Option<&Ident>, function: &Function, errors: &Errors) {
    if auth != Auth::Webhook {
        return;
    }
    if let Some(method) = method.filter(|method| *method != "POST") {
        errors.on(method, "a webhook is sent by `POST`");
    }
    let last = function.signature.inputs.last();
    if !matches!(last, Some(FnArg::Typed(typed)) if is_named(&typed.ty, "Verified")) {
        let message = "an endpoint with `auth = webhook` takes the event as its last argument: write `event: Verified<Event>`";
        match last {
            Some(last) => errors.on(last, message),
            None => errors.on(&function.signature.ident, message),
        }
    }
}

/// Without a guard there is no caller; `Option<Caller>` looks for one.
fn public_has_no_caller(auth: Auth, arguments: &[Type], errors: &Errors) {
    let Some(caller) = arguments.iter().find(|ty| is_named(ty, "Caller")) else { return };
    match auth {
        Auth::Public => errors.on(caller, "a `public` endpoint has no caller: take `Option<Caller>`, or leave `public` out"),
        Auth::Master => errors.on(caller, "the master token belongs to no caller: leave this argument out"),
        Auth::Webhook => errors.on(caller, "a webhook comes from no caller: leave this argument out"),
        Auth::Bearer | Auth::User | Auth::Manager | Auth::Admin => {}
    }
}

fn output(function: &Function, errors: &Errors) -> Option<Type> {
    const RETURN: &str = "an endpoint returns `Result<T, E>`, where `T` derives `WutsResponse` and `E` derives `WutsError`";
    match &function.signature.output {
        ReturnType::Default => errors.on(&function.signature.ident, RETURN),
        ReturnType::Type(_, ty) if matches!(**ty, Type::ImplTrait(_)) => errors.on(ty, RETURN),
        ReturnType::Type(_, ty) => return Some((**ty).clone()),
    }
    None
}
