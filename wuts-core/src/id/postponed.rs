//! How a request is read on where a text is no id, so that one pass finds what else is wrong with it.

use std::cell::Cell;
use std::str::FromStr;

use super::{Jid, MessageId, Phone, Recipient};
use crate::plain::is_plain;

thread_local! {
    /// While a request is read: how many texts were no ids.
    static REFUSED: Cell<Option<usize>> = const { Cell::new(None) };
}

/// An id that is text on the wire.
pub(crate) trait Id: FromStr {
    /// The name under which it asks for a newtype. A format reads the text as usual; validation recognises the name.
    const NAME: &'static str;

    /// One that stands where a text was none.
    fn any() -> Self;

    /// What is wrong with a text that is none.
    fn refusal(text: &str) -> Option<&'static str>;
}

/// What is wrong with a text that should be an id, if anything.
pub type Refusal = fn(&str) -> Option<&'static str>;

/// That of the id with this name.
pub(crate) fn refusal_of(name: &str) -> Option<Refusal> {
    let all: [(&str, Refusal); 4] = [
        (Jid::NAME, Jid::refusal),
        (MessageId::NAME, MessageId::refusal),
        (Phone::NAME, Phone::refusal),
        (Recipient::NAME, Recipient::refusal),
    ];
    all.into_iter().find(|(id, _)| *id == name).map(|(_, refusal)| refusal)
}

/// What is wrong with a JSON text that should be an id.
pub(crate) fn refused(refusal: Refusal, json: &str) -> Option<&'static str> {
    let plain = json.strip_prefix('"').and_then(|text| text.strip_suffix('"')).filter(|text| is_plain(text.as_bytes()));
    match plain {
        Some(text) => refusal(text),
        None => refusal(&serde_json::from_str::<String>(json).ok()?),
    }
}

/// Read a value in which a text that is no id may be read as any id, and tell how many were. If there was one, the value must not be
/// used, and may not be what it would be otherwise.
pub(crate) fn postponing<R>(read: impl FnOnce() -> R) -> (R, usize) {
    struct Restore(Option<usize>);

    impl Drop for Restore {
        fn drop(&mut self) {
            REFUSED.set(self.0);
        }
    }

    let _restore = Restore(REFUSED.replace(Some(0)));
    let value = read();
    (value, REFUSED.get().unwrap_or_default())
}

/// The id that this text is; or any, where it can be said later that it is none.
pub(super) fn read<T: Id>(text: &str) -> Result<T, T::Err> {
    text.parse().or_else(|error| {
        let refused = REFUSED.get().ok_or(error)?;
        REFUSED.set(Some(refused + 1));
        Ok(T::any())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jid(text: &str) -> Option<Jid> {
        serde_json::from_str(&format!("\"{text}\"")).ok()
    }

    #[test]
    fn an_id_is_refused_at_once_unless_somebody_postpones_it() {
        assert_eq!(jid("nobody"), None);
        let (both, refused) = postponing(|| (jid("nobody"), jid("1@lid")));
        assert_eq!((both.0.is_some(), both.1.unwrap().as_str(), refused), (true, "1@lid", 1));
        assert_eq!(jid("nobody"), None);
    }

    #[test]
    fn one_reading_inside_another_counts_for_itself() {
        let (inner, refused) = postponing(|| {
            assert!(jid("nobody").is_some());
            postponing(|| (jid("nobody"), jid("nobody"))).1
        });
        assert_eq!((inner, refused), (2, 1));
        let panicked = std::panic::catch_unwind(|| postponing(|| panic!("inside")));
        assert!(panicked.is_err());
        assert_eq!(jid("nobody"), None);
    }
}
