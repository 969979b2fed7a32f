//! Everything that generated code could mean by a short name is something else here.
#![no_implicit_prelude]
#![deny(warnings, missing_docs)]
#![allow(dead_code, non_camel_case_types)]

/// A module in which nothing is what it seems.
pub mod shadowed {
    use ::wuts_core::WutsEvent;
    use ::wuts_core::webhook::event::{DriftedEvent, MessageReceived, UnknownEvent};

    struct Result;
    struct Ok;
    struct Err;
    struct Some;
    struct None;
    struct Option;
    struct String;
    trait From {}
    trait Display {}
    trait FromStr {}
    trait Serialize {}
    trait Deserialize {}
    mod std {}
    mod core {}
    mod serde {}
    mod wuts_core {}

    /// Events.
    #[derive(WutsEvent)]
    #[wuts(kinds = Kind)]
    #[non_exhaustive]
    pub enum Mine {
        /// A message.
        #[wuts(event = "message.received")]
        Message(MessageReceived),
        /// An order.
        #[wuts(event = "order.placed")]
        r#type(::std::vec::Vec<u8>),
        /// Drifted.
        #[wuts(drifted)]
        Drifted(DriftedEvent),
        /// Unknown.
        #[wuts(unknown)]
        Unknown(UnknownEvent),
    }

    macro_rules! events {
        ($name:ident $payload:ty) => {
            /// By a macro.
            #[derive(WutsEvent)]
            pub enum $name {
                /// One.
                #[wuts(event = "one")]
                One($payload),
                /// Other.
                #[wuts(unknown)]
                Other(UnknownEvent),
            }
        };
    }

    events!(Declared u8);

    fn inside_a_function() {
        /// In a function.
        #[derive(WutsEvent)]
        enum Local {
            /// Two.
            #[wuts(event = "two")]
            Two(u8),
        }
    }
}

fn main() {}
