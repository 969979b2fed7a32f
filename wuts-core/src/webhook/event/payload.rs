//! How payloads are declared: members that must be there, members that may be, and whatever else was sent, which is kept.
//!
//! serde's `flatten` would do the same by reading every payload twice, the first time into a tree; here it is one pass.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Visitor};

/// Declares a payload: the struct, and the two ways between it and JSON.
macro_rules! payload {
    (
        $(#[doc = $docs:literal])*
        $name:ident {
            must {
                $($(#[doc = $must_docs:literal])* $must:ident: $must_type:ty,)*
            }
            may {
                $($(#[doc = $may_docs:literal])* $may:ident: $may_type:ty,)*
            }
        }
    ) => {
        $(#[doc = $docs])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        pub struct $name {
            $($(#[doc = $must_docs])* pub $must: $must_type,)*
            $($(#[doc = $may_docs])* #[serde(skip_serializing_if = "Option::is_none")] pub $may: Option<$may_type>,)*
            /// Members that this version does not know, and those that were `null`, each as its text came.
            #[serde(flatten)]
            pub extra: std::collections::BTreeMap<String, $crate::webhook::event::RawData>,
        }

        #[cfg(feature = "openapi")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                #[allow(unused_imports, reason = "a payload may have no foreign type")]
                use $crate::openapi::{Foreign as _, Member, Payload};

                let mut payload = Payload::new(&[$($docs),*]);
                $(payload.member(stringify!($must), true, &[$($must_docs),*], Member::<$must_type>::schema(generator));)*
                $(payload.member(stringify!($may), false, &[$($may_docs),*], Member::<$may_type>::schema(generator));)*
                payload.finish()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Members;

                impl<'de> serde::de::Visitor<'de> for Members {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("an object with the members of ", stringify!($name)))
                    }

                    #[allow(unused_mut, reason = "a payload may have no members of its own")]
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        $(let mut $must: Option<$must_type> = None;)*
                        $(let mut $may: Option<$may_type> = None;)*
                        let mut extra = std::collections::BTreeMap::new();
                        while let Some(member) = map.next_key::<$crate::webhook::event::payload::MemberName<'de>>()? {
                            match member.as_str() {
                                $(stringify!($must) => $crate::webhook::event::payload::once(&mut $must, stringify!($must), map.next_value()?)?,)*
                                $(stringify!($may) => match map.next_value()? {
                                    Some(value) => $crate::webhook::event::payload::once(&mut $may, stringify!($may), value)?,
                                    // What was `null` is written so again.
                                    None => drop(extra.insert(member.into_owned(), $crate::webhook::event::RawData::null())),
                                },)*
                                _ => drop(extra.insert(member.into_owned(), map.next_value()?)),
                            }
                        }
                        Ok($name {
                            $($must: $must.ok_or_else(|| serde::de::Error::missing_field(stringify!($must)))?,)*
                            $($may,)*
                            extra,
                        })
                    }
                }

                deserializer.deserialize_map(Members)
            }
        }
    };
}

pub(super) use payload;

/// Keep the value of a member; the second of a name is an error.
pub(in crate::webhook) fn once<T, E: serde::de::Error>(place: &mut Option<T>, name: &'static str, value: T) -> Result<(), E> {
    if place.replace(value).is_some() { Err(E::duplicate_field(name)) } else { Ok(()) }
}

/// The name of a member, borrowed where JSON has it without escapes.
pub(in crate::webhook) struct MemberName<'de>(Cow<'de, str>);

impl MemberName<'_> {
    pub(in crate::webhook) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn into_owned(self) -> String {
        self.0.into_owned()
    }
}

impl<'de> Deserialize<'de> for MemberName<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = MemberName<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the name of a member")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<MemberName<'de>, E> {
                Ok(MemberName(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<MemberName<'de>, E> {
                Ok(MemberName(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(Text)
    }
}
