//! The same reading and checking without a request around it: for a queue, a file, a test.

use super::json::decode;
use super::texts;
use crate::envelope::Error;
use crate::validate::{Context, InPath, InQuery, Report, WutsRequest, json_of_texts};

/// A checked value from a JSON text, as an endpoint would read it from a body.
///
/// # Errors
///
/// The failure that a client would get: malformed JSON, or every fault of every field.
///
/// ```
/// use wuts_core::WutsRequest;
/// use wuts_core::request::from_json;
///
/// #[derive(Debug, serde::Deserialize, WutsRequest)]
/// struct Page {
///     #[wuts(range(min = 1))]
///     limit: u8,
/// }
///
/// assert_eq!(from_json::<Page>(br#"{"limit":5}"#)?.limit, 5);
/// let error = from_json::<Page>(br#"{"limit":0}"#).unwrap_err();
/// assert_eq!((&*error.violations()[0].field, &*error.violations()[0].message), ("limit", "must be at least 1"));
/// # Ok::<(), wuts_core::Error>(())
/// ```
pub fn from_json<T: WutsRequest>(bytes: &[u8]) -> Result<T, Error> {
    let mut report = Report::default();
    decode(bytes, &mut report, Context::default())?.ok_or_else(|| report.into_error())
}

/// A checked value from a query string, as an endpoint would read it from a URL.
///
/// # Errors
///
/// The failure that a client would get.
pub fn from_query<T: WutsRequest<Part = InQuery>>(query: &str) -> Result<T, Error> {
    from_json(json_of_texts::<T>(&texts::of_query(query)?).as_bytes())
}

/// A checked value from the parameters of a path, decoded already.
///
/// # Errors
///
/// The failure that a client would get.
pub fn from_path<T: WutsRequest<Part = InPath>>(parameters: &[(&str, &str)]) -> Result<T, Error> {
    let pairs: Vec<_> = parameters.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
    from_json(json_of_texts::<T>(&pairs).as_bytes())
}
