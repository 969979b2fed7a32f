//! What generated code says for the sake of the document alone. Without the feature `openapi` it expands to nothing.

/// Without the feature there is no document.
#[cfg(not(feature = "openapi"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __told {
    ($($tokens:tt)*) => {};
}

/// One arm for each macro that has something to say.
#[cfg(feature = "openapi")]
#[doc(hidden)]
#[macro_export]
macro_rules! __told {
    (request $docs:literal [$($example:expr)?] $($name:literal $field_docs:literal [$($default:expr)?] [$($field_example:expr)?] [$($schema:expr)?];)*) => {
        fn told(told: &mut $crate::openapi::Told) {
            told.whole($docs, $crate::__json!($($example)?));
            $(told.field(
                $name,
                $field_docs,
                $crate::__json!($($default)?),
                $crate::__json!($($field_example)?),
                $crate::__json!($($schema)?),
            );)*
        }
    };
    (response $docs:literal [$($example:expr)?]) => {
        fn told(told: &mut $crate::openapi::Told) {
            told.whole($docs, $crate::__json!($($example)?));
        }
    };
    (choice $name:ident [$($answer:ty),*]) => {
        impl $crate::openapi::Choice for $name {
            fn describe(operation: &mut $crate::openapi::Operation<'_>) {
                $(
                    let reply = $crate::__private::Probe::<$answer>::NEW;
                    $crate::__told!(answer reply operation);
                )*
            }
        }
    };
    (answer $reply:ident $operation:ident) => {
        match $reply.unwrapped() {
            (true, inner) => $crate::openapi::json((&&&inner).teller(), $operation),
            (false, _) => (&&&$reply).answer($operation),
        }
    };
    (error $([$($code:tt)*])*) => {
        fn codes() -> ::core::option::Option<::std::vec::Vec<($crate::ErrorCode, &'static ::core::primitive::str)>> {
            ::core::option::Option::Some(::core::convert::From::from([$($crate::__told!(code $($code)*)),*]))
        }
    };
    (code $name:ident $($words:literal)?) => {
        ($crate::ErrorCode::$name, ::core::concat!($($words)?))
    };
    (code $status:literal $name:literal $($words:literal)?) => {
        ($crate::__private::error_code($status, $name), ::core::concat!($($words)?))
    };
    (event [$($name:literal $docs:literal $payload:ty;)*]) => {
        fn describe(events: &mut $crate::openapi::Events<'_>) {
            $(
                let teller = (&&&$crate::__private::Probe::<$payload>::NEW).teller();
                let data = teller.reference(events.schemas, $crate::openapi::Way::Written);
                events.event($name, $docs, data);
            )*
        }
    };
    (kinds $name:ident [$($event:literal)*]) => {
        impl $crate::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, ::core::primitive::str> {
                ::std::borrow::Cow::Borrowed(::core::stringify!($name))
            }

            fn schema_id() -> ::std::borrow::Cow<'static, ::core::primitive::str> {
                ::std::borrow::Cow::Borrowed(::core::concat!(::core::module_path!(), "::", ::core::stringify!($name)))
            }

            fn json_schema(_: &mut $crate::schemars::SchemaGenerator) -> $crate::schemars::Schema {
                $crate::__private::names(&[$($event),*])
            }
        }
    };
    ($($argument:ty),*; $output:ty) => {
        fn describe(operation: &mut $crate::openapi::Operation<'_>) {
            $(
                let taken = $crate::__private::Probe::<$argument>::NEW.argument();
                let teller = (&&&taken.of).teller();
                taken.describe(teller, operation);
            )*
            let (reply, failure) = $crate::__private::Probe::<$output>::NEW.outcome();
            $crate::__told!(answer reply operation);
            (&&failure).failure(operation);
        }
    };
}

/// A value as JSON, if there is one and its type can be written.
#[cfg(feature = "openapi")]
#[doc(hidden)]
#[macro_export]
macro_rules! __json {
    () => {
        ::core::option::Option::None
    };
    ($value:expr) => {
        $crate::openapi::Sample(&$value).json()
    };
}
