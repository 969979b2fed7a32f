//! What an attempt means: pure, from the status or the failure to what happens next.

/// What happens to a delivery after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The receiver has it.
    Delivered,
    /// Another attempt may succeed.
    Retry,
    /// No other attempt would.
    Final,
    /// The receiver wants nothing any more.
    Gone,
}

/// Why there was no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The time was up.
    Timeout,
    /// No connection, no TLS, no name, a reset, an answer that is no HTTP.
    Connection,
    /// Every address of the host is closed to deliveries.
    Refused,
    /// The request cannot be made, such as for an id that fits in no header.
    Unsendable,
}

impl Failure {
    /// A name for the list of attempts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::Connection => "connection",
            Self::Refused => "address refused",
            Self::Unsendable => "cannot be sent",
        }
    }
}

/// What a status means. Redirects are not followed, so they are as final as a 4xx.
pub(super) const fn of_status(status: u16) -> Outcome {
    match status {
        200..=299 => Outcome::Delivered,
        410 => Outcome::Gone,
        // Too slow a request, too early, too many: each says that later is better.
        408 | 425 | 429 | 500..=599 => Outcome::Retry,
        _ => Outcome::Final,
    }
}

/// What a failure means. A name may point elsewhere tomorrow, so a refused address is no end.
pub(super) const fn of_failure(failure: Failure) -> Outcome {
    match failure {
        Failure::Timeout | Failure::Connection | Failure::Refused => Outcome::Retry,
        Failure::Unsendable => Outcome::Final,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_its_outcome() {
        let of = |outcome| (100..=999).filter(|status| of_status(*status) == outcome).collect::<Vec<_>>();
        assert_eq!(of(Outcome::Delivered), (200..300).collect::<Vec<_>>());
        assert_eq!(of(Outcome::Gone), [410]);
        assert_eq!(of(Outcome::Retry), [408, 425, 429].into_iter().chain(500..600).collect::<Vec<_>>());
        for status in [100, 301, 304, 307, 400, 401, 404, 409, 411, 422, 428, 600] {
            assert_eq!(of_status(status), Outcome::Final, "{status}");
        }
    }

    #[test]
    fn what_may_pass_is_tried_again() {
        for failure in [Failure::Timeout, Failure::Connection, Failure::Refused] {
            assert_eq!(of_failure(failure), Outcome::Retry, "{failure:?}");
        }
        assert_eq!(of_failure(Failure::Unsendable), Outcome::Final);
    }
}
