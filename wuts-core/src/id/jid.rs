use std::str::FromStr;

use super::postponed::IdText;
use super::text::text_on_the_wire;

/// What a [`Jid`] points at; the part behind the `@` decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JidKind {
    /// A person by phone number: `5511999999999@s.whatsapp.net`.
    User,
    /// A group or community: `120363039000000000@g.us`.
    Group,
    /// A newsletter, also called channel: `120363039000000000@newsletter`.
    Newsletter,
    /// A person by hidden id: `112233445566778@lid`.
    Lid,
    /// A broadcast list, or `status@broadcast`.
    Broadcast,
}

impl JidKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::User, Self::Group, Self::Newsletter, Self::Lid, Self::Broadcast];

    /// The part behind the `@`.
    pub const fn server(self) -> &'static str {
        match self {
            Self::User => "s.whatsapp.net",
            Self::Group => "g.us",
            Self::Newsletter => "newsletter",
            Self::Lid => "lid",
            Self::Broadcast => "broadcast",
        }
    }

    fn of_server(server: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.server() == server)
    }

    /// Whether `user` may stand before the `@` of this kind.
    fn accepts(self, user: &str) -> bool {
        match self {
            Self::User => {
                let (number, device) = split(user, b':');
                digits(number, 5, 20) && digits(device, 1, 5)
            }
            Self::Group => {
                let (id, created) = split(user, b'-');
                digits(id, 5, 25) && digits(created, 1, 15)
            }
            Self::Newsletter => digits(user, 5, 25),
            Self::Lid => {
                let (id, device) = split(user, b':');
                (1..=32).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric()) && digits(device, 1, 5)
            }
            Self::Broadcast => user == "status" || digits(user, 5, 25),
        }
    }
}

/// What stands before and after an ASCII character; a `0` where it is missing.
fn split(text: &str, between: u8) -> (&str, &str) {
    text.bytes().position(|byte| byte == between).map_or((text, "0"), |at| (&text[..at], &text[at + 1..]))
}

fn digits(text: &str, min: usize, max: usize) -> bool {
    (min..=max).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// The address of a chat or a person: `5511999999999@s.whatsapp.net`.
///
/// The five kinds of the contract and their grammar (lengths are this project's):
///
/// | kind | before the `@` |
/// | --- | --- |
/// | [`User`](JidKind::User) | 5 to 20 digits, then perhaps `:` and a device number |
/// | [`Group`](JidKind::Group) | 5 to 25 digits, then perhaps `-` and a creation time |
/// | [`Newsletter`](JidKind::Newsletter) | 5 to 25 digits |
/// | [`Lid`](JidKind::Lid) | 1 to 32 letters or digits, then perhaps `:` and a device number |
/// | [`Broadcast`](JidKind::Broadcast) | `status`, or 5 to 25 digits |
///
/// ```
/// use wuts_core::id::{Jid, JidKind};
///
/// let jid: Jid = "5511999999999@s.whatsapp.net".parse()?;
/// assert_eq!(jid.kind(), JidKind::User);
/// assert_eq!(jid.user(), "5511999999999");
/// assert!("5511999999999".parse::<Jid>().is_err());
/// # Ok::<(), wuts_core::id::InvalidJid>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Jid(IdText<JidKind>);

impl Jid {
    /// The address with these parts, of which the caller knows that they fit.
    pub(super) fn of_parts(user: &str, kind: JidKind) -> Self {
        Self(IdText::new(format!("{user}@{}", kind.server()), kind))
    }

    /// What it points at.
    pub const fn kind(&self) -> JidKind {
        self.0.kind
    }

    /// The part before the `@`.
    pub fn user(&self) -> &str {
        let text = self.as_str();
        &text[..text.len() - self.server().len() - 1]
    }

    /// The part behind the `@`.
    pub const fn server(&self) -> &'static str {
        self.kind().server()
    }

    /// The whole address.
    pub const fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for Jid {
    type Err = InvalidJid;

    fn from_str(text: &str) -> Result<Self, InvalidJid> {
        // Byte by byte: the texts are short, and searching as `str` does costs more to begin.
        let at = text.bytes().rposition(|byte| byte == b'@').ok_or(InvalidJid::NoServer)?;
        let (user, server) = (&text[..at], &text[at + 1..]);
        let kind = JidKind::of_server(server).ok_or(InvalidJid::UnknownServer)?;
        if !kind.accepts(user) {
            return Err(InvalidJid::User(kind));
        }
        Ok(Self(IdText::new(text, kind)))
    }
}

text_on_the_wire!(Jid, InvalidJid, "a JID such as 5511999999999@s.whatsapp.net", |text| IdText::standing_for(
    text,
    "status@broadcast",
    JidKind::Broadcast
));

/// Why a text is no [`Jid`]. Its `Display` says what to write and never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidJid {
    /// There is no `@`.
    NoServer,
    /// The part behind the `@` is none of the five that exist.
    UnknownServer,
    /// The part before the `@` does not fit this kind.
    User(JidKind),
}

