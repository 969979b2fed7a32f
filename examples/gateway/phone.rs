//! A simulated phone: it answers from its archive, a moment after it was asked, as a real one does.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{Notify, watch};
use wuts_core::id::Jid;
use wuts_core::webhook::Event;
use wuts_core::webhook::event::{HistoryAnchor, HistorySync};

use crate::archive::Archive;
use crate::device::{Device, DeviceEvent, Refused};
use crate::reports::Reports;
use crate::requests::{OpenRequest, Requests};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The time that an answer takes.
const DELAY: Duration = Duration::from_millis(50);

/// How long it waits when an answer cannot be reported, such as when too many deliveries wait.
const PAUSE: Duration = Duration::from_secs(1);

/// A phone with an archive. Clones are the same phone.
#[derive(Clone)]
pub struct Phone {
    id: Arc<str>,
    jid: Jid,
    requests: Requests,
    asked: Arc<Notify>,
}

impl Phone {
    /// A phone that is always connected.
    pub fn new(id: impl Into<Arc<str>>, jid: Jid, requests: Requests) -> Self {
        Self { id: id.into(), jid, requests, asked: Arc::default() }
    }

    /// Answer what is asked, and what was asked before the last stop, until told to stop.
    pub async fn answer(self, mut answers: Answers, mut stopped: watch::Receiver<bool>) {
        loop {
            let working = async {
                match self.answer_first(&mut answers).await {
                    Ok(true) => {}
                    Ok(false) => self.asked.notified().await,
                    Err(error) => {
                        tracing::warn!(error, "the phone's answer waits");
                        tokio::time::sleep(PAUSE).await;
                    }
                }
            };
            tokio::select! {
                () = working => {}
                // A sender that is gone means the same as a stop.
                _ = stopped.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// Answer the oldest request, if there is one. It is forgotten only when its answer is in the outbox; the ids of the events
    /// come from the request, so that an answer that a stop has interrupted is not sent twice.
    async fn answer_first(&self, answers: &mut Answers) -> Result<bool, Failure> {
        let Some(request) = self.requests.first().await? else { return Ok(false) };
        let OpenRequest { id: request_id, chat, anchor, asked_at } = request;
        let passed = Timestamp::now().duration_since(asked_at).unsigned_abs();
        tokio::time::sleep(DELAY.saturating_sub(passed)).await;
        let (messages, has_more) = answers.archive.before(&chat, &anchor).await?;
        for part in HistorySync::new(anchor, chat, messages, has_more).split(answers.event_size)? {
            let id = format!("{request_id}-{}of{}", part.part, part.parts);
            answers.reports.take(DeviceEvent { id, device_id: self.id.to_string(), event: Event::HistorySync(part) }).await?;
        }
        self.requests.remove(request_id).await?;
        Ok(true)
    }
}

/// Where a phone's answers come from and go.
pub struct Answers {
    pub archive: Archive,
    pub reports: Reports,
    /// The most bytes of messages in one event.
    pub event_size: usize,
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
            self.requests.add(&chat, &anchor).await.map_err(|error| Refused(error.to_string()))?;
            self.asked.notify_one();
            Ok(())
        })
    }
}
