use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;

use super::{Resolver, Schedule, SystemResolver};

/// How an [`Outbox`](super::Outbox) works. Everything has a default.
///
/// ```
/// use std::time::Duration;
/// use wuts_core::webhook::deliver::Settings;
///
/// // For development: receivers on this machine, over plain HTTP too.
/// let settings = Settings { networks: vec!["127.0.0.0/8".parse()?], ..Settings::default() };
/// # assert_eq!(settings.poll, Duration::from_secs(1));
/// # Ok::<(), ipnet::AddrParseError>(())
/// ```
#[derive(Clone)]
pub struct Settings {
    /// The delays between attempts.
    pub schedule: Schedule,
    /// The most attempts that run at once in this process: 64.
    pub in_flight: usize,
    /// The most attempts that run at once in this process for one receiver: 8.
    pub in_flight_per_receiver: usize,
    /// The most deliveries that may wait: 100,000. [`OutboxError::Full`](super::OutboxError::Full) beyond it.
    ///
    /// Two transactions at the same time do not see each other's deliveries, so that the table can get a little fuller.
    pub max_pending: u32,
    /// The most deliveries that may wait for one receiver: 50,000, so that a dead one does not fill the table alone.
    pub max_pending_per_receiver: u32,
    /// How often the table is looked at when nothing wakes the workers: every second.
    pub poll: Duration,
    /// How much longer a claim lasts than the receiver's timeout: 30 seconds. After it, another worker may claim the delivery.
    ///
    /// It has to be longer than the clocks of the processes are apart and a result takes to be written down.
    pub lease_margin: Duration,
    /// How long the attempts that run may go on after a stop: 10 seconds. Then they are given back.
    pub stop_within: Duration,
    /// How long a delivery and its attempts are kept after it was delivered: a day. What has failed is kept until it is sent
    /// again or discarded.
    pub keep_delivered: Duration,
    /// Networks that deliveries may go to besides the public internet, over plain HTTP too: none.
    pub networks: Vec<IpNet>,
    /// Root certificates in PEM to trust besides those of the system: none.
    pub root_certificates: Vec<Vec<u8>>,
    /// Finds the addresses of a host: the system's resolver.
    pub resolver: Arc<dyn Resolver>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            schedule: Schedule::default(),
            in_flight: 64,
            in_flight_per_receiver: 8,
            max_pending: 100_000,
            max_pending_per_receiver: 50_000,
            poll: Duration::from_secs(1),
            lease_margin: Duration::from_secs(30),
            stop_within: Duration::from_secs(10),
            keep_delivered: Duration::from_hours(24),
            networks: Vec::new(),
            root_certificates: Vec::new(),
            resolver: Arc::new(SystemResolver),
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("schedule", &self.schedule)
            .field("in_flight", &self.in_flight)
            .field("in_flight_per_receiver", &self.in_flight_per_receiver)
            .field("max_pending", &self.max_pending)
            .field("max_pending_per_receiver", &self.max_pending_per_receiver)
            .field("poll", &self.poll)
            .field("lease_margin", &self.lease_margin)
            .field("stop_within", &self.stop_within)
            .field("keep_delivered", &self.keep_delivered)
            .field("networks", &self.networks)
            .finish_non_exhaustive()
    }
}
