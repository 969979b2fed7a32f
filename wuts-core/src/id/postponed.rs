//! How a request is read on where a text is no id, so that one pass finds what else is wrong with it: an id stands there for that text,
//! and keeps it.

use std::any::Any;
use std::cell::Cell;
use std::str::FromStr;

use super::{Jid, MessageId, Phone, Recipient};

thread_local! {
    /// While a request is read: how many texts were no ids.
    static REFUSED: Cell<Option<usize>> = const { Cell::new(None) };
}

/// An id that is text on the wire.
pub(crate) trait Id: FromStr + 'static {
    /// One that stands for a text that is none; `None` if the text is too long to be kept.
    fn standing_for(text: &str) -> Option<Self>;

    /// The text that it stands for, if it does.
    fn stands_for(&self) -> Option<&str>;

    /// What is wrong with a text that is none.
    fn refusal(text: &str) -> Option<&'static str>;
}

/// The text of an id with what is known of it. Behind its own there may be a text that it stands for, which nobody sees.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct IdText<K = ()> {
    whole: Box<str>,
    /// How many bytes of it are not its own: a space and the text that it stands for.
    kept: u32,
    pub(super) kind: K,
}

impl<K> IdText<K> {
    pub(super) fn new(text: impl Into<Box<str>>, kind: K) -> Self {
        Self { whole: text.into(), kept: 0, kind }
    }

    /// The text `own`, standing for another one; `None` if that is too long to be kept.
    pub(super) fn standing_for(text: &str, own: &str, kind: K) -> Option<Self> {
        let kept = u32::try_from(text.len() + 1).ok()?;
        let mut whole = String::with_capacity(own.len() + 1 + text.len());
        whole.push_str(own);
        whole.push(' ');
        whole.push_str(text);
        Some(Self { whole: whole.into(), kept, kind })
    }

    pub(super) const fn as_str(&self) -> &str {
        self.parts().0
    }

    pub(super) fn stands_for(&self) -> Option<&str> {
        self.parts().1.strip_prefix(' ')
    }

    const fn parts(&self) -> (&str, &str) {
        self.whole.split_at(self.whole.len() - self.kept as usize)
    }
}

/// The text for which a value stands, and what is wrong with it, if the value is an id that stands for another text.
pub(crate) fn refused(value: &dyn Any) -> Option<(&str, &'static str)> {
    fn of<T: Id>(value: &dyn Any) -> Option<(&str, &'static str)> {
        let text = value.downcast_ref::<T>()?.stands_for()?;
        Some((text, T::refusal(text)?))
    }

    of::<Jid>(value).or_else(|| of::<Recipient>(value)).or_else(|| of::<MessageId>(value)).or_else(|| of::<Phone>(value))
}

/// Read a value in which an id may stand for a text that is none, and tell how many do. If there is one, the value must not be used,
/// and may not be what it would be otherwise.
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

/// The id that this text is; or one that stands for it, where it can be said later that it is none.
pub(super) fn read<T: Id>(text: &str) -> Result<T, T::Err> {
    text.parse().or_else(|error| {
        let Some(refused) = REFUSED.get() else { return Err(error) };
        let id = T::standing_for(text).ok_or(error)?;
        REFUSED.set(Some(refused + 1));
        Ok(id)
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
        let (both, count) = postponing(|| (jid("nobody"), jid("1@lid")));
        assert_eq!((both.0.is_some(), both.1.unwrap().as_str(), count), (true, "1@lid", 1));
        assert_eq!(jid("nobody"), None);
    }

    #[test]
    fn an_id_keeps_the_text_that_it_stands_for_to_itself() {
        for text in ["", " ", "nobody", "é\u{1f980}"] {
            let id = postponing(|| jid(text)).0.unwrap();
            assert_eq!(refused(&id).unwrap().0, text);
            assert_eq!((id.as_str(), id.user(), format!("{id}")), ("status@broadcast", "status", id.as_str().to_owned()));
            assert_eq!(id.as_str().parse::<Jid>().unwrap().kind(), id.kind());
            let whom = postponing(|| serde_json::from_str::<Recipient>(&format!("\"{text}\""))).0.unwrap();
            assert_eq!((refused(&whom).unwrap().0, whom.as_str()), (text, "status@broadcast"));
        }
        let phone = postponing(|| serde_json::from_str::<Phone>("\"+0\"")).0.unwrap();
        assert_eq!((refused(&phone).unwrap().0, phone.as_str().parse::<Phone>().is_ok()), ("+0", true));
        let message = postponing(|| serde_json::from_str::<MessageId>("\"a b\"")).0.unwrap();
        assert_eq!((refused(&message).unwrap().0, message.as_str().parse::<MessageId>().is_ok()), ("a b", true));
        assert_eq!(refused(&jid("status@broadcast").unwrap()), None);
        assert_eq!(refused(&"status@broadcast "), None);
    }

    #[test]
    fn one_reading_inside_another_counts_for_itself() {
        let (inner, count) = postponing(|| {
            assert!(jid("nobody").is_some());
            postponing(|| (jid("nobody"), jid("nobody"))).1
        });
        assert_eq!((inner, count), (2, 1));
        let panicked = std::panic::catch_unwind(|| postponing(|| panic!("inside")));
        assert!(panicked.is_err());
        assert_eq!(jid("nobody"), None);
    }
}
