//! When to try again: pure, `now` and the seed of the jitter are passed in.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// How much longer each delay is than the one before.
const FACTOR: f32 = 4.0;

/// How long a receiver may ask to be left alone: a day.
const LONGEST_RETRY_AFTER: Duration = Duration::from_hours(24);

/// The delays between the attempts at one delivery.
///
/// The delay before retry *n* is between *d* and 2*d* at random, with *d* = `unit` × 4ⁿ⁻¹, and never more than `longest`:
///
/// | retry | 1 | 2 | 3 | 4 | 5 and on |
/// | --- | --- | --- | --- | --- | --- |
/// | by default | 10 to 20 s | 40 to 80 s | 160 to 320 s | 11 to 22 min | 43 min to 1 h, then 1 h |
///
/// A `Retry-After` of the receiver, up to 24 hours, makes a delay longer, never shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The shortest delay before the first retry: 10 seconds.
    pub unit: Duration,
    /// The longest delay: 1 hour.
    pub longest: Duration,
}

impl Default for Schedule {
    fn default() -> Self {
        Self { unit: Duration::from_secs(10), longest: Duration::from_hours(1) }
    }
}

impl Schedule {
    /// The delay after the attempt of this number, counted from 1.
    ///
    /// ```
    /// use std::time::Duration;
    /// use wuts_core::webhook::deliver::Schedule;
    ///
    /// let delay = Schedule::default().delay(2, 7, None);
    /// assert!((40..80).contains(&delay.as_secs()));
    /// assert_eq!(Schedule::default().delay(2, 7, Some(Duration::from_secs(300))).as_secs(), 300);
    /// ```
    pub fn delay(&self, attempt: u32, seed: u64, retry_after: Option<Duration>) -> Duration {
        let mut delays = ExponentialBuilder::new()
            .with_min_delay(self.unit)
            .with_max_delay(self.longest)
            .with_factor(FACTOR)
            .without_max_times()
            .with_jitter_seed(seed ^ u64::from(attempt).rotate_left(32))
            .with_jitter()
            .build();
        // Nothing grows any more after the first few.
        let index = attempt.clamp(1, 64) as usize - 1;
        let delay = delays.nth(index).unwrap_or(self.longest).min(self.longest);
        retry_after.map_or(delay, |asked| delay.max(asked.min(LONGEST_RETRY_AFTER)))
    }
}

/// What a `Retry-After` header asks for at `now`: seconds, or a date. Nothing if it cannot be read.
pub(super) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are a long time.
        return Some(value.parse().map_or(LONGEST_RETRY_AFTER, Duration::from_secs));
    }
    let date = rfc2822::parse(value).ok()?.timestamp();
    Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_and_stay_within_their_bounds() {
        let schedule = Schedule::default();
        for seed in 0..200 {
            for (attempt, least, most) in
                [(1, 10, 20), (2, 40, 80), (3, 160, 320), (4, 640, 1280), (5, 2560, 3600), (6, 3600, 3600)]
            {
                let delay = schedule.delay(attempt, seed, None);
                assert!(Duration::from_secs(least) <= delay && delay <= Duration::from_secs(most), "{attempt} {seed} {delay:?}");
            }
            assert_eq!(schedule.delay(u32::MAX, seed, None), schedule.longest);
            assert_eq!(schedule.delay(0, seed, None).as_secs() / 10, 1);
        }
    }

    #[test]
    fn the_jitter_spreads_and_the_seed_decides_it() {
        let schedule = Schedule::default();
        let delays: std::collections::BTreeSet<_> = (0..100).map(|seed| schedule.delay(1, seed, None)).collect();
        assert!(delays.len() > 90, "{delays:?}");
        assert!(delays.last().unwrap().as_secs_f32() - delays.first().unwrap().as_secs_f32() > 8.0, "{delays:?}");
        assert_eq!(schedule.delay(2, 5, None), schedule.delay(2, 5, None));
    }

    #[test]
    fn what_the_receiver_asks_for_makes_a_delay_longer_only() {
        let schedule = Schedule::default();
        let asked = |seconds| schedule.delay(1, 1, Some(Duration::from_secs(seconds)));
        assert_eq!(asked(0), schedule.delay(1, 1, None));
        assert_eq!(asked(90), Duration::from_secs(90));
        assert_eq!(asked(7200), Duration::from_hours(2), "longer than the schedule's own longest");
        assert_eq!(asked(u64::MAX), Duration::from_hours(24));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "1994-11-06T08:49:07Z".parse().unwrap();
        for (value, seconds) in [
            ("0", Some(0)),
            (" 120 ", Some(120)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(30)),
            ("Sun, 06 Nov 1994 08:48:37 GMT", Some(0)),
            ("99999999999999999999999", Some(86_400)),
            ("", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
        ] {
            assert_eq!(retry_after(value, now), seconds.map(Duration::from_secs), "{value}");
        }
    }
}
