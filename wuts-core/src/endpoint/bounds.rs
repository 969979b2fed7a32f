//! What a step of the pipeline may not exceed: its time, and its own failure.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

/// The result of a future, or `None` if it takes longer. A future that is ready at once costs no timer. Which future it is does
/// not matter here, so that this is not compiled for each endpoint.
pub(super) async fn within<T>(time: Duration, mut future: Pin<&mut (dyn Future<Output = T> + Send)>) -> Option<T> {
    let first = poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Poll::Ready(None),
    })
    .await;
    match first {
        Some(output) => Some(output),
        // A timer is large and seldom needed: in a box, it does not make the future around it large.
        None => Box::pin(tokio::time::timeout(time, future)).await.ok(),
    }
}

/// The result of a future, or what it panicked with. The future is not polled again after a panic.
pub(super) async fn caught<F: Future>(future: F) -> Result<F::Output, String> {
    let mut future = pin!(future);
    poll_fn(|cx| match caught_now(|| future.as_mut().poll(cx)) {
        Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
        Ok(Poll::Pending) => Poll::Pending,
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}

/// The result of a call, or what it panicked with. What it worked on is not used again after a panic.
pub(super) fn caught_now<T>(call: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|panic| words(panic.as_ref()))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("a panic: {}", text.unwrap_or("without a message"))
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_future_has_its_time_and_no_more() {
        assert_eq!(within(Duration::ZERO, pin!(ready(1))).await, Some(1));
        let slow = async |seconds| {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            seconds
        };
        assert_eq!(within(Duration::from_secs(2), pin!(slow(1))).await, Some(1));
        assert_eq!(within(Duration::from_secs(2), pin!(slow(3))).await, None);
        assert_eq!(within(Duration::from_secs(2), pin!(pending::<()>())).await, None);
    }

    #[tokio::test]
    async fn a_panic_is_a_result() {
        assert_eq!(caught(ready(1)).await, Ok(1));
        assert_eq!(caught(async { panic!("no {}", "way") }).await, Err::<(), _>("a panic: no way".to_owned()));
    }
}
