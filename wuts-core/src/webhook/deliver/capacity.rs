//! How full the table is: counted now and then, and carried forward in between.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a count is good for; other processes take deliveries, too.
const FRESH: Duration = Duration::from_secs(1);

/// The last counts of this process.
#[derive(Debug, Default)]
pub(super) struct Capacity(Mutex<Counts>);

/// The room for one more delivery.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room<'c> {
    pub capacity: &'c Capacity,
    /// The most that may wait.
    pub limit: u32,
    /// The most that may wait for one device.
    pub share: u32,
}

#[derive(Debug, Default)]
struct Counts {
    all: Option<Count>,
    of_device: HashMap<String, Count>,
}

/// How many waited, with those taken since.
#[derive(Clone, Copy, Debug)]
struct Count {
    number: i64,
    at: Instant,
}

impl Count {
    /// One more; whether the number is good and within the limit.
    fn add(count: Option<&mut Self>, limit: u32, now: Instant) -> bool {
        let Some(count) = count else { return false };
        count.number += 1;
        now.duration_since(count.at) < FRESH && count.number <= limit.into()
    }
}

impl Capacity {
    /// One more was taken: whether there was room in the table, and in the device's share. A `false` has to be counted.
    pub fn add(&self, device_id: &str, limit: u32, limit_per_device: u32, now: Instant) -> (bool, bool) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all = Count::add(counts.all.as_mut(), limit, now);
        let of_device = Count::add(counts.of_device.get_mut(device_id), limit_per_device, now);
        (all, of_device)
    }

    /// So many wait in all.
    pub fn counted(&self, number: i64, now: Instant) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.all = Some(Count { number, at: now });
        counts.of_device.retain(|_, count| now.duration_since(count.at) < FRESH);
    }

    /// So many wait of this device.
    pub fn counted_of(&self, device_id: &str, number: i64, now: Instant) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.of_device.insert(device_id.to_owned(), Count { number, at: now });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_carried_forward_up_to_the_limit_and_while_it_is_fresh() {
        let (capacity, now) = (Capacity::default(), Instant::now());
        assert_eq!(capacity.add("a", 3, 2, now), (false, false), "nothing was counted");
        capacity.counted(1, now);
        capacity.counted_of("a", 1, now);
        assert_eq!(capacity.add("a", 3, 2, now), (true, true));
        assert_eq!(capacity.add("a", 3, 2, now), (true, false), "the share is used up");
        assert_eq!(capacity.add("b", 3, 2, now), (false, false), "and so is the table; the other was never counted");
        capacity.counted(0, now);
        assert!(capacity.add("b", 3, 2, now).0);
        assert!(!capacity.add("b", 3, 2, now + FRESH).0, "others may have taken some");
    }
}
