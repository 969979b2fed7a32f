//! Which characters stand for themselves in a JSON string. Most do, so it is seen eight bytes at a time.

const EACH: u64 = 0x0101_0101_0101_0101;

/// How many bytes at the beginning stand for themselves: those before the first quote, backslash or control character.
pub(crate) fn plain_length(text: &[u8]) -> usize {
    let mut length = 0;
    let (words, rest) = text.as_chunks::<8>();
    for word in words {
        let special = special(u64::from_le_bytes(*word));
        if special != 0 {
            return length + special.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    length + rest.iter().position(|byte| is_special(*byte)).unwrap_or(rest.len())
}

/// Whether all do.
pub(crate) fn is_plain(text: &[u8]) -> bool {
    let (words, rest) = text.as_chunks::<8>();
    match text.last_chunk() {
        // The last eight bytes overlap those before.
        Some(last) if !rest.is_empty() => words.iter().chain([last]).all(|word| special(u64::from_le_bytes(*word)) == 0),
        Some(_) => words.iter().all(|word| special(u64::from_le_bytes(*word)) == 0),
        None => !rest.iter().any(|byte| is_special(*byte)),
    }
}

/// The highest bit of each byte that does not. A byte behind the first such may be taken for one too.
const fn special(bytes: u64) -> u64 {
    // A subtraction borrows the highest bit of a byte that is too small; the bytes of other characters than ASCII have it set.
    let control = bytes.wrapping_sub(EACH * b' ' as u64);
    let quote = (bytes ^ (EACH * b'"' as u64)).wrapping_sub(EACH);
    let backslash = (bytes ^ (EACH * b'\\' as u64)).wrapping_sub(EACH);
    (control | quote | backslash) & !bytes & (EACH * 0x80)
}

const fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_the_first_that_does_not_stand_for_itself(text in prop::collection::vec(prop_oneof![Just(b'a'), Just(b'"'), any::<u8>()], 0..40)) {
            let length = text.iter().position(|byte| is_special(*byte)).unwrap_or(text.len());
            prop_assert_eq!(plain_length(&text), length);
            prop_assert_eq!(is_plain(&text), length == text.len());
        }
    }
}
