/// Append a text as a JSON string. Most have nothing to escape, which is seen eight bytes at a time.
pub(super) fn write_text(text: &str, json: &mut Vec<u8>) {
    if has_escaped(text.as_bytes()) {
        // Text is written into memory: there is nothing that can fail.
        let _ = serde_json::to_writer(json, text);
        return;
    }
    json.reserve(text.len() + 2);
    json.push(b'"');
    json.extend_from_slice(text.as_bytes());
    json.push(b'"');
}

/// Whether there is a byte that does not stand for itself in a JSON string.
fn has_escaped(text: &[u8]) -> bool {
    let (words, rest) = text.as_chunks::<8>();
    match text.last_chunk::<8>() {
        // The last eight bytes overlap those before.
        Some(last) if !rest.is_empty() => words.iter().chain([last]).any(|word| has_escaped_in(*word)),
        Some(_) => words.iter().any(|word| has_escaped_in(*word)),
        None => rest.iter().any(|byte| *byte < b' ' || *byte == b'"' || *byte == b'\\'),
    }
}

/// The same of eight bytes. A byte that is none of these may be taken for one if there is one before it, which changes nothing.
const fn has_escaped_in(word: [u8; 8]) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let bytes = u64::from_le_bytes(word);
    // A subtraction borrows the highest bit of a byte that is too small; the bytes of other characters than ASCII have it set.
    let control = bytes.wrapping_sub(EACH * b' ' as u64);
    let quote = (bytes ^ (EACH * b'"' as u64)).wrapping_sub(EACH);
    let backslash = (bytes ^ (EACH * b'\\' as u64)).wrapping_sub(EACH);
    (control | quote | backslash) & !bytes & (EACH * 0x80) != 0
}
