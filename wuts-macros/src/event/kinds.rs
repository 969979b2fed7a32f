//! The enum of the names alone: `#[wuts(kinds = EventKind)]`.

use proc_macro2::TokenStream;
use quote::quote;

use super::model::{Events, Kinds, Known, Other};
use crate::runtime;

/// The enum itself, which stands beside the events.
pub(super) fn declared(events: &Events) -> Option<TokenStream> {
    let Kinds { name, non_exhaustive } = events.kinds.as_ref()?;
    let visibility = &events.visibility;
    let docs = format!("The name of an event of [`{}`].", events.name);
    let variants = events.known.iter().map(|Known { ident, event, .. }| {
        let docs = format!("`{}`", event.value());
        quote!(#[doc = #docs] #ident,)
    });
    Some(quote! {
        #[doc = #docs]
        #[derive(
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::fmt::Debug,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::core::cmp::PartialOrd,
            ::core::cmp::Ord,
            ::core::hash::Hash,
        )]
        #non_exhaustive
        #visibility enum #name { #(#variants)* }
    })
}

/// What can be done with it.
pub(super) fn implemented(events: &Events) -> Option<TokenStream> {
    let Kinds { name, .. } = events.kinds.as_ref()?;
    let table = table(events);
    let kind = kind(events);
    let texts = texts(name);
    let names = events.known.iter().map(|known| &known.event);
    let told = runtime::for_document(|| quote!(kinds #name [#(#names)*]));
    Some(quote!(#table #kind #texts #told))
}

fn table(events: &Events) -> Option<TokenStream> {
    let core = runtime::private();
    let Kinds { name, .. } = events.kinds.as_ref()?;
    let idents: Vec<_> = events.known.iter().map(|known| &known.ident).collect();
    let names: Vec<_> = events.known.iter().map(|known| &known.event).collect();
    Some(quote! {
        impl #name {
            /// Every event, in the order of the declaration.
            pub const ALL: &'static [Self] = &[#(Self::#idents),*];

            /// The name on the wire.
            pub const fn name(self) -> &'static ::core::primitive::str {
                match self { #(Self::#idents => #names,)* }
            }
        }

        impl ::core::str::FromStr for #name {
            type Err = #core::UnknownEventName;

            fn from_str(__name: &::core::primitive::str) -> ::core::result::Result<Self, #core::UnknownEventName> {
                match __name {
                    #(#names => ::core::result::Result::Ok(Self::#idents),)*
                    _ => ::core::result::Result::Err(#core::UnknownEventName),
                }
            }
        }
    })
}

/// The way from an event to its kind.
fn kind(events: &Events) -> Option<TokenStream> {
    let core = runtime::private();
    let Kinds { name, .. } = events.kinds.as_ref()?;
    let Events { name: events_name, known, unknown, drifted, .. } = events;
    let known = known.iter().map(|Known { ident, .. }| quote!(Self::#ident(_) => ::core::option::Option::Some(#name::#ident),));
    let drifted = drifted
        .as_ref()
        .map(|Other { ident, .. }| quote!(Self::#ident(_) => ::core::str::FromStr::from_str(#core::WutsEvent::name(self)).ok(),));
    let unknown = unknown.as_ref().map(|Other { ident, .. }| quote!(Self::#ident(_) => ::core::option::Option::None,));
    Some(quote! {
        impl #events_name {
            /// Which event it is, if its name is known.
            pub fn kind(&self) -> ::core::option::Option<#name> {
                match self { #(#known)* #drifted #unknown }
            }
        }
    })
}

fn texts(name: &syn::Ident) -> TokenStream {
    let core = runtime::private();
    quote! {
        impl ::core::fmt::Display for #name {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __f.pad(self.name())
            }
        }

        impl #core::Serialize for #name {
            fn serialize<__S: #core::Serializer>(&self, __serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                __serializer.serialize_str(self.name())
            }
        }

        impl<'de> #core::Deserialize<'de> for #name {
            fn deserialize<__D: #core::Deserializer<'de>>(__deserializer: __D) -> ::core::result::Result<Self, __D::Error> {
                #core::read_event_name(__deserializer)
            }
        }
    }
}
