use std::borrow::Cow;

use axum::http::Uri;

use super::{Own, Rule, Text};
#[cfg(feature = "openapi")]
use crate::openapi::Node;
use crate::validate::Context;

/// Which schemes a URL may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schemes {
    /// `https`.
    Https,
    /// `https` and `http`.
    Http,
}

/// A text that must be an absolute URL (RFC 3986) with a host and without credentials.
#[derive(Debug)]
pub struct Url<T: ?Sized> {
    schemes: Schemes,
    text: fn(&T) -> &str,
}

/// A URL with one of `schemes`.
pub const fn url<T: Text + ?Sized>(schemes: Schemes) -> Own<Url<T>> {
    Own(Url { schemes, text: T::text })
}

impl<T: ?Sized> Rule<T> for Url<T> {
    fn check(&self, value: &T, _: Context<'_>) -> Result<(), Cow<'static, str>> {
        let (may_be_plain, message) = match self.schemes {
            Schemes::Https => (false, "must be an https URL such as https://example.com/path"),
            Schemes::Http => (true, "must be an http or https URL such as https://example.com/path"),
        };
        let text = (self.text)(value);
        let is_fine = has_characters_of_a_uri(text)
            && text.parse::<Uri>().is_ok_and(|uri| {
                let has_scheme = match uri.scheme_str() {
                    Some("https") => true,
                    Some("http") => may_be_plain,
                    _ => false,
                };
                // Credentials in a URL end up in logs.
                has_scheme
                    && uri.authority().is_some_and(|authority| !authority.host().is_empty() && !authority.as_str().contains('@'))
            });
        if is_fine { Ok(()) } else { Err(message.into()) }
    }

    fn may_show(&self, value: &T) -> bool {
        !(self.text)(value).contains('@')
    }

    #[cfg(feature = "openapi")]
    fn describe(&self, schema: &mut Node) {
        schema.set("format", "uri");
        // The scheme is taken in any case.
        let plain = if self.schemes == Schemes::Http { "?" } else { "" };
        schema.set("pattern", format!("^[Hh][Tt][Tt][Pp][Ss]{plain}://[^@/?#]+([/?#]|$)"));
    }
}

/// Whether a text has no other characters than RFC 3986 knows, each where it may stand: `%` before two hexadecimal digits, `#` once,
/// brackets in the authority. The parser is more lenient.
fn has_characters_of_a_uri(text: &str) -> bool {
    let mut pieces = text.split('%');
    let is_known = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&byte);
    let begins_with_hex = |piece: &str| piece.len() >= 2 && piece.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    let behind_scheme = text.split_once("://").map_or("", |(_, rest)| rest);
    let path = behind_scheme.find(['/', '?', '#']).map_or("", |at| &behind_scheme[at..]);
    !path.contains(['[', ']'])
        && path.matches('#').count() <= 1
        && pieces.next().is_some_and(|first| first.bytes().all(is_known))
        && pieces.all(|piece| begins_with_hex(piece) && piece.bytes().all(is_known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_is_taken_unless_told_otherwise() {
        for good in [
            "https://example.com",
            "https://example.com:8443/a?b=c",
            "https://example.com/%C3%A9#x",
            "https://[::1]/x",
            "HTTPS://EXAMPLE.COM/",
        ] {
            assert_eq!(url::<str>(Schemes::Https).0.check(good, Context::default()), Ok(()), "{good}");
        }
        for bad in [
            "",
            "example.com",
            "/path",
            "https://",
            "https:///x",
            "ftp://example.com",
            "https://a b",
            "https://user:pass@example.com",
            "javascript:alert(1)",
            "http://example.com",
            "https://example.com/é",
            "https://example.com/{id}",
            "https://example.com/%4",
            "https://example.com/a|b",
            "https://example.com/#a b",
            "https://example.com/#a#b",
            "https://example.com/[a]",
        ] {
            assert!(url::<str>(Schemes::Https).0.check(bad, Context::default()).is_err(), "{bad}");
        }
        assert!(url::<str>(Schemes::Http).0.check("http://example.com", Context::default()).is_ok());
    }
}
