//! From what a device reports to a webhook: a row of the outbox, which delivers it.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use sqlx::{PgPool, SqlitePool};
use wuts_core::webhook::Delivery;
use wuts_core::webhook::deliver::{Enqueued, Outbox, Schedule, Settings};

use crate::device::DeviceEvent;
use crate::options::Options;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The outbox of this gateway: in its own file, or in the PostgreSQL that it shares with others.
pub async fn outbox(options: &Options, file: &SqlitePool) -> Result<Outbox, Failure> {
    let outbox = match &options.postgres {
        Some(url) => Outbox::postgres(PgPool::connect(url).await?),
        None => Outbox::sqlite(file.clone()),
    };
    let defaults = Settings::default();
    let milliseconds = |given: Option<u64>, default| given.map_or(default, Duration::from_millis);
    let unit = milliseconds(options.retry_unit, defaults.schedule.unit);
    let outbox = outbox.with(Settings {
        schedule: Schedule { unit, longest: unit * 360 },
        // What is to be tried again is found when the table is looked at.
        poll: defaults.poll.min(unit),
        lease_margin: milliseconds(options.lease_margin, defaults.lease_margin),
        // For receivers on this machine; what callers may configure beyond that is for `webhook_config` to say.
        networks: vec!["127.0.0.0/8".parse()?, "::1/128".parse()?],
        ..defaults
    });
    outbox.migrate().await?;
    Ok(outbox)
}

/// Takes what devices report. Clones share it.
#[derive(Clone)]
pub struct Reports {
    outbox: Outbox,
    user_id: Arc<str>,
}

impl Reports {
    /// Reports about the device of a user.
    pub fn new(outbox: Outbox, user_id: impl Into<Arc<str>>) -> Self {
        Self { outbox, user_id: user_id.into() }
    }

    /// Take a report. When this returns, it is on disk, or nobody wants it; one that was taken before changes nothing.
    pub async fn take(&self, report: DeviceEvent) -> Result<(), Failure> {
        let DeviceEvent { id, device_id, event } = report;
        let delivery = Delivery { id, ..Delivery::new(event, device_id, &*self.user_id, Timestamp::now()) };
        if self.outbox.enqueue(&delivery).await? == Enqueued::NotWanted {
            tracing::info!(id = delivery.id, event = delivery.event.name(), "no webhook wants this event");
        }
        Ok(())
    }
}
