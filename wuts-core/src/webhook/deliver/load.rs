//! How much a worker may take on, and whose turn it is.

use std::collections::HashMap;
use std::time::Duration;

use super::store::micros;

/// After so many failures in a row a receiver rests, and then gets one attempt at a time until one succeeds.
pub(super) const REST_AFTER: i64 = 5;

/// The attempts that run, as seen by a claim, and where the last claim ended.
#[derive(Debug)]
pub(super) struct Load {
    limit: usize,
    limit_per_receiver: usize,
    margin: Duration,
    running: usize,
    running_per_receiver: HashMap<String, usize>,
    /// The device behind which the next claim begins.
    pub after: String,
    /// The lane behind which the next claim of a device begins; a device that is not here begins at its first.
    lanes: HashMap<String, String>,
}

impl Load {
    /// Nothing runs yet. A lease lasts `margin` longer than the attempt may.
    pub fn new(limit: usize, limit_per_receiver: usize, margin: Duration) -> Self {
        Self {
            limit: limit.max(1),
            limit_per_receiver: limit_per_receiver.max(1),
            margin,
            running: 0,
            running_per_receiver: HashMap::new(),
            after: String::new(),
            lanes: HashMap::new(),
        }
    }

    /// How many more attempts a receiver may have that failed so often in a row.
    pub fn room(&self, device_id: &str, failures: i64) -> usize {
        let limit = if failures >= REST_AFTER { 1 } else { self.limit_per_receiver };
        let running = self.running_per_receiver.get(device_id).copied().unwrap_or_default();
        limit.saturating_sub(running).min(self.limit.saturating_sub(self.running))
    }

    /// Whether nothing more may run.
    pub const fn is_full(&self) -> bool {
        self.running >= self.limit
    }

    /// The lane behind which a claim of this device begins.
    pub fn lane(&self, device_id: &str) -> String {
        self.lanes.get(device_id).cloned().unwrap_or_default()
    }

    /// So many attempts of a device were taken on; the next claim begins behind `lane`, or at the first.
    pub fn took(&mut self, device_id: &str, count: usize, lane: Option<&str>) {
        if count > 0 {
            self.running += count;
            *self.running_per_receiver.entry(device_id.to_owned()).or_default() += count;
        }
        match lane {
            Some(lane) => self.lanes.insert(device_id.to_owned(), lane.to_owned()),
            None => self.lanes.remove(device_id),
        };
    }

    /// The attempts that run are those at these devices.
    pub fn recount<'d>(&mut self, devices: impl Iterator<Item = &'d str>) {
        self.running = 0;
        self.running_per_receiver.clear();
        for device_id in devices {
            self.running += 1;
            *self.running_per_receiver.entry(device_id.to_owned()).or_default() += 1;
        }
    }

    /// When a lease that is taken now ends, in microseconds.
    pub fn lease_end(&self, now: i64, timeout: Duration) -> i64 {
        now.saturating_add(micros(timeout.saturating_add(self.margin)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_within_both_limits() {
        let mut load = Load::new(5, 3, Duration::ZERO);
        assert_eq!(load.room("a", 0), 3);
        load.took("a", 3, None);
        assert_eq!((load.room("a", 0), load.room("b", 0), load.is_full()), (0, 2, false));
        load.took("b", 2, None);
        assert!(load.is_full() && load.room("c", 0) == 0);
        load.recount(["a", "b", "a", "b"].into_iter());
        assert_eq!((load.room("a", 0), load.room("b", 0)), (1, 1));
    }

    #[test]
    fn a_receiver_that_rested_gets_one_attempt() {
        let mut load = Load::new(5, 3, Duration::ZERO);
        assert_eq!((load.room("a", REST_AFTER - 1), load.room("a", REST_AFTER)), (3, 1));
        load.took("a", 1, None);
        assert_eq!(load.room("a", REST_AFTER), 0);
    }

    #[test]
    fn a_lease_is_longer_than_the_attempt() {
        let load = Load::new(1, 1, Duration::from_secs(30));
        assert_eq!(load.lease_end(7, Duration::from_secs(10)), 40_000_007);
        assert_eq!(load.lease_end(i64::MAX - 1, Duration::MAX), i64::MAX);
    }
}
