//! The names of the metrics, through the facade of the `metrics` crate; without a recorder they cost nothing.
//!
//! | name | kind | what |
//! | --- | --- | --- |
//! | [`ENQUEUED`] | counter | deliveries taken; one whose transaction is rolled back counts too |
//! | [`DELIVERED`] | counter | deliveries that a receiver answered with 2xx |
//! | [`FAILED`] | counter | deliveries given up |
//! | [`RETRIED`] | counter | attempts after which another one will come |
//! | [`OLDEST`] | gauge, seconds | the age of the oldest delivery that waits; 0 if none does |
//! | [`LATENCY`] | histogram, seconds | from taken to delivered |

/// Deliveries taken.
pub const ENQUEUED: &str = "wuts_webhook_enqueued_total";
/// Deliveries that a receiver answered with 2xx.
pub const DELIVERED: &str = "wuts_webhook_delivered_total";
/// Deliveries given up: after the last attempt, or after an answer that is final.
pub const FAILED: &str = "wuts_webhook_failed_total";
/// Attempts after which another one will come.
pub const RETRIED: &str = "wuts_webhook_retried_total";
/// The age of the oldest delivery that waits, in seconds.
pub const OLDEST: &str = "wuts_webhook_oldest_seconds";
/// From taken to delivered, in seconds.
pub const LATENCY: &str = "wuts_webhook_latency_seconds";

/// Give the recorder the units and descriptions.
pub(super) fn describe() {
    use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};
    describe_counter!(ENQUEUED, "webhook deliveries taken");
    describe_counter!(DELIVERED, "webhook deliveries that were answered with 2xx");
    describe_counter!(FAILED, "webhook deliveries given up");
    describe_counter!(RETRIED, "webhook attempts that are repeated");
    describe_gauge!(OLDEST, Unit::Seconds, "age of the oldest webhook delivery that waits");
    describe_histogram!(LATENCY, Unit::Seconds, "time from taken to delivered");
}
