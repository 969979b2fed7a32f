//! How the types of fields nest, which a macro knows by their names alone.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;
use syn::{GenericArgument, PathArguments, Type, TypePath};

use crate::runtime;

/// Whether a type, or what is in an `Option` of it, has elements.
pub(super) fn has_elements(ty: &Type) -> bool {
    let ty = argument_of(ty, "Option").unwrap_or(ty);
    matches!(Nesting::of(ty), Nesting::List(_) | Nesting::Map(_))
}

/// How a type nests, as far as its name tells.
pub(super) enum Nesting<'t> {
    Option(&'t Type),
    Boxed(&'t Type),
    List(&'t Type),
    Map(&'t Type),
    Other(&'t Type),
}

impl<'t> Nesting<'t> {
    pub(super) fn of(ty: &'t Type) -> Self {
        if let Some(inner) = argument_of(ty, "Option") {
            Self::Option(inner)
        } else if let Some(inner) = argument_of(ty, "Box").filter(|inner| is_sized(inner)) {
            Self::Boxed(inner)
        } else if let Some(inner) = argument_of(ty, "Vec") {
            Self::List(inner)
        } else if let Some(inner) = argument_of(ty, "HashMap").or_else(|| argument_of(ty, "BTreeMap")) {
            Self::Map(inner)
        } else {
            Self::Other(ty)
        }
    }

    /// The types that are not looked into, each with the types inside it that are known to be there.
    pub(super) fn hidden(ty: &'t Type) -> Option<(&'t Type, Vec<&'t Type>)> {
        match Self::of(ty) {
            Self::Option(inner) | Self::Boxed(inner) | Self::List(inner) | Self::Map(inner) => Self::hidden(inner),
            Self::Other(outer) => {
                let inner = parts(outer);
                (!inner.is_empty()).then_some((outer, inner))
            }
        }
    }

    /// The expression of its shape.
    pub(super) fn shape(&self) -> TokenStream {
        self.told("shape")
    }

    /// The expression of what is inside it, if it is read by a function of its own.
    pub(super) fn inside(&self) -> TokenStream {
        self.told("inside")
    }

    fn told(&self, what: &str) -> TokenStream {
        let core = runtime::private();
        let (wrapper, inner) = match self {
            Self::Option(inner) => ("Maybe", inner),
            Self::Boxed(inner) => ("Boxed", inner),
            Self::List(inner) => ("List", inner),
            Self::Map(inner) => ("Map", inner),
            Self::Other(ty) => {
                // Placed at the type: that is where one that cannot be read is reported.
                let what = Ident::new(what, Span::call_site().located_at(ty.span()));
                return quote!(#core::probe::<#ty>().#what());
            }
        };
        let (wrapper, inner) = (Ident::new(wrapper, Span::call_site()), Nesting::of(inner).told(what));
        quote!(&#core::#wrapper(#inner))
    }
}

/// The types that a type is made of, as far as they are named and sized.
fn parts(ty: &Type) -> Vec<&Type> {
    let inner: Vec<&Type> = match ty {
        Type::Tuple(tuple) => tuple.elems.iter().collect(),
        Type::Array(array) => vec![&array.elem],
        Type::Path(TypePath { path, .. }) => match path.segments.last().map(|last| &last.arguments) {
            Some(PathArguments::AngleBracketed(arguments)) => {
                let types = arguments.args.iter().filter_map(|argument| match argument {
                    GenericArgument::Type(ty) => Some(ty),
                    _ => None,
                });
                types.collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    inner.into_iter().filter(|ty| is_sized(ty) && !matches!(ty, Type::Reference(_) | Type::Infer(_))).collect()
}

fn is_sized(ty: &Type) -> bool {
    match ty {
        Type::Slice(_) | Type::TraitObject(_) => false,
        Type::Path(TypePath { path, .. }) => {
            !path.segments.last().is_some_and(|last| last.ident == "str" || last.ident == "RawValue")
        }
        _ => true,
    }
}

/// The last type argument of a type with this name: the `T` of `Option<T>`, the `V` of `HashMap<K, V>`.
pub(super) fn argument_of<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return None };
    let last = path.segments.last().filter(|segment| segment.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    if name == "HashMap" || name == "BTreeMap" { types.nth(1) } else { types.next() }
}
