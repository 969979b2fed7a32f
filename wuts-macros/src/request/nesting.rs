//! How the types of fields nest, which a macro knows by their names alone.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;
use syn::{GenericArgument, PathArguments, PathSegment, Type, TypePath};

use crate::runtime;

/// Whether a type, or what is in an `Option` of it, has elements.
pub(super) fn has_elements(ty: &Type) -> bool {
    let ty = optional(ty).unwrap_or(ty);
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
        let Some(last) = last_segment(ty) else { return Self::Other(ty) };
        let arguments = type_arguments(last);
        if arguments.is_empty() {
            return Self::Other(ty);
        }
        match (last.ident.to_string().as_str(), arguments.as_slice()) {
            ("Option", [inner, ..]) => Self::Option(inner),
            ("Box", [inner, ..]) if is_sized(inner) => Self::Boxed(inner),
            ("Vec", [inner, ..]) => Self::List(inner),
            ("HashMap" | "BTreeMap", [_, value, ..]) => Self::Map(value),
            _ => Self::Other(ty),
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
        let core = runtime::private();
        match self {
            Self::Other(ty) => probed(ty, "shape"),
            _ => {
                let around = self.around(&|ty| {
                    let shape = probed(ty, "shape");
                    quote!(#shape.0)
                });
                quote!(#core::shaped(#around))
            }
        }
    }

    /// The expression of what is inside it, if it is read by a function of its own.
    pub(super) fn inside(&self) -> TokenStream {
        self.around(&|ty| probed(ty, "inside"))
    }

    /// The wrappers around what is told of the type inside them.
    fn around(&self, told: &dyn Fn(&Type) -> TokenStream) -> TokenStream {
        let core = runtime::private();
        let (wrapper, inner) = match self {
            Self::Option(inner) => ("Maybe", inner),
            Self::Boxed(inner) => ("Boxed", inner),
            Self::List(inner) => ("List", inner),
            Self::Map(inner) => ("Map", inner),
            Self::Other(ty) => return told(ty),
        };
        let (wrapper, inner) = (Ident::new(wrapper, Span::call_site()), Nesting::of(inner).around(told));
        quote!(&#core::#wrapper(#inner))
    }
}

/// What the probe of a type tells. Placed at the type: that is where one that cannot be read is reported.
fn probed(ty: &Type, what: &str) -> TokenStream {
    let core = runtime::private();
    let what = Ident::new(what, Span::call_site().located_at(ty.span()));
    quote!(#core::probe::<#ty>().#what())
}

/// The types that a type is made of, as far as they are named and sized.
fn parts(ty: &Type) -> Vec<&Type> {
    let inner: Vec<&Type> = match ty {
        Type::Tuple(tuple) => tuple.elems.iter().collect(),
        Type::Array(array) => vec![&array.elem],
        Type::Path(TypePath { path, .. }) => path.segments.last().map(type_arguments).unwrap_or_default(),
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

/// The `T` of `Option<T>`.
pub(super) fn optional(ty: &Type) -> Option<&Type> {
    if let Nesting::Option(inner) = Nesting::of(ty) { Some(inner) } else { None }
}

fn last_segment(ty: &Type) -> Option<&PathSegment> {
    if let Type::Path(TypePath { qself: None, path, .. }) = ty { path.segments.last() } else { None }
}

fn type_arguments(segment: &PathSegment) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return Vec::new() };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}
