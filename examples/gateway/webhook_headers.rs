//! Which headers a caller may have sent along with deliveries.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wuts_core::webhook::deliver::Receiver;

/// How many headers there may be, and how long their names and values.
const MOST_HEADERS: usize = 10;
const LONGEST_NAME: usize = 64;
const LONGEST_VALUE: usize = 256;

/// They are few and short, and none that a delivery sets itself.
pub fn are_fine(headers: &BTreeMap<String, String>) -> Result<(), String> {
    let is_short = |(name, value): (&String, &String)| name.len() <= LONGEST_NAME && value.chars().count() <= LONGEST_VALUE;
    if headers.len() > MOST_HEADERS || !headers.iter().all(is_short) {
        return Err(format!("must be at most {MOST_HEADERS} headers of {LONGEST_NAME} and {LONGEST_VALUE} characters"));
    }
    let receiver = Receiver::new("https://example.com").map_err(|error| error.to_string())?;
    let all = headers.iter().try_fold(receiver, |receiver, (name, value)| receiver.header(name, value));
    all.map(drop).map_err(|error| error.to_string())
}

/// The same for the document, but for the names that a delivery sets itself.
pub fn schema() -> Value {
    json!({
        "propertyNames": {"type": "string", "pattern": "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", "maxLength": LONGEST_NAME},
        "additionalProperties": {"type": "string", "pattern": r"^[^\u0000-\u001f\u007f]*$", "maxLength": LONGEST_VALUE},
        "maxProperties": MOST_HEADERS,
    })
}
