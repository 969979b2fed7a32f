//! The signature in the body: the last member of the object, cut off and checked as bytes.

use super::{Secret, Secrets};

const BEFORE: &[u8] = br#","signature":"sha256="#;
const AFTER: &[u8] = br#""}"#;
const HEX: usize = 64;

/// The body with its signature as the last member. `unsigned` is a JSON object with at least one member.
pub(super) fn sign(unsigned: &[u8], secret: &Secret) -> Vec<u8> {
    let mut body = Vec::with_capacity(unsigned.len() + BEFORE.len() + HEX + 1);
    body.extend_from_slice(unsigned.strip_suffix(b"}").unwrap_or(unsigned));
    body.extend_from_slice(BEFORE);
    for byte in secret.sign(&[unsigned]) {
        body.extend([hex_digit(byte >> 4), hex_digit(byte & 15)]);
    }
    body.extend_from_slice(AFTER);
    body
}

/// Check the signature in a body; any one of the secrets may have made it.
pub(super) fn verify(body: &[u8], secrets: &Secrets) -> Result<(), SignatureError> {
    let (unsigned, hex) = split(body).ok_or(SignatureError::Missing)?;
    let mut tag = [0; HEX / 2];
    for (byte, pair) in tag.iter_mut().zip(hex.chunks_exact(2)) {
        let (Some(high), Some(low)) = (hex_value(pair[0]), hex_value(pair[1])) else {
            return Err(SignatureError::Malformed);
        };
        *byte = high << 4 | low;
    }
    if secrets.verify(&[unsigned, b"}"], &tag) { Ok(()) } else { Err(SignatureError::Mismatch) }
}

/// The body up to its signature, without the closing brace, and the hex digits of the signature.
fn split(body: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = body.strip_suffix(AFTER)?;
    let (rest, hex) = rest.split_at_checked(rest.len().checked_sub(HEX)?)?;
    Some((rest.strip_suffix(BEFORE)?, hex))
}

const fn hex_digit(nibble: u8) -> u8 {
    b"0123456789abcdef"[nibble as usize & 15]
}

const fn hex_value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// Why the signature in a body does not count. For the log; a sender is told no more than that it is not authorised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureError {
    /// The body does not end in a `signature` member of the form `sha256=` and 64 hex digits.
    Missing,
    /// The signature is not in lower-case hex.
    Malformed,
    /// It was made with another secret, or over other bytes.
    Mismatch,
}

impl std::fmt::Display for SignatureError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Missing => "the body does not end in a signature",
            Self::Malformed => "the signature is not in lower-case hex",
            Self::Mismatch => "the signature does not fit the body and the secret",
        })
    }
}

impl std::error::Error for SignatureError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_body_verifies_and_any_flipped_bit_does_not() {
        let secret = Secret::new("a-long-random-string").unwrap();
        let unsigned = br#"{"id":"1","data":{"text":"ol\u00e1, \"signature\":\"sha256=\""}}"#;
        let body = sign(unsigned, &secret);
        let secret = Secrets::from(secret);
        assert_eq!(verify(&body, &secret), Ok(()));
        for bit in 0..body.len() * 8 {
            let mut flipped = body.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(verify(&flipped, &secret).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn the_reasons_are_told_apart() {
        let secret = Secret::new("a").unwrap();
        let unsigned = br#"{"id":"1"}"#;
        let body = sign(unsigned, &secret);
        let secret = Secrets::from(secret);
        assert_eq!(verify(unsigned, &secret), Err(SignatureError::Missing));
        assert_eq!(verify(b"", &secret), Err(SignatureError::Missing));
        assert_eq!(verify(&body[..body.len() - 1], &secret), Err(SignatureError::Missing));
        assert_eq!(verify(&body, &Secret::new("b").unwrap().into()), Err(SignatureError::Mismatch));
        let upper = String::from_utf8(body).unwrap().to_uppercase();
        assert_eq!(verify(upper.as_bytes(), &secret), Err(SignatureError::Missing));
        let zeros = format!(r#"{{"id":"1","signature":"sha256={}"}}"#, "G".repeat(64));
        assert_eq!(verify(zeros.as_bytes(), &secret), Err(SignatureError::Malformed));
    }
}
