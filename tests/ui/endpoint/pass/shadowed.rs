//! Everything that generated code could mean by a short name is something else here.
#![no_implicit_prelude]
#![deny(warnings, missing_docs)]
#![allow(dead_code, non_camel_case_types)]

/// A module in which nothing is what it seems.
pub mod shadowed {
    use ::wuts_core::auth::Caller;
    use ::wuts_core::id::Jid;
    use ::wuts_core::{WutsError, WutsRequest, WutsResponse, wuts_endpoint};

    struct Result;
    struct Ok;
    struct Err;
    struct Some;
    struct None;
    struct Option;
    struct String;
    struct Vec;
    struct Box;
    struct Default;
    trait From {}
    trait Into {}
    trait Send {}
    trait Sync {}
    trait Future {}
    trait Clone {}
    mod std {}
    mod core {}
    mod axum {}
    mod serde {}
    mod wuts_core {}

    /// A body.
    #[derive(::serde::Deserialize, WutsRequest)]
    #[wuts(any_of(text, count), check = is_fine)]
    pub struct Body {
        #[wuts(length(min = 1), pattern = "^a", one_of("a", "ab"), check = starts)]
        text: ::std::option::Option<::std::string::String>,
        /// How many.
        #[serde(default)]
        #[wuts(range(min = 1, max = 5), example = 3)]
        count: ::std::option::Option<u16>,
        #[wuts(count(max = 3), items(range(max = 9)))]
        numbers: ::std::vec::Vec<u8>,
        #[wuts(url, sensitive)]
        link: ::std::string::String,
        jid: Jid,
    }

    fn is_fine(_: &Body) -> ::std::result::Result<(), &'static str> {
        ::std::result::Result::Ok(())
    }

    fn starts(_: &str) -> ::std::result::Result<(), &'static str> {
        ::std::result::Result::Ok(())
    }

    /// A path.
    #[derive(::serde::Deserialize, WutsRequest)]
    #[wuts(from = path)]
    pub struct Path {
        id: u8,
    }

    /// An answer.
    #[derive(::serde::Serialize, WutsResponse)]
    #[wuts(status = 201, example = Made { id: 1 })]
    pub struct Made {
        id: u8,
    }

    /// One of two answers.
    #[derive(WutsResponse)]
    pub enum Either {
        /// Made.
        Made(Made),
        /// Text.
        Text(&'static str),
    }

    /// A failure.
    #[derive(::std::fmt::Debug, ::thiserror::Error, WutsError)]
    pub enum Failure {
        /// Busy.
        #[error("busy")]
        #[wuts(status = 409, code = "BUSY", message = "later")]
        Busy,
        /// Gone.
        #[error("gone")]
        #[wuts(code = GONE)]
        Gone,
    }

    /// An endpoint.
    #[wuts_endpoint(POST, "/things/{id}", role = user, tag = "things", body_limit = "1 KiB", timeout = "5s")]
    pub async fn make(path: Path, _caller: Caller, body: Body) -> ::std::result::Result<Either, Failure> {
        if body.numbers.is_empty() { ::std::result::Result::Err(Failure::Busy) } else { ::std::result::Result::Ok(Either::Made(Made { id: path.id })) }
    }
}

macro_rules! endpoint {
    ($name:ident, $path:literal, $text:literal) => {
        /// Made by a macro.
        #[::wuts_core::wuts_endpoint(GET, $path, public)]
        pub async fn $name() -> ::std::result::Result<&'static str, ::wuts_core::Error> {
            ::std::result::Result::Ok($text)
        }
    };
}

endpoint!(one, "/one", "1");
endpoint!(r#loop, "/loop", "2");

fn main() {
    #[::wuts_core::wuts_endpoint(DELETE, "/inside", public)]
    async fn inside() -> ::std::result::Result<(), ::wuts_core::Error> {
        ::std::result::Result::Ok(())
    }

    let _app = ::wuts_core::Api::new("test", "1.0.0")
        .endpoints(::wuts_core::endpoints![shadowed::make, one, r#loop, inside])
        .into_router(::wuts_core::auth::TokenTable::new());
}
