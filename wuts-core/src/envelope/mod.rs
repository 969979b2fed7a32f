//! The one shape of every answer. Stop 7 of the walk.
//!
//! A success is `{"success":true, …payload}`, a failure is
//!
//! ```json
//! {"success":false,"error":"validation failed","error_code":"VALIDATION_ERROR","timestamp":"2026-06-15T13:45:02Z",
//!  "validation":[{"field":"count","message":"must be from 1 to 500","value":9000}]}
//! ```
//!
//! Clients branch on the status and on `error_code`; `error` is for people and may be reworded. `validation` is there only
//! for faults of single fields, and `value` only where there was a value that may be shown.
//!
#![doc = include_str!("rejections.md")]

mod code;
mod error;
mod failure;
mod foreign;
mod json;
mod outcome;
mod success;
mod text;
mod write;

pub use code::{ErrorCode, InvalidErrorCode};
pub use error::{DomainError, Error, WutsError};
pub use failure::{Failure, Violation};
pub use outcome::{Failing, Outcome, Reply};
pub use success::{Payload, WutsResponse};

pub(crate) use foreign::{enveloped, is_foreign_failure, marked};
#[doc(hidden)]
pub use success::success;
