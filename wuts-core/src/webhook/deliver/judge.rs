//! From the report of an attempt to what is written down: pure.

use jiff::Timestamp;

use super::Schedule;
use super::attempt::{Answer, Report, Unanswered};
use super::outcome::{Outcome, of_failure, of_status};
use super::store::{Claimed, Health, Settlement, Step, micros};

/// The longest text of an error that is kept, in bytes.
const DETAIL: usize = 500;

/// What becomes of a delivery, and what is known of its receiver, after an attempt that was settled at `now`.
pub(super) fn judge(claimed: Claimed, report: Report, schedule: &Schedule, now: Timestamp) -> Settlement {
    let outcome = match &report.result {
        Ok(answer) => of_status(answer.status),
        Err(unanswered) => of_failure(unanswered.failure),
    };
    let asked = report.result.as_ref().ok().and_then(|answer| answer.retry_after);
    let later = |delay| now.as_microsecond().saturating_add(micros(delay));
    let is_last = claimed.attempts > i64::from(claimed.receiver.retries());
    let attempt = u32::try_from(claimed.attempts).unwrap_or(u32::MAX);
    let step = match outcome {
        Outcome::Delivered => Step::Delivered,
        Outcome::Retry if !is_last => Step::Retry { due_at: later(schedule.delay(attempt, seed(&claimed), asked)) },
        Outcome::Retry | Outcome::Final | Outcome::Gone => Step::Failed,
    };
    let health = match (outcome, &report.result, asked) {
        (Outcome::Gone, ..) => Health::Gone,
        (Outcome::Retry, Ok(Answer { status: 429 | 503, .. }), Some(_)) => {
            Health::Busy { until: later(schedule.delay(1, seed(&claimed), asked)) }
        }
        (Outcome::Retry, ..) => Health::Unwell,
        (Outcome::Delivered | Outcome::Final, ..) => Health::Well,
    };
    let (status, error, answer) = match report.result {
        Ok(Answer { status, beginning, .. }) => (Some(status), None, beginning),
        Err(unanswered) => (None, Some(describe(&unanswered)), Vec::new()),
    };
    let Claimed { lease, id, device_id, version, created_at, .. } = claimed;
    let (at, elapsed_us) = (report.at.as_microsecond(), micros(report.elapsed));
    Settlement { lease, id, device_id, version, created_at, at, elapsed_us, status, error, answer, step, health }
}

/// Tells rows and their claims apart, so that what failed together does not come back together.
fn seed(claimed: &Claimed) -> u64 {
    claimed.lease.seq.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ claimed.lease.claim.unsigned_abs()
}

fn describe(unanswered: &Unanswered) -> String {
    let Unanswered { failure, detail } = unanswered;
    let mut text = format!("{}: {detail}", failure.name()).replace('\0', "");
    text.truncate(text.floor_char_boundary(DETAIL));
    text
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::*;
    use crate::webhook::deliver::Receiver;
    use crate::webhook::deliver::outcome::Failure;
    use crate::webhook::deliver::store::Lease;

    fn claimed(attempts: i64) -> Claimed {
        Claimed {
            lease: Lease { seq: 1, claim: attempts },
            id: "1".to_owned(),
            device_id: "d".to_owned(),
            body: "{}".to_owned(),
            attempts,
            created_at: 0,
            version: 0,
            receiver: Arc::new(Receiver::new("https://example.com").unwrap().retry_attempts(2)),
        }
    }

    fn after(attempts: i64, status: u16, retry_after: Option<u64>) -> (Step, Health) {
        let retry_after = retry_after.map(Duration::from_secs);
        let result = Ok(Answer { status, retry_after, beginning: Vec::new() });
        let report = Report { at: Timestamp::UNIX_EPOCH, elapsed: Duration::ZERO, result };
        let settlement = judge(claimed(attempts), report, &Schedule::default(), Timestamp::UNIX_EPOCH);
        (settlement.step, settlement.health)
    }

    #[test]
    fn the_first_attempt_and_every_retry_count() {
        for attempts in [1, 2] {
            assert!(matches!(after(attempts, 500, None), (Step::Retry { .. }, Health::Unwell)), "{attempts}");
        }
        assert_eq!(after(3, 500, None), (Step::Failed, Health::Unwell));
        assert_eq!(after(3, 200, None), (Step::Delivered, Health::Well));
    }

    #[test]
    fn a_final_answer_ends_it_at_once_and_shows_a_receiver_that_answers() {
        assert_eq!(after(1, 404, None), (Step::Failed, Health::Well));
        assert_eq!(after(1, 302, None), (Step::Failed, Health::Well));
        assert_eq!(after(1, 410, None), (Step::Failed, Health::Gone));
    }

    #[test]
    fn a_busy_receiver_is_left_alone_for_as_long_as_it_asks() {
        let until = 3_600_000_000;
        assert_eq!(after(1, 429, Some(3600)), (Step::Retry { due_at: until }, Health::Busy { until }));
        assert_eq!(after(1, 503, Some(3600)), (Step::Retry { due_at: until }, Health::Busy { until }));
        assert_eq!(after(1, 500, Some(3600)), (Step::Retry { due_at: until }, Health::Unwell));
    }

    #[test]
    fn an_error_is_kept_short_and_without_what_a_database_refuses() {
        let unanswered = Unanswered { failure: Failure::Connection, detail: format!("\0{}", "é".repeat(500)) };
        let text = describe(&unanswered);
        assert!(text.starts_with("connection: é") && text.len() <= DETAIL, "{text}");
    }
}
