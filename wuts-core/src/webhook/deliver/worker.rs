use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::oneshot;
use tokio::task::{Id, JoinError, JoinHandle, JoinSet};
use tokio::time::{Instant, sleep, timeout_at};

use super::attempt::{Report, Sender};
use super::judge::judge;
use super::load::{Load, REST_AFTER};
use super::store::{Claimed, Settlement, Step, micros};
use super::{Outbox, metrics, now};

/// How often old rows are removed and the oldest is looked at.
const HOUSEKEEPING: std::time::Duration = std::time::Duration::from_secs(10);
/// How many old rows are removed at once.
const PURGED: i64 = 1000;

/// The task that delivers. Dropped, it is cut off: what it had claimed is claimed again when its leases end.
#[derive(Debug)]
#[must_use = "dropped workers stop delivering"]
pub struct Workers {
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Workers {
    pub(super) fn start(outbox: Outbox, sender: Sender) -> Self {
        let (stop, stopped) = oneshot::channel();
        let worker = Worker::new(outbox, sender);
        Self { stop: Some(stop), task: tokio::spawn(worker.run(stopped)) }
    }

    /// Claim nothing more, let what runs finish within [`stop_within`](super::Settings::stop_within), and give the rest back.
    pub async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            // A task that is gone has stopped.
            let _ = stop.send(());
        }
        if let Err(error) = (&mut self.task).await {
            tracing::error!(%error, "the webhook workers ended early");
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Claims, lets attempts run, and settles them, one step after the other; only the attempts run side by side.
struct Worker {
    outbox: Outbox,
    sender: Arc<Sender>,
    running: JoinSet<Report>,
    /// What runs, by its task.
    held: HashMap<Id, Claimed>,
    /// Results that are not written down yet.
    unsettled: Vec<Settlement>,
    load: Load,
    kept_house: Option<Instant>,
}

impl Worker {
    fn new(outbox: Outbox, sender: Sender) -> Self {
        let settings = &outbox.settings;
        let load = Load::new(settings.in_flight, settings.in_flight_per_receiver, settings.lease_margin);
        let (running, held, unsettled) = (JoinSet::new(), HashMap::new(), Vec::new());
        Self { outbox, sender: Arc::new(sender), running, held, unsettled, load, kept_house: None }
    }

    async fn run(mut self, mut stopped: oneshot::Receiver<()>) {
        let outbox = self.outbox.clone();
        loop {
            self.settle().await;
            self.claim().await;
            self.keep_house().await;
            tokio::select! {
                // Stopped, or left by a handle that was dropped.
                _ = &mut stopped => break,
                Some(ended) = self.running.join_next_with_id() => self.note(ended),
                () = outbox.wake.notified() => {}
                () = sleep(outbox.settings.poll) => {}
            }
            while let Some(ended) = self.running.try_join_next_with_id() {
                self.note(ended);
            }
        }
        self.finish().await;
    }

    /// Start attempts at what is to be sent. Nothing is claimed while results wait for the database.
    async fn claim(&mut self) {
        if !self.unsettled.is_empty() {
            return;
        }
        self.load.recount(self.held.values().map(|claimed| claimed.device_id.as_str()));
        if self.load.is_full() {
            return;
        }
        match self.outbox.store.claim(now().as_microsecond(), &mut self.load).await {
            Ok(claimed) => claimed.into_iter().for_each(|claimed| self.start(claimed)),
            Err(error) => tracing::warn!(%error, "webhook deliveries could not be claimed"),
        }
    }

    fn start(&mut self, claimed: Claimed) {
        let (sender, attempted) = (self.sender.clone(), claimed.clone());
        // Counted from the claim, so that an attempt ends before its lease does.
        let deadline = Instant::now() + claimed.receiver.timeout;
        let task = self.running.spawn(async move { sender.attempt(&attempted, deadline).await });
        self.held.insert(task.id(), claimed);
    }

    fn note(&mut self, ended: Result<(Id, Report), JoinError>) {
        match ended {
            Ok((id, report)) => {
                if let Some(claimed) = self.held.remove(&id) {
                    self.unsettled.push(judge(claimed, report, &self.outbox.settings.schedule, now()));
                }
            }
            Err(error) => {
                // The lease ends, and another attempt is made.
                tracing::error!(%error, "a webhook attempt broke off");
                self.held.remove(&error.id());
            }
        }
    }

    /// Write results down. If that fails they are kept and written later.
    async fn settle(&mut self) {
        if self.unsettled.is_empty() {
            return;
        }
        self.unsettled.sort_by_key(|settlement| settlement.lease.seq);
        let (now, schedule) = (now().as_microsecond(), self.outbox.settings.schedule);
        let rest = |failures: i64| {
            let nth = u32::try_from(failures - REST_AFTER + 1).unwrap_or(u32::MAX);
            now.saturating_add(micros(schedule.delay(nth, now.unsigned_abs(), None)))
        };
        match self.outbox.store.settle(&self.unsettled, now, rest).await {
            Ok(changed) => {
                let settlements = self.unsettled.drain(..).zip(changed);
                settlements.filter(|(_, changed)| *changed).for_each(|(settlement, _)| tell(&settlement, now));
            }
            Err(error) => tracing::warn!(%error, "webhook results could not be written down; they will be"),
        }
    }

    /// Now and then: remove what was delivered long ago, and tell the age of the oldest.
    async fn keep_house(&mut self) {
        if self.kept_house.is_some_and(|at| at.elapsed() < HOUSEKEEPING) {
            return;
        }
        let now = now().as_microsecond();
        let before = now.saturating_sub(micros(self.outbox.settings.keep_delivered));
        match self.outbox.store.purge(before, PURGED).await {
            // There may be more; go on at the next turn.
            Ok(purged) if purged >= PURGED.unsigned_abs() => {}
            Ok(_) => self.kept_house = Some(Instant::now()),
            Err(error) => tracing::warn!(%error, "old webhook deliveries could not be removed"),
        }
        match self.outbox.store.oldest().await {
            Ok(oldest) => ::metrics::gauge!(metrics::OLDEST).set(oldest.map_or(0.0, |oldest| seconds(now - oldest))),
            Err(error) => tracing::warn!(%error, "the oldest webhook delivery could not be looked up"),
        }
    }

    /// Let what runs end in its time, and give the rest back.
    async fn finish(mut self) {
        let deadline = Instant::now() + self.outbox.settings.stop_within;
        while let Ok(Some(ended)) = timeout_at(deadline, self.running.join_next_with_id()).await {
            self.note(ended);
            self.settle().await;
        }
        self.running.shutdown().await;
        self.settle().await;
        let leases: Vec<_> = self.held.values().map(|claimed| claimed.lease).collect();
        if let Err(error) = self.outbox.store.release(&leases, now().as_microsecond()).await {
            tracing::warn!(%error, "webhook deliveries could not be given back; their leases will end");
        }
    }
}

/// Count a result that changed its delivery, and log it.
fn tell(settlement: &Settlement, now: i64) {
    let Settlement { id, device_id, status, error, .. } = settlement;
    match settlement.step {
        Step::Delivered => {
            ::metrics::counter!(metrics::DELIVERED).increment(1);
            ::metrics::histogram!(metrics::LATENCY).record(seconds(now - settlement.created_at));
            tracing::debug!(id, device_id, status, "webhook delivered");
        }
        Step::Retry { .. } => {
            ::metrics::counter!(metrics::RETRIED).increment(1);
            tracing::info!(id, device_id, status, error, "webhook not delivered yet");
        }
        Step::Failed => {
            ::metrics::counter!(metrics::FAILED).increment(1);
            tracing::warn!(id, device_id, status, error, "webhook failed");
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "of microseconds since the epoch every one is told apart for centuries")]
fn seconds(micros: i64) -> f64 {
    micros as f64 / 1e6
}
