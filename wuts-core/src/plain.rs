//! Which characters stand for themselves in a JSON string. Most do, so it is seen many bytes at a time.

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
    let (blocks, rest) = text.as_chunks::<16>();
    blocks.iter().all(is_plain_block) && (rest.is_empty() || ends_are_plain(text.last_chunk::<16>().map_or(text, |last| last)))
}

/// Of sixteen bytes at a time. The two loops are such that each is one step for the processor.
fn is_plain_block(block: &[u8; 16]) -> bool {
    let (mut least, mut special) = ([0; 16], [0; 16]);
    for (least, byte) in least.iter_mut().zip(block) {
        // Nothing is left of a byte by what it must not be.
        *least = (byte ^ b'"').min(byte ^ b'\\').min(byte & !(b' ' - 1));
    }
    for (special, least) in special.iter_mut().zip(least) {
        *special = u8::from(least == 0);
    }
    u128::from_ne_bytes(special) == 0
}

/// Of at most sixteen bytes: a word from the beginning and one from the end, which may overlap.
fn ends_are_plain(text: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        return special(u64::from_le_bytes(*first)) | special(u64::from_le_bytes(*last)) == 0;
    }
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return special(u64::from(first) << 32 | u64::from(last)) == 0;
    }
    !text.iter().any(|byte| is_special(*byte))
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
        fn it_is_the_first_that_does_not_stand_for_itself(text in prop::collection::vec(prop_oneof![Just(b'a'), Just(b'"'), any::<u8>()], 0..60)) {
            let length = text.iter().position(|byte| is_special(*byte)).unwrap_or(text.len());
            prop_assert_eq!(plain_length(&text), length);
            prop_assert_eq!(is_plain(&text), length == text.len());
        }
    }
}
