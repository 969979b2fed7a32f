//! The code: one call for each field, with its name, its shape and its rules.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Type, TypePath};

use super::complaint;
use super::model::{Field, Group, Kind, Member, Place, Presence, Request, Rule, Source, Whole};
use super::nesting::{Nesting, optional};
use super::syntax::Value;
use super::told;
use crate::runtime::{self, Core};

pub(super) fn emit(request: &Request, core: &Core) -> TokenStream {
    let items = told::examples(request).chain([implemented(request)]).chain(hidden(&request.fields)).collect();
    if request.fields.is_empty() { core.scope(items) } else { core.probing_scope(items) }
}

fn implemented(request: &Request) -> TokenStream {
    let core = runtime::private();
    let Request { name, generics, fields, source, .. } = request;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let names = (*source == Source::Path).then(|| names(fields));
    let part = match source {
        Source::Path => quote!(InPath),
        Source::Query => quote!(InQuery),
        Source::Body => quote!(InBody),
    };
    let shown = shown(request);
    let told = told::told(request);
    quote! {
        impl #impl_generics #core::WutsRequest for #name #type_generics #where_clause {
            type Part = #core::#part;
            #names

            fn fields<__W: #core::Walk>(__walk: &mut __W, __it: #core::Option<&Self>) {
                #shown
            }

            #told
        }
    }
}

/// All that is shown to a walk.
fn shown(request: &Request) -> TokenStream {
    let fields = &request.fields;
    // Flattened fields come last: a map among them takes what the others have left.
    let is_flattened = |field: &&Field| matches!(field.place, Place::Flattened);
    let shown = || fields.iter().filter(|field| !is_flattened(field)).chain(fields.iter().filter(is_flattened)).zip(0..);
    let values = values(shown().map(|(field, i)| (&field.ident, value_name(i))));
    let shown = shown().map(|(field, i)| self::field(field, &value_name(i)));
    let groups = request.groups.iter().map(group);
    let deny = request.deny_unknown_fields.then(|| quote!(__walk.deny_unknown_fields();));
    values.into_iter().chain(shown).chain(groups).chain(deny).chain(request.wholes.iter().map(whole)).collect()
}

/// What the value of a field is called. No name that the user chose: it might be one of a constant.
fn value_name(i: usize) -> Ident {
    format_ident!("__v{i}")
}

/// The value of each field, if there is a value of the struct. One pattern, for a closure would be compiled for each field.
fn values<'f>(fields: impl Iterator<Item = (&'f Ident, Ident)>) -> Option<TokenStream> {
    let core = runtime::private();
    let (fields, values): (Vec<_>, Vec<_>) = fields.unzip();
    let cores = values.iter().map(|_| &core);
    let others = cores.clone();
    (!values.is_empty()).then(|| {
        quote! {
            let (#(#values,)*) = match __it {
                #core::Some(Self { #(#fields: #values,)* .. }) => (#(#cores::Some(#values),)*),
                #core::None => (#(#others::None,)*),
            };
        }
    })
}