impl InvalidJid {
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::NoServer => "must be a full JID such as 5511999999999@s.whatsapp.net or 120363039000000000@g.us",
            Self::UnknownServer => "must be a JID that ends in @s.whatsapp.net, @g.us, @newsletter, @lid or @broadcast",
            Self::User(JidKind::User) => "must have a phone number of 5 to 20 digits before @s.whatsapp.net",
            Self::User(JidKind::Group) => "must have an id of 5 to 25 digits before @g.us",
            Self::User(JidKind::Newsletter) => "must have an id of 5 to 25 digits before @newsletter",
            Self::User(JidKind::Lid) => "must have an id of 1 to 32 letters or digits before @lid",
            Self::User(JidKind::Broadcast) => "must have `status` or an id of 5 to 25 digits before @broadcast",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_the_contract_is_read() {
        for (text, kind, user) in [
            ("5511999999999@s.whatsapp.net", JidKind::User, "5511999999999"),
            ("5511999999999:12@s.whatsapp.net", JidKind::User, "5511999999999:12"),
            ("120363039000000000@g.us", JidKind::Group, "120363039000000000"),
            ("5511999999999-1400000000@g.us", JidKind::Group, "5511999999999-1400000000"),
            ("120363039000000000@newsletter", JidKind::Newsletter, "120363039000000000"),
            ("112233445566778@lid", JidKind::Lid, "112233445566778"),
            ("abcd@lid", JidKind::Lid, "abcd"),
            ("status@broadcast", JidKind::Broadcast, "status"),
        ] {
            let jid: Jid = text.parse().unwrap();
            assert_eq!((jid.kind(), jid.user(), jid.as_str()), (kind, user, text));
            assert_eq!(serde_json::to_string(&jid).unwrap(), format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Jid>(&format!("\"{text}\"")).unwrap(), jid);
        }
    }

    #[test]
    fn what_is_no_jid_is_refused_with_its_reason() {
        use InvalidJid::{NoServer, UnknownServer, User};
        for (text, reason) in [
            ("", NoServer),
            ("5511999999999", NoServer),
            ("5511999999999@c.us", UnknownServer),
            ("5511999999999@", UnknownServer),
            ("5511999999999@S.WHATSAPP.NET", UnknownServer),
            ("@s.whatsapp.net", User(JidKind::User)),
            ("+5511999999999@s.whatsapp.net", User(JidKind::User)),
            ("5511999999999@5511999999999@s.whatsapp.net", User(JidKind::User)),
            ("5511999999999:@s.whatsapp.net", User(JidKind::User)),
            ("٥٥١١٩٩٩٩٩@s.whatsapp.net", User(JidKind::User)),
            ("12-34-56@g.us", User(JidKind::Group)),
            ("news@newsletter", User(JidKind::Newsletter)),
            ("a b@lid", User(JidKind::Lid)),
            ("everyone@broadcast", User(JidKind::Broadcast)),
        ] {
            assert_eq!(text.parse::<Jid>(), Err(reason), "{text}");
        }
    }
}
