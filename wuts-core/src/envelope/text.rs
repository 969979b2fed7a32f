/// Append a text as a JSON string. Most have nothing to escape, which is seen many bytes at a time.
pub(super) fn write_text(text: &str, json: &mut Vec<u8>) {
    let is_escaped = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
    let has_escaped = |bytes: &[u8]| bytes.iter().fold(false, |found, byte| found | is_escaped(byte));
    let chunks = text.as_bytes().chunks_exact(16);
    if has_escaped(chunks.remainder()) || chunks.into_iter().any(has_escaped) {
        // Text is written into memory: there is nothing that can fail.
        let _ = serde_json::to_writer(json, text);
        return;
    }
    json.reserve(text.len() + 2);
    json.push(b'"');
    json.extend_from_slice(text.as_bytes());
    json.push(b'"');
}