/// The check that no request struct stands where its rules would not be seen, placed at the type that hides it. Statements of
/// the constant around it.
fn hidden(fields: &[Field]) -> impl Iterator<Item = TokenStream> {
    let types = fields.iter().filter_map(|field| Nesting::hidden(&field.ty));
    types.map(|(outer, inner)| {
        let span = outer.span();
        let core = runtime::private_at(span);
        quote_spanned!(span=> #core::hides_no_request(&[#(#core::Probe::<#inner>::READ),*]);)
    })
}

/// The names of the fields, for the check that the path has them.
fn names(fields: &[Field]) -> TokenStream {
    let names = fields.iter().filter_map(|field| match &field.place {
        Place::Named { name, aliases, .. } => Some(quote!(&[#name, #(#aliases),*])),
        Place::Flattened => None,
    });
    quote!(const NAMES: &'static [&'static [&'static ::core::primitive::str]] = &[#(#names),*];)
}

fn group(group: &Group) -> TokenStream {
    let core = runtime::private();
    let exactly_one = group.exactly_one;
    let members = group.members.iter().map(|Member { name, aliases, .. }| quote!((#name, &[#(#aliases),*])));
    let given = group.members.iter().map(|Member { ident, .. }| {
        let core = runtime::private_at(ident.span());
        quote_spanned!(ident.span()=> #core::Given::is_given(&__it.#ident))
    });
    quote! {
        __walk.group(
            __it,
            const { &#core::Group { members: &[#(#members),*], exactly_one: #exactly_one } },
            |__it| [#(#given),*],
        );
    }
}

fn whole(whole: &Whole) -> TokenStream {
    let function = &whole.function;
    let span = function.span();
    let core = runtime::private_at(span);
    let rule = if whole.with_context {
        quote_spanned!(span=> #core::check_with(|__it: &Self, __context: #core::Context<'_>| #function(__it, __context)))
    } else {
        quote_spanned!(span=> #core::check(|__it: &Self| #function(__it)))
    };
    quote_spanned!(span=> __walk.whole(__it, #rule);)
}

/// What stands in for a request that has a mistake.
pub(super) fn inert(input: &DeriveInput) -> TokenStream {
    let core = runtime::private();
    let name = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    if input.generics.lifetimes().next().is_some() || input.generics.type_params().next().is_some() {
        // serde demands more of a parameter than this could promise.
        return TokenStream::new();
    }
    quote! {
        impl #impl_generics #core::WutsRequest for #name #type_generics #where_clause {
            type Part = #core::InUnknown;

            fn fields<__W: #core::Walk>(_: &mut __W, _: #core::Option<&Self>) {}
        }
    }
}

fn field(field: &Field, value: &Ident) -> TokenStream {
    let core = runtime::private();
    let place = &field.place;
    let shape = shape(field);
    match place {
        Place::Named { name, aliases, presence: Presence::OfType, is_sensitive: false } if aliases.is_empty() => {
            let rules = rules(field);
            quote!(__walk.named(#name, #value, #shape, #rules);)
        }
        Place::Named { name, aliases, presence, is_sensitive } => {
            let presence = presence_of(*presence);
            let aliases = (!aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*])));
            let sensitive = is_sensitive.then(|| quote!(.sensitive()));
            let rules = rules(field);
            quote!(__walk.field(#core::field(#name) #presence #aliases #sensitive, #value, #shape, #rules);)
        }
        Place::Flattened => quote!(__walk.flatten(#value, #shape);),
    }
}

fn shape(field: &Field) -> TokenStream {
    let inside = Nesting::of(&field.ty);
    match &field.deserialize_with {
        None => inside.shape(),
        Some(path) => {
            let (core, ty, inside) = (runtime::private(), &field.ty, inside.inside());
            quote!(#core::shaped(&#core::leaf_with::<#ty, _>(|__raw| #path(__raw), #inside)))
        }
    }
}

fn presence_of(presence: Presence) -> Option<TokenStream> {
    match presence {
        Presence::OfType => None,
        Presence::Optional => Some(quote!(.optional())),
        Presence::Required => Some(quote!(.required())),
    }
}

/// The rules of a field; those of an `Option` apply to what is in it.
fn rules(field: &Field) -> TokenStream {
    let core = runtime::private();
    let inner = optional(&field.ty);
    let list = list(&field.rules, inner.unwrap_or(&field.ty));
    if inner.is_some() && !field.rules.is_empty() { quote!(#core::IfPresent(#list)) } else { list }
}

/// Rules as `(first, (second, third))`.
fn list(rules: &[Rule], target: &Type) -> TokenStream {
    let rules = rules.iter().rev().map(|rule| rule_of(rule, target));
    rules.reduce(|rest, rule| quote!((#rule, #rest))).unwrap_or_else(|| quote!(()))
}

/// A rule, placed at its name: that is where a rule for another type is reported.
fn rule_of(rule: &Rule, target: &Type) -> TokenStream {
    let span = rule.span;
    let core = runtime::private_at(span);
    match &rule.kind {
        Kind::Items(rules) => {
            let item = match Nesting::of(target) {
                Nesting::List(item) | Nesting::Map(item) => list(rules, item),
                _ => list(rules, target),
            };
            quote_spanned!(span=> #core::items(#item))
        }
        Kind::Length { min, max } => {
            let (complaint, (min, max)) = (complaint::of_length(*min, *max), sizes(*min, *max));
            quote_spanned!(span=> #core::length::<#target>(#min, #max, #complaint))
        }
        Kind::Count { min, max } => {
            let (complaint, (min, max)) = (complaint::of_count(*min, *max), sizes(*min, *max));
            quote_spanned!(span=> #core::count::<#target>(#min, #max, #complaint))
        }
        Kind::Range { min, max } => {
            let [least, most] = [*min, *max];
            let complaint = complaint::of_range(least, most);
            let fits = has_all(target, &[least, most]);
            if let (true, Some(Value::Integer(least)), Some(Value::Integer(most))) = (fits, least, most) {
                return quote_spanned!(span=> #core::integers::<#target>(#least, #most, #complaint));
            }
            let (min, max) = (bound(least), bound(most));
            let range = quote_spanned!(span=> #core::range::<#target>(#min, #max, #complaint));
            if fits {
                return range;
            }
            // An item, so that `cargo check` finds a bound that the type cannot have.
            quote_spanned!(span=> { const RANGE: #core::Own<#core::Range<#target>> = #range; RANGE })
        }
        Kind::Pattern(pattern) => {
            let complaint = complaint::of_pattern(&pattern.value());
            quote_spanned! {span=>
                #core::pattern::<#target>({
                    static PATTERN: #core::Pattern = #core::Pattern::new(#pattern, #complaint);
                    &PATTERN
                })
            }
        }
        Kind::OneOf(words) => quote_spanned!(span=> #core::one_of::<#target>(&[#(#words),*])),
        Kind::Url { allows_http } => {
            let schemes = if *allows_http { quote!(Http) } else { quote!(Https) };
            quote_spanned!(span=> #core::url::<#target>(#core::Schemes::#schemes))
        }
        // A closure, so that a function of `&str` or `&[T]` takes a `String` or a `Vec<T>`.
        Kind::Check(path) => {
            let check = quote_spanned!(path.span()=> #core::check(|__value: &#target| #path(__value)));
            quote_spanned!(span=> #core::Own(#check))
        }
        Kind::CheckWith(path) => {
            let check = quote_spanned! {path.span()=>
                #core::check_with(|__value: &#target, __context: #core::Context<'_>| #path(__value, __context))
            };
            quote_spanned!(span=> #core::Own(#check))
        }
    }
}

/// The bounds of a size, as tokens of their own or, where there is no upper one, as a constant.
fn sizes(min: Option<usize>, max: Option<usize>) -> (usize, Box<dyn ToTokens>) {
    let nothing = || -> Box<dyn ToTokens> { Box::new(quote!(::core::primitive::usize::MAX)) };
    (min.unwrap_or(0), max.map_or_else(nothing, |max| Box::new(max)))
}

fn bound(value: Option<Value>) -> TokenStream {
    let core = runtime::private();
    match value {
        Some(Value::Integer(n)) => quote!(#core::integer(#n)),
        Some(Value::Float(n)) => quote!(#core::float(#n)),
        None => quote!(#core::None),
    }
}

/// Whether a number type, going by its name, has these bounds among its values. Another type of that name changes nothing: the
/// rule would still take none but numbers.
fn has_all(ty: &Type, bounds: &[Option<Value>]) -> bool {
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return false };
    let Some(name) = path.get_ident().map(Ident::to_string) else { return false };
    let Some(bits) = name.strip_prefix(['i', 'u', 'f']).and_then(|bits| bits.parse::<u32>().ok()) else { return false };
    let (least, most) = match (name.as_bytes()[0], bits) {
        (b'i', 8 | 16 | 32 | 64) => (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1),
        (b'u', 8 | 16 | 32 | 64) => (0, (1_i128 << bits) - 1),
        (b'f', 32 | 64) => return true,
        _ => return false,
    };
    bounds.iter().flatten().all(|bound| matches!(bound, Value::Integer(n) if (least..=most).contains(n)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_known_to_fit_only_where_it_does() {
        let whole = Value::Integer;
        for (ty, min, max, is_known) in [
            ("u8", whole(0), whole(255), true),
            ("u8", whole(0), whole(256), false),
            ("u8", whole(-1), whole(1), false),
            ("i8", whole(-128), whole(127), true),
            ("i8", whole(-129), whole(127), false),
            ("u64", whole(0), whole(i128::from(u64::MAX)), true),
            ("u16", whole(0), Value::Float(0.5), false),
            ("f64", whole(0), Value::Float(0.5), true),
            ("usize", whole(0), whole(1), false),
            ("Count", whole(0), whole(1), false),
            ("std::primitive::u8", whole(0), whole(1), false),
        ] {
            let ty: Type = syn::parse_str(ty).expect("a type");
            assert_eq!(has_all(&ty, &[Some(min), Some(max)]), is_known, "{}", quote!(#ty));
        }
    }
}
