use axum::http::StatusCode;

use crate::constant::same;

/// A stable name for a kind of failure, bound to its HTTP status.
///
/// The constants are the closed table of this crate. A service adds its own by [`new`](Self::new), or by a variant of an enum
/// that derives [`WutsError`](crate::WutsError). A code whose status is not 4xx or 5xx cannot be built.
///
/// ```
/// use wuts_core::envelope::ErrorCode;
///
/// assert_eq!(ErrorCode::DEVICE_NOT_READY.status().as_u16(), 503);
/// assert_eq!(ErrorCode::new(409, "ALREADY_PAIRED")?.name(), "ALREADY_PAIRED");
/// assert!(ErrorCode::new(200, "FINE").is_err());
/// # Ok::<(), wuts_core::envelope::InvalidErrorCode>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ErrorCode {
    name: &'static str,
    status: u16,
    /// The text that goes with it where nothing better is known.
    message: &'static str,
}

/// The text that goes with a code that is not in the table.
const MESSAGE: &str = "the request failed";

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $status:literal, $message:literal;)*) => {
        impl ErrorCode {
            /// The whole table, in the order of the statuses.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            $($(#[$doc])* pub const $name: Self = Self {
                name: stringify!($name),
                status: $status,
                message: $message,
            };)*
        }
    };
}

codes! {
    /// 400, the contract's: at least one field is missing, mistyped or against a rule; `validation` lists all of them.
    VALIDATION_ERROR = 400, "validation failed";
    /// 400: the body is no JSON text; `error` gives line and column.
    MALFORMED_JSON = 400, "malformed JSON";
    /// 400: the request cannot be understood.
    BAD_REQUEST = 400, "the request cannot be understood";
    /// 401: no valid bearer token.
    UNAUTHORIZED = 401, "Invalid token";
    /// 403: the token is valid and does not allow this.
    FORBIDDEN = 403, "not allowed";
    /// 404: no such route or resource.
    NOT_FOUND = 404, "not found";
    /// 405: the route exists and has other methods, listed in `Allow`.
    METHOD_NOT_ALLOWED = 405, "method not allowed";
    /// 406: none of the forms that the client accepts is there.
    NOT_ACCEPTABLE = 406, "not acceptable";
    /// 408: the request did not arrive in time.
    REQUEST_TIMEOUT = 408, "the request did not arrive in time";
    /// 409: the state of the resource does not allow this now.
    CONFLICT = 409, "conflict";
    /// 410: the resource existed and is gone.
    GONE = 410, "gone";
    /// 413: the body is larger than the endpoint takes.
    PAYLOAD_TOO_LARGE = 413, "the body is too large";
    /// 415: the body is not declared as JSON.
    UNSUPPORTED_MEDIA_TYPE = 415, "the content type must be application/json";
    /// 422: the request is well formed and cannot be processed.
    UNPROCESSABLE = 422, "the request cannot be processed";
    /// 426: the route is for another protocol.
    UPGRADE_REQUIRED = 426, "upgrade required";
    /// 429: too many requests.
    TOO_MANY_REQUESTS = 429, "too many requests";
    /// 500: something failed inside; the log has the cause.
    INTERNAL_ERROR = 500, "internal error";
    /// 500, the contract's: the WhatsApp device refused or failed.
    DEVICE_ERROR = 500, "failed to acquire WhatsApp device";
    /// 501: not implemented.
    NOT_IMPLEMENTED = 501, "not implemented";
    /// 502: a service behind this one failed.
    BAD_GATEWAY = 502, "a service behind this one failed";
    /// 503, the contract's: the WhatsApp session is not connected.
    DEVICE_NOT_READY = 503, "WhatsApp session is not connected";
    /// 503: a part of the service is down or overloaded.
    SERVICE_UNAVAILABLE = 503, "the service is not available at the moment";
    /// 504: the answer was not ready in time.
    GATEWAY_TIMEOUT = 504, "the answer was not ready in time";
}

impl ErrorCode {
    /// A code of the service's own.
    ///
    /// # Errors
    ///
    /// `status` is not from 400 to 599, `name` is not upper case letters, digits and underscores beginning with a letter, or
    /// the table of this crate binds `name` to another status.
    pub const fn new(status: u16, name: &'static str) -> Result<Self, InvalidErrorCode> {
        if status < 400 || status > 599 {
            return Err(InvalidErrorCode::Status);
        }
        if !is_upper_snake(name.as_bytes()) {
            return Err(InvalidErrorCode::Name);
        }
        let mut i = 0;
        while i < Self::ALL.len() {
            if same(Self::ALL[i].name, name) {
                return if Self::ALL[i].status == status { Ok(Self::ALL[i]) } else { Err(InvalidErrorCode::OtherStatus) };
            }
            i += 1;
        }
        Ok(Self { name, status, message: MESSAGE })
    }

    /// The text that goes with it where nothing better is known.
    pub(crate) const fn default_message(self) -> &'static str {
        self.message
    }

    /// The name, as `error_code` carries it.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The status of an answer with this code.
    pub fn status(self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The code for an answer of which only the status is known.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            // Statuses with several codes in the table; these are the ones that say no more than the status does.
            400 => Self::BAD_REQUEST,
            500 => Self::INTERNAL_ERROR,
            503 => Self::SERVICE_UNAVAILABLE,
            code => Self::ALL.iter().copied().find(|entry| entry.status == code).unwrap_or(Self {
                name: "HTTP_ERROR",
                status: code,
                message: MESSAGE,
            }),
        }
    }
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name)
    }
}

impl std::fmt::Debug for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.name, self.status)
    }
}

/// Why an [`ErrorCode`] cannot be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidErrorCode {
    /// The status is not from 400 to 599.
    Status,
    /// The name is not upper case letters, digits and underscores, beginning with a letter.
    Name,
    /// The table has this name with another status.
    OtherStatus,
}

impl std::fmt::Display for InvalidErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Status => "the status of an error code must be from 400 to 599",
            Self::Name => "an error code must be upper case letters, digits and underscores, beginning with a letter",
            Self::OtherStatus => "this error code stands in the table of wuts-core with another status",
        })
    }
}

impl std::error::Error for InvalidErrorCode {}

const fn is_upper_snake(name: &[u8]) -> bool {
    if name.is_empty() || !name[0].is_ascii_uppercase() {
        return false;
    }
    let mut i = 0;
    while i < name.len() {
        if !(name[i].is_ascii_uppercase() || name[i].is_ascii_digit() || name[i] == b'_') {
            return false;
        }
        i += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_its_own_rules() {
        for (i, code) in ErrorCode::ALL.iter().enumerate() {
            assert_eq!(ErrorCode::new(code.status, code.name), Ok(*code));
            assert!(!code.default_message().is_empty() && code.default_message() != MESSAGE);
            assert!(ErrorCode::ALL[i + 1..].iter().all(|other| other.name != code.name && other.status >= code.status));
        }
    }

    #[test]
    fn a_code_that_is_no_failure_cannot_be_built() {
        for status in [0, 100, 200, 302, 399, 600, u16::MAX] {
            assert_eq!(ErrorCode::new(status, "X"), Err(InvalidErrorCode::Status), "{status}");
        }
        for name in ["", "lower", "1X", "WITH SPACE", "É"] {
            assert_eq!(ErrorCode::new(400, name), Err(InvalidErrorCode::Name), "{name}");
        }
        assert_eq!(ErrorCode::new(500, "DEVICE_NOT_READY"), Err(InvalidErrorCode::OtherStatus));
    }
}
