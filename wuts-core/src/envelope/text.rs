use crate::plain::is_plain;

/// Append a text as a JSON string.
pub(super) fn write_text(text: &str, json: &mut Vec<u8>) {
    if !is_plain(text.as_bytes()) {
        // Text is written into memory: there is nothing that can fail.
        let _ = serde_json::to_writer(json, text);
        return;
    }
    json.reserve(text.len() + 2);
    json.push(b'"');
    json.extend_from_slice(text.as_bytes());
    json.push(b'"');
}
