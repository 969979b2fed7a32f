//! A simulated phone: it answers from its archive, a moment after it was asked, as a real one does.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::mpsc;
use wuts_core::id::{Jid, JidKind};
use wuts_core::webhook::Event;
use wuts_core::webhook::event::{HistoryAnchor, HistorySync};

use crate::archive::Archive;
use crate::device::{Device, DeviceEvent, Refused};

/// The time that the answer takes.
const DELAY: Duration = Duration::from_millis(50);

/// A phone with an archive.
pub struct Phone {
    id: String,
    jid: Jid,
    archive: Archive,
    events: mpsc::Sender<DeviceEvent>,
}

impl Phone {
    /// A phone that is always connected and reports to `events`.
    pub fn new(id: impl Into<String>, jid: Jid, archive: Archive, events: mpsc::Sender<DeviceEvent>) -> Self {
        Self { id: id.into(), jid, archive, events }
    }
}

impl Device for Phone {
    fn id(&self) -> &str {
        &self.id
    }

    fn jid(&self) -> &Jid {
        &self.jid
    }

    fn is_connected(&self) -> bool {
        true
    }

    fn last_seen(&self) -> Timestamp {
        Timestamp::now()
    }

    fn request_history(
        &self,
        chat: Jid,
        anchor: HistoryAnchor,
    ) -> Pin<Box<dyn Future<Output = Result<(), Refused>> + Send + '_>> {
        Box::pin(async move {
            if chat.kind() == JidKind::Newsletter {
                return Err(Refused("a newsletter has no history on the phone".to_owned()));
            }
            let (archive, events, device_id) = (self.archive.clone(), self.events.clone(), self.id.clone());
            tokio::spawn(async move {
                tokio::time::sleep(DELAY).await;
                match archive.before(&chat, &anchor).await {
                    Ok((messages, has_more)) => {
                        let event = Event::HistorySync(HistorySync { request: anchor, chat_jid: chat, messages, has_more });
                        // The gateway has stopped listening: there is nobody left to tell.
                        let _ = events.send(DeviceEvent { device_id, event }).await;
                    }
                    Err(error) => tracing::error!(error, "the archive cannot be read"),
                }
            });
            Ok(())
        })
    }
}
