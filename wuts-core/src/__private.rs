//! Everything that generated code may name, and nothing else. No part of it is stable.

pub use crate::auth::{Admin, AtLeast, Bearer, Guard, Manager, Master, Public, Role, User};
use crate::endpoint::Method;
pub use crate::endpoint::{Answer, Auth, Call, Description, Endpoint, Endpoints, all_distinct, answer, fit, hides_no_request};
pub use crate::envelope::{DomainError, Error, ErrorCode, Reply, WutsError, WutsResponse, success};
pub use crate::request::{Argument, PartArgument};
pub use crate::validate::rule::{
    IfPresent, Own, Pattern, Range, Schemes, check, check_with, count, float, integer, integers, items, length, one_of, pattern,
    range, url,
};
pub use crate::validate::{
    Boxed, Context, Given, Group, InBody, InPath, InQuery, InUnknown, List, Map, Maybe, NoRequest, Presence, Probe, Walk,
    WutsRequest, field, leaf_with, probe, shaped,
};

pub use crate::webhook::Webhook;
pub use crate::webhook::event::{
    DriftedEvent, DriftedPayload, EventPayload, UnknownEventName, UnknownPayload, WutsEvent, read_event, read_event_name,
    unknown_event, write_event,
};

/// The methods, as the attribute names them.
pub const GET: Method = Method::GET;
/// `POST`.
pub const POST: Method = Method::POST;
/// `PUT`.
pub const PUT: Method = Method::PUT;
/// `PATCH`.
pub const PATCH: Method = Method::PATCH;
/// `DELETE`.
pub const DELETE: Method = Method::DELETE;

/// The traits by which the shape of a type is found; they are imported by `*`, so that no name of the user's is in the way.
pub mod probe {
    #[cfg(feature = "openapi")]
    pub use crate::openapi::{
        Answers as _, AnyArgument as _, Fails as _, NoJson as _, NoOutcome as _, Tells as _, Unwritten as _,
    };
    #[cfg(feature = "openapi")]
    pub use crate::validate::{IsDescribed as _, IsRequest as _};
    pub use crate::validate::{IsLeaf as _, IsOpaque as _, NoRequest as _};
}

pub use crate::__told as told;
#[cfg(feature = "openapi")]
pub use crate::openapi::names;

pub use axum::http::StatusCode;
pub use axum::response::{IntoResponse, Response};
pub use core::option::Option::{self, None, Some};
pub use serde::de::DeserializeOwned;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The code of a variant of a `WutsError`; a compile error where it cannot be built.
///
/// # Panics
///
/// The status is no 4xx or 5xx, the name is not upper case, or stands in the table with another status.
pub const fn error_code(status: u16, name: &'static str) -> ErrorCode {
    use crate::envelope::InvalidErrorCode::{Name, OtherStatus, Status};
    match ErrorCode::new(status, name) {
        Ok(code) => code,
        Err(Status) => panic!("the status of an error code must be from 400 to 599"),
        Err(Name) => panic!("an error code must be upper case letters, digits and underscores, beginning with a letter"),
        Err(OtherStatus) => panic!("this error code stands in the table of `wuts_core` with another status"),
    }
}

/// The status of a `WutsResponse`.
///
/// # Panics
///
/// It is no status; in a constant that is a compile error.
pub const fn status(code: u16) -> StatusCode {
    match code {
        200 => StatusCode::OK,
        201 => StatusCode::CREATED,
        202 => StatusCode::ACCEPTED,
        203 => StatusCode::NON_AUTHORITATIVE_INFORMATION,
        206 => StatusCode::PARTIAL_CONTENT,
        207 => StatusCode::MULTI_STATUS,
        208 => StatusCode::ALREADY_REPORTED,
        226 => StatusCode::IM_USED,
        _ => panic!("this status does not exist, or has no body"),
    }
}

/// The failure of a domain error. Its message is for the client; the error itself is for the log.
pub fn fail<E: DomainError>(error: E, code: ErrorCode, message: Option<&'static str>) -> Error {
    error.with(code, message)
}
