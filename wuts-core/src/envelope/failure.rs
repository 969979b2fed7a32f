use std::borrow::Cow;

use jiff::Timestamp;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

/// The failure envelope as data: what the server writes, and what a client in Rust reads.
///
/// ```
/// use wuts_core::envelope::Failure;
///
/// let failure: Failure = serde_json::from_str(
///     r#"{"success":false,"error":"no","error_code":"FORBIDDEN","timestamp":"2026-06-15T12:00:00Z"}"#,
/// )?;
/// assert_eq!(failure.error_code, "FORBIDDEN");
/// assert!(failure.validation.is_empty());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
pub struct Failure {
    /// For people; may be reworded.
    pub error: String,
    /// Stable, upper case; what a client branches on.
    pub error_code: String,
    /// When it happened, in UTC.
    pub timestamp: Timestamp,
    /// The faults of single fields; absent in JSON where there are none.
    #[serde(default)]
    pub validation: Vec<Violation>,
}

impl Serialize for Failure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut envelope = serializer.serialize_struct("Failure", 5)?;
        envelope.serialize_field("success", &false)?;
        envelope.serialize_field("error", &self.error)?;
        envelope.serialize_field("error_code", &self.error_code)?;
        envelope.serialize_field("timestamp", &whole_seconds(self.timestamp))?;
        if self.validation.is_empty() {
            envelope.skip_field("validation")?;
        } else {
            envelope.serialize_field("validation", &self.validation)?;
        }
        envelope.end()
    }
}

/// One fault of one field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Violation {
    /// The field's name on the wire, dotted and indexed where it is nested: `contacts[3].number`.
    pub field: Cow<'static, str>,
    /// What is wrong, and what would be right.
    pub message: Cow<'static, str>,
    /// The rejected value as it came, but for the escapes of a text. Absent for a missing field and for a secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Box<RawValue>>,
}

/// RFC 3339 in UTC with whole seconds, as all of the contract's examples have it.
fn whole_seconds(timestamp: Timestamp) -> Timestamp {
    Timestamp::from_second(timestamp.as_second()).unwrap_or(timestamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = r#"{"success":false,"error":"WhatsApp session is not connected","error_code":"DEVICE_NOT_READY","timestamp":"2026-06-15T13:45:02Z","validation":[{"field":"text","message":"text is required and must be between 1 and 4096 characters","value":""}]}"#;
    const PLAIN: &str =
        r#"{"success":false,"error":"validation failed","error_code":"VALIDATION_ERROR","timestamp":"2026-06-15T12:00:00Z"}"#;

    #[test]
    fn the_contract_s_failures_are_written_byte_for_byte() {
        for example in [FULL, PLAIN] {
            let failure: Failure = serde_json::from_str(example).unwrap();
            assert_eq!(serde_json::to_string(&failure).unwrap(), example);
        }
    }

    #[test]
    fn a_failure_is_written_with_whole_seconds() {
        let mut failure: Failure = serde_json::from_str(PLAIN).unwrap();
        failure.timestamp = "2026-06-15T12:00:00.999Z".parse().unwrap();
        assert_eq!(serde_json::to_string(&failure).unwrap(), PLAIN);
    }
}
