use std::cell::Cell;

use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Error;
use super::json::write_json;

/// The payload of a success: its fields stand beside `"success":true`.
///
/// Derived by [`WutsResponse`](derive@crate::WutsResponse) for a struct with named fields that also derives `Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no payload of a success",
    label = "this type lacks `WutsResponse`",
    note = "add `#[derive(serde::Serialize, wuts_core::WutsResponse)]` to `{Self}` if it is a struct of yours"
)]
pub trait WutsResponse: Payload {
    /// The status of the answer; a 2xx.
    const STATUS: StatusCode = StatusCode::OK;

    /// What the envelope says in `success`. `false` is for an answer that is neither a success nor an error, such as the
    /// contract's 202 while media are fetched again.
    const SUCCESS: bool = true;

    /// What only a reader wants to know: documentation and an example.
    #[cfg(feature = "openapi")]
    #[doc(hidden)]
    fn told(_: &mut crate::openapi::Told) {}
}

/// What can be written as JSON: anything that implements `Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written as JSON",
    label = "this payload lacks `Serialize`",
    note = "add `#[derive(serde::Serialize)]` to `{Self}`"
)]
pub trait Payload {
    /// Append the JSON text.
    fn write(&self, text: &mut Vec<u8>) -> Result<(), serde_json::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> Payload for T {
    fn write(&self, text: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        write_json(self, text)
    }
}

/// The answer for a payload, written in one pass.
pub fn success<T: WutsResponse>(payload: &T) -> Response {
    match body(payload, T::SUCCESS) {
        Ok(body) => {
            let mut response = Response::new(Body::from(body));
            *response.status_mut() = T::STATUS;
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            response
        }
        Err(error) => error.into_response(),
    }
}

/// Texts up to this length, in bytes, are written where others were before.
const SHORT: usize = 16 * 1024;

/// The payload is written behind the opening; then its own brace becomes the comma between the two.
fn body(payload: &impl Payload, success: bool) -> Result<Bytes, Error> {
    thread_local! {
        static LAST: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
    }
    let mut text = LAST.take();
    text.clear();
    text.reserve(256);
    write_body(payload, success, &mut text)?;
    if text.len() > SHORT {
        return Ok(text.into());
    }
    // A copy that is as long as the text costs less than a text whose end is not that of its memory.
    let body = Bytes::copy_from_slice(&text);
    LAST.set(text);
    Ok(body)
}

fn write_body(payload: &impl Payload, success: bool, text: &mut Vec<u8>) -> Result<(), Error> {
    let open: &[u8] = if success { br#"{"success":true"# } else { br#"{"success":false"# };
    text.extend_from_slice(open);
    payload.write(text).map_err(Error::internal)?;
    match &text[open.len()..] {
        b"{}" => drop(text.remove(open.len())),
        [b'{', ..] => text[open.len()] = b',',
        _ => return Err(Error::internal("a success payload must serialize as an object")),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(payload: &impl Serialize) -> String {
        String::from_utf8(body(payload, true).unwrap().into()).unwrap()
    }

    #[test]
    fn the_payload_stands_beside_success() {
        assert_eq!(text(&json!({"a": 1, "b": {"c": []}})), r#"{"success":true,"a":1,"b":{"c":[]}}"#);
        assert_eq!(text(&json!({})), r#"{"success":true}"#);
    }

    #[test]
    fn what_is_no_object_is_an_inside_error() {
        for payload in [json!([1]), json!("text"), json!(null), json!(7)] {
            assert_eq!(body(&payload, true).unwrap_err().status(), 500, "{payload}");
        }
    }
}
