//! The one table of event names, in the order of the contract.

use std::str::FromStr;

use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::{EventData, HistorySync, MessageReceived, RawData};

macro_rules! events {
    ($($variant:ident($payload:ty) = $name:literal;)*) => {
        /// What happened: one of the contract's 58 events with its payload, or one that this version does not know.
        ///
        /// Payloads are typed where the contract or this project defines them; the others are [`RawData`], which
        /// [`parse`](RawData::parse) reads as any type. New events come with new versions of the contract: an event of an
        /// unknown name keeps its name and its payload and is written out unchanged.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Event {
            $(#[doc = concat!("`", $name, "`")] $variant($payload),)*
            /// An event of a name that this version does not know.
            Unknown {
                /// The name.
                name: String,
                /// The payload.
                data: RawData,
            },
        }

        /// The name of an event that this version knows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum EventKind {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl EventKind {
            /// Every event, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name on the wire.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }

        impl FromStr for EventKind {
            type Err = UnknownEventName;

            fn from_str(name: &str) -> Result<Self, UnknownEventName> {
                match name {
                    $($name => Ok(Self::$variant),)*
                    _ => Err(UnknownEventName),
                }
            }
        }

        impl Event {
            /// The name on the wire.
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $name,)*
                    Self::Unknown { name, .. } => name,
                }
            }

            /// Which event it is, if this version knows it.
            pub const fn kind(&self) -> Option<EventKind> {
                match self {
                    $(Self::$variant(_) => Some(EventKind::$variant),)*
                    Self::Unknown { .. } => None,
                }
            }

            /// The event with this name and this payload.
            ///
            /// # Errors
            ///
            /// The event has a typed payload, and `data` is none of that type.
            pub fn from_parts(name: &str, data: Box<RawValue>) -> Result<Self, serde_json::Error> {
                match name {
                    $($name => serde_json::from_str(data.get()).map(Self::$variant),)*
                    _ => Ok(Self::Unknown { name: name.to_owned(), data: data.into() }),
                }
            }
        }

        impl Serialize for EventData<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.0 {
                    $(Event::$variant(data) => data.serialize(serializer),)*
                    Event::Unknown { data, .. } => data.serialize(serializer),
                }
            }
        }
    };
}

events! {
    MessageReceived(MessageReceived) = "message.received";
    MessageSent(RawData) = "message.sent";
    MessageDelivered(RawData) = "message.delivered";
    MessageRead(RawData) = "message.read";
    MessageUndecryptable(RawData) = "message.undecryptable";
    MessageDeleteForMe(RawData) = "message.delete_for_me";
    MentionSent(RawData) = "mention.sent";
    MediaRetry(RawData) = "media.retry";
    DeviceConnected(RawData) = "device.connected";
    DeviceDisconnected(RawData) = "device.disconnected";
    DeviceLoggedOut(RawData) = "device.logged_out";
    ConnectionPairError(RawData) = "connection.pair_error";
    ConnectionStreamReplaced(RawData) = "connection.stream_replaced";
    ConnectionFailure(RawData) = "connection.failure";
    ConnectionTemporaryBan(RawData) = "connection.temporary_ban";
    ConnectionManualReconnect(RawData) = "connection.manual_reconnect";
    ConnectionKeepaliveTimeout(RawData) = "connection.keepalive_timeout";
    ConnectionKeepaliveRestored(RawData) = "connection.keepalive_restored";
    ContactPresence(RawData) = "contact.presence";
    ContactChanged(RawData) = "contact.changed";
    ContactPushname(RawData) = "contact.pushname";
    ContactAbout(RawData) = "contact.about";
    ContactPicture(RawData) = "contact.picture";
    ChatPresence(RawData) = "chat.presence";
    ChatMarkAsRead(RawData) = "chat.mark_as_read";
    ChatPin(RawData) = "chat.pin";
    ChatMute(RawData) = "chat.mute";
    ChatArchive(RawData) = "chat.archive";
    ChatDelete(RawData) = "chat.delete";
    ChatClear(RawData) = "chat.clear";
    GroupInfo(RawData) = "group.info";
    GroupJoined(RawData) = "group.joined";
    CallOffer(RawData) = "call.offer";
    CallAccept(RawData) = "call.accept";
    CallPreAccept(RawData) = "call.pre_accept";
    CallReject(RawData) = "call.reject";
    CallTerminate(RawData) = "call.terminate";
    CallRelayLatency(RawData) = "call.relay_latency";
    CallTransport(RawData) = "call.transport";
    CallUnknown(RawData) = "call.unknown";
    QrGenerated(RawData) = "qr.generated";
    PairSuccess(RawData) = "pair.success";
    IdentityChange(RawData) = "identity.change";
    PrivacyBlocklist(RawData) = "privacy.blocklist";
    PrivacySettings(RawData) = "privacy.settings";
    SettingsUnarchiveChats(RawData) = "settings.unarchive_chats";
    SettingsUserStatusMute(RawData) = "settings.user_status_mute";
    LabelEdit(RawData) = "label.edit";
    LabelAssociationChat(RawData) = "label.association_chat";
    LabelAssociationMessage(RawData) = "label.association_message";
    NewsletterJoin(RawData) = "newsletter.join";
    NewsletterLeave(RawData) = "newsletter.leave";
    NewsletterLiveUpdate(RawData) = "newsletter.live_update";
    NewsletterMuteChange(RawData) = "newsletter.mute_change";
    HistorySync(HistorySync) = "history.sync";
    OfflineSyncPreview(RawData) = "offline.sync_preview";
    OfflineSyncCompleted(RawData) = "offline.sync_completed";
    AppStateSyncComplete(RawData) = "app_state.sync_complete";
}

impl std::fmt::Display for EventKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for EventKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> serde::Deserialize<'de> for EventKind {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl serde::de::Visitor<'_> for Name {
            type Value = EventKind;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the name of an event")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<EventKind, E> {
                name.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Name)
    }
}

/// A text is the name of no event that this version knows. Its `Display` does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownEventName;

impl std::fmt::Display for UnknownEventName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("must be the name of an event, such as message.received")
    }
}

impl std::error::Error for UnknownEventName {}
