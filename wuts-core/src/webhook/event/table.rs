//! The one table of events, in the order of the contract.

use super::{
    DeviceConnected, DeviceDisconnected, DeviceLoggedOut, DriftedEvent, HistorySync, MessageReceipt, MessageReceived,
    MessageSent, PairSuccess, QrGenerated, RawData, UnknownEvent,
};
use crate::WutsEvent;

/// What happened: one of the contract's 58 events with its payload, or one that this version does not know.
///
/// Payloads are typed where the contract or this project defines them; the others are [`RawData`], which
/// [`parse`](RawData::parse) reads as any type. New events come with new versions of the contract: an event of an
/// unknown name keeps its name and its payload, and a known one whose payload is not of its type keeps the payload and says
/// why. Both are written out unchanged.
#[derive(Clone, Debug, PartialEq, WutsEvent)]
#[wuts(crate = "crate", kinds = EventKind)]
#[non_exhaustive]
pub enum Event {
    /// `message.received`
    #[wuts(event = "message.received")]
    MessageReceived(MessageReceived),
    /// `message.sent`
    #[wuts(event = "message.sent")]
    MessageSent(MessageSent),
    /// `message.delivered`
    #[wuts(event = "message.delivered")]
    MessageDelivered(MessageReceipt),
    /// `message.read`
    #[wuts(event = "message.read")]
    MessageRead(MessageReceipt),
    /// `message.undecryptable`
    #[wuts(event = "message.undecryptable")]
    MessageUndecryptable(RawData),
    /// `message.delete_for_me`
    #[wuts(event = "message.delete_for_me")]
    MessageDeleteForMe(RawData),
    /// `mention.sent`
    #[wuts(event = "mention.sent")]
    MentionSent(RawData),
    /// `media.retry`
    #[wuts(event = "media.retry")]
    MediaRetry(RawData),
    /// `device.connected`
    #[wuts(event = "device.connected")]
    DeviceConnected(DeviceConnected),
    /// `device.disconnected`
    #[wuts(event = "device.disconnected")]
    DeviceDisconnected(DeviceDisconnected),
    /// `device.logged_out`
    #[wuts(event = "device.logged_out")]
    DeviceLoggedOut(DeviceLoggedOut),
    /// `connection.pair_error`
    #[wuts(event = "connection.pair_error")]
    ConnectionPairError(RawData),
    /// `connection.stream_replaced`
    #[wuts(event = "connection.stream_replaced")]
    ConnectionStreamReplaced(RawData),
    /// `connection.failure`
    #[wuts(event = "connection.failure")]
    ConnectionFailure(RawData),
    /// `connection.temporary_ban`
    #[wuts(event = "connection.temporary_ban")]
    ConnectionTemporaryBan(RawData),
    /// `connection.manual_reconnect`
    #[wuts(event = "connection.manual_reconnect")]
    ConnectionManualReconnect(RawData),
    /// `connection.keepalive_timeout`
    #[wuts(event = "connection.keepalive_timeout")]
    ConnectionKeepaliveTimeout(RawData),
    /// `connection.keepalive_restored`
    #[wuts(event = "connection.keepalive_restored")]
    ConnectionKeepaliveRestored(RawData),
    /// `contact.presence`
    #[wuts(event = "contact.presence")]
    ContactPresence(RawData),
    /// `contact.changed`
    #[wuts(event = "contact.changed")]
    ContactChanged(RawData),
    /// `contact.pushname`
    #[wuts(event = "contact.pushname")]
    ContactPushname(RawData),
    /// `contact.about`
    #[wuts(event = "contact.about")]
    ContactAbout(RawData),
    /// `contact.picture`
    #[wuts(event = "contact.picture")]
    ContactPicture(RawData),
    /// `chat.presence`
    #[wuts(event = "chat.presence")]
    ChatPresence(RawData),
    /// `chat.mark_as_read`
    #[wuts(event = "chat.mark_as_read")]
    ChatMarkAsRead(RawData),
    /// `chat.pin`
    #[wuts(event = "chat.pin")]
    ChatPin(RawData),
    /// `chat.mute`
    #[wuts(event = "chat.mute")]
    ChatMute(RawData),
    /// `chat.archive`
    #[wuts(event = "chat.archive")]
    ChatArchive(RawData),
    /// `chat.delete`
    #[wuts(event = "chat.delete")]
    ChatDelete(RawData),
    /// `chat.clear`
    #[wuts(event = "chat.clear")]
    ChatClear(RawData),
    /// `group.info`
    #[wuts(event = "group.info")]
    GroupInfo(RawData),
    /// `group.joined`
    #[wuts(event = "group.joined")]
    GroupJoined(RawData),
    /// `call.offer`
    #[wuts(event = "call.offer")]
    CallOffer(RawData),
    /// `call.accept`
    #[wuts(event = "call.accept")]
    CallAccept(RawData),
    /// `call.pre_accept`
    #[wuts(event = "call.pre_accept")]
    CallPreAccept(RawData),
    /// `call.reject`
    #[wuts(event = "call.reject")]
    CallReject(RawData),
    /// `call.terminate`
    #[wuts(event = "call.terminate")]
    CallTerminate(RawData),
    /// `call.relay_latency`
    #[wuts(event = "call.relay_latency")]
    CallRelayLatency(RawData),
    /// `call.transport`
    #[wuts(event = "call.transport")]
    CallTransport(RawData),
    /// `call.unknown`
    #[wuts(event = "call.unknown")]
    CallUnknown(RawData),
    /// `qr.generated`
    #[wuts(event = "qr.generated")]
    QrGenerated(QrGenerated),
    /// `pair.success`
    #[wuts(event = "pair.success")]
    PairSuccess(PairSuccess),
    /// `identity.change`
    #[wuts(event = "identity.change")]
    IdentityChange(RawData),
    /// `privacy.blocklist`
    #[wuts(event = "privacy.blocklist")]
    PrivacyBlocklist(RawData),
    /// `privacy.settings`
    #[wuts(event = "privacy.settings")]
    PrivacySettings(RawData),
    /// `settings.unarchive_chats`
    #[wuts(event = "settings.unarchive_chats")]
    SettingsUnarchiveChats(RawData),
    /// `settings.user_status_mute`
    #[wuts(event = "settings.user_status_mute")]
    SettingsUserStatusMute(RawData),
    /// `label.edit`
    #[wuts(event = "label.edit")]
    LabelEdit(RawData),
    /// `label.association_chat`
    #[wuts(event = "label.association_chat")]
    LabelAssociationChat(RawData),
    /// `label.association_message`
    #[wuts(event = "label.association_message")]
    LabelAssociationMessage(RawData),
    /// `newsletter.join`
    #[wuts(event = "newsletter.join")]
    NewsletterJoin(RawData),
    /// `newsletter.leave`
    #[wuts(event = "newsletter.leave")]
    NewsletterLeave(RawData),
    /// `newsletter.live_update`
    #[wuts(event = "newsletter.live_update")]
    NewsletterLiveUpdate(RawData),
    /// `newsletter.mute_change`
    #[wuts(event = "newsletter.mute_change")]
    NewsletterMuteChange(RawData),
    /// `history.sync`
    #[wuts(event = "history.sync")]
    HistorySync(HistorySync),
    /// `offline.sync_preview`
    #[wuts(event = "offline.sync_preview")]
    OfflineSyncPreview(RawData),
    /// `offline.sync_completed`
    #[wuts(event = "offline.sync_completed")]
    OfflineSyncCompleted(RawData),
    /// `app_state.sync_complete`
    #[wuts(event = "app_state.sync_complete")]
    AppStateSyncComplete(RawData),
    /// A known event whose payload is not of its type.
    #[wuts(drifted)]
    Drifted(DriftedEvent),
    /// An event of a name that this version does not know.
    #[wuts(unknown)]
    Unknown(UnknownEvent),
}

impl Event {
    /// The name on the wire.
    pub fn name(&self) -> &str {
        WutsEvent::name(self)
    }

    /// The event, unless its payload has drifted.
    ///
    /// # Errors
    ///
    /// The payload is not of its type.
    pub fn strict(self) -> Result<Self, DriftedEvent> {
        match self {
            Self::Drifted(event) => Err(event),
            event => Ok(event),
        }
    }
}
