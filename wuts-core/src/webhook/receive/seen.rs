use std::collections::{HashSet, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::auth::AuthenticateError;

/// Remembers the ids of deliveries that were handled, so that a repeat is known as one.
///
/// A sender repeats a delivery until it is answered by a 2xx, so an id is remembered only after that: a handler that failed
/// gets the delivery again. Two attempts that run at once are both new. A table with the id as its key is enough:
///
/// ```
/// use wuts_core::auth::AuthenticateError;
/// use wuts_core::jiff::Timestamp;
/// use wuts_core::webhook::SeenIds;
///
/// struct Table(/* a pool of connections */);
///
/// impl SeenIds for Table {
///     async fn contains(&self, id: &str, _now: Timestamp) -> Result<bool, AuthenticateError> {
///         // SELECT EXISTS (SELECT 1 FROM seen WHERE id = $1)
///         Ok(!id.is_empty() && false)
///     }
///
///     async fn insert(&self, id: &str, now: Timestamp) -> Result<(), AuthenticateError> {
///         // INSERT INTO seen (id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING
///         drop((id, now));
///         Ok(())
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not remember the ids of deliveries",
    label = "this type lacks `SeenIds`",
    note = "implement `wuts_core::webhook::SeenIds` for `{Self}`, or use `SeenInMemory`"
)]
pub trait SeenIds: Send + Sync + 'static {
    /// Whether a delivery of this id was handled before.
    fn contains(&self, id: &str, now: Timestamp) -> impl Future<Output = Result<bool, AuthenticateError>> + Send;

    /// Remember that it was handled.
    fn insert(&self, id: &str, now: Timestamp) -> impl Future<Output = Result<(), AuthenticateError>> + Send;
}

type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, AuthenticateError>> + Send + 'a>>;

/// [`SeenIds`] as an object.
pub(super) trait AnySeenIds: Send + Sync {
    fn contains<'a>(&'a self, id: &'a str, now: Timestamp) -> Answer<'a, bool>;
    fn insert<'a>(&'a self, id: &'a str, now: Timestamp) -> Answer<'a, ()>;
}

impl<T: SeenIds> AnySeenIds for T {
    fn contains<'a>(&'a self, id: &'a str, now: Timestamp) -> Answer<'a, bool> {
        Box::pin(SeenIds::contains(self, id, now))
    }

    fn insert<'a>(&'a self, id: &'a str, now: Timestamp) -> Answer<'a, ()> {
        Box::pin(SeenIds::insert(self, id, now))
    }
}

/// The ids of the last deliveries of this process, in memory: at most 100,000 of the last 24 hours unless told otherwise, the
/// oldest forgotten first.
#[derive(Debug)]
pub struct SeenInMemory {
    capacity: usize,
    age: Duration,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    ids: HashSet<Box<str>>,
    in_order: VecDeque<(Timestamp, Box<str>)>,
}

impl Default for SeenInMemory {
    fn default() -> Self {
        Self::new(100_000, Duration::from_hours(24))
    }
}

impl SeenInMemory {
    /// Remembers at most `capacity` ids, each for at most `age`.
    pub fn new(capacity: usize, age: Duration) -> Self {
        Self { capacity, age, seen: Mutex::default() }
    }

    fn forget(&self, seen: &mut Seen, now: Timestamp) {
        let is_old = |at: Timestamp| now.duration_since(at).unsigned_abs() > self.age && at < now;
        while seen.in_order.front().is_some_and(|(at, _)| seen.in_order.len() > self.capacity || is_old(*at)) {
            if let Some((_, id)) = seen.in_order.pop_front() {
                seen.ids.remove(&id);
            }
        }
    }
}

impl SeenIds for SeenInMemory {
    async fn contains(&self, id: &str, now: Timestamp) -> Result<bool, AuthenticateError> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        self.forget(&mut seen, now);
        Ok(seen.ids.contains(id))
    }

    async fn insert(&self, id: &str, now: Timestamp) -> Result<(), AuthenticateError> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.ids.insert(id.into()) {
            seen.in_order.push_back((now, id.into()));
        }
        self.forget(&mut seen, now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[tokio::test]
    async fn the_oldest_and_the_old_are_forgotten() {
        let seen = SeenInMemory::new(2, Duration::from_secs(100));
        for (id, second) in [("a", 0), ("b", 10), ("b", 20), ("c", 30)] {
            SeenIds::insert(&seen, id, at(second)).await.unwrap();
        }
        let known = async |id, second| SeenIds::contains(&seen, id, at(second)).await.unwrap();
        assert!(!known("a", 40).await, "there is room for two");
        assert!(known("b", 40).await && known("c", 40).await);
        assert!(!known("b", 111).await, "it is too long ago");
        assert!(known("c", 111).await);
    }
}
