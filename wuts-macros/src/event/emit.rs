//! The code: which variant has which name, and calls of what reads and writes payloads.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Type};

use super::kinds;
use super::model::{Events, Known, Other};
use crate::runtime;

pub(super) fn emit(events: &Events) -> TokenStream {
    let core = runtime::private();
    let Events { name, known, .. } = events;
    let names = known.iter().map(|known| &known.event);
    let (named, read, drifted, written) = (named(events), read(events), drifted(events), written(events));
    let kinds = kinds::implemented(events);
    let told = known.iter().map(|Known { event, payload, docs, .. }| quote!(#event #docs #payload;));
    let told = runtime::for_document(|| quote!(event [#(#told)*]));
    let both = serde(name);
    quote! {
        impl #core::WutsEvent for #name {
            const NAMES: &'static [&'static ::core::primitive::str] = &[#(#names),*];
            #named
            #read
            #drifted
            #written
            #told
        }
        #both
        #kinds
    }
}

/// A type that must be a payload, as one: that is where one that is none is reported.
fn payload(ty: &Type, role: &str) -> TokenStream {
    let span = Span::call_site().located_at(ty.span());
    let core = runtime::private_at(span);
    let role = Ident::new(role, span);
    quote_spanned!(span=> <#ty as #core::#role>)
}

fn named(events: &Events) -> TokenStream {
    let Events { known, unknown, drifted, .. } = events;
    let known = known.iter().map(|Known { ident, event, .. }| quote!(Self::#ident(_) => #event,));
    let others =
        unknown.iter().map(|other| (other, "UnknownPayload")).chain(drifted.iter().map(|other| (other, "DriftedPayload")));
    let others = others.map(|(Other { ident, payload }, role)| {
        let payload = self::payload(payload, role);
        quote!(Self::#ident(__it) => #payload::name(__it),)
    });
    quote! {
        fn name(&self) -> &::core::primitive::str {
            match self { #(#known)* #(#others)* }
        }
    }
}

fn read(events: &Events) -> TokenStream {
    let core = runtime::private();
    let known = events.known.iter().map(|Known { ident, event, payload, .. }| {
        let payload = self::payload(payload, "EventPayload");
        quote!(#event => #payload::read(__data).map(Self::#ident),)
    });
    let other = match &events.unknown {
        Some(Other { ident, payload }) => {
            let payload = self::payload(payload, "UnknownPayload");
            quote!(#payload::read(__name, __data).map(Self::#ident))
        }
        None => quote!(#core::unknown_event::<Self, _>(__name)),
    };
    quote! {
        fn read<'de, __D: #core::Deserializer<'de>>(
            __name: &::core::primitive::str,
            __data: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            match __name {
                #(#known)*
                _ => #other,
            }
        }
    }
}

fn drifted(events: &Events) -> Option<TokenStream> {
    let core = runtime::private();
    let Other { ident, payload } = events.drifted.as_ref()?;
    let payload = self::payload(payload, "DriftedPayload");
    Some(quote! {
        fn drifted(__event: #core::DriftedEvent) -> ::core::result::Result<Self, #core::DriftedEvent> {
            ::core::result::Result::Ok(Self::#ident(#payload::from_event(__event)))
        }
    })
}

fn written(events: &Events) -> TokenStream {
    let core = runtime::private();
    let known = events.known.iter().map(|known| (&known.ident, payload(&known.payload, "EventPayload")));
    let unknown = events.unknown.iter().map(|other| (&other.ident, payload(&other.payload, "UnknownPayload")));
    let drifted = events.drifted.iter().map(|other| (&other.ident, payload(&other.payload, "DriftedPayload")));
    let (variants, payloads): (Vec<_>, Vec<_>) = known.chain(unknown).chain(drifted).unzip();
    quote! {
        fn write<__S: #core::Serializer>(&self, __serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
            match self {
                #(Self::#variants(__data) => #payloads::write(__data, __serializer),)*
            }
        }
    }
}

/// On its own an event is `{"event": name, "data": payload}`.
fn serde(name: &Ident) -> TokenStream {
    let core = runtime::private();
    quote! {
        impl #core::Serialize for #name {
            fn serialize<__S: #core::Serializer>(&self, __serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                #core::write_event(self, __serializer)
            }
        }

        impl<'de> #core::Deserialize<'de> for #name {
            fn deserialize<__D: #core::Deserializer<'de>>(__deserializer: __D) -> ::core::result::Result<Self, __D::Error> {
                #core::read_event(__deserializer)
            }
        }
    }
}

/// What stands in for events that have a mistake.
pub(super) fn inert(input: &DeriveInput) -> TokenStream {
    let core = runtime::private();
    let name = &input.ident;
    if !input.generics.params.is_empty() {
        return TokenStream::new();
    }
    let both = serde(name);
    quote! {
        impl #core::WutsEvent for #name {
            const NAMES: &'static [&'static ::core::primitive::str] = &[];

            fn name(&self) -> &::core::primitive::str {
                ::core::unreachable!()
            }

            fn read<'de, __D: #core::Deserializer<'de>>(
                _: &::core::primitive::str,
                _: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                ::core::unreachable!()
            }

            fn write<__S: #core::Serializer>(&self, _: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                ::core::unreachable!()
            }
        }
        #both
    }
}
