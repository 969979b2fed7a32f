//! What a step of the pipeline may not exceed: its time, and its own failure.

use std::any::Any;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::task::unconstrained;
use tokio::time::{Sleep, sleep};

/// The result of a future, or `None` if it takes longer. A future that is ready at once costs no timer. Which future it is does
/// not matter here, so that this is not compiled for each endpoint.
pub(super) fn within<T>(time: Duration, future: Pin<&mut (dyn Future<Output = T> + Send)>) -> Within<'_, T> {
    Within { future, time, timer: None }
}

/// It is written by hand, for what is made of `async` holds its parts twice and moves its result twice.
pub(super) struct Within<'f, T> {
    future: Pin<&'f mut (dyn Future<Output = T> + Send)>,
    time: Duration,
    /// In a box: it is large and seldom needed.
    timer: Option<Pin<Box<Sleep>>>,
}

impl<T> Future for Within<'_, T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        if let Poll::Ready(output) = self.future.as_mut().poll(cx) {
            return Poll::Ready(Some(output));
        }
        let time = self.time;
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(time))).as_mut();
        // The timer has its turn even if the future has used up the task's.
        pin!(unconstrained(timer)).poll(cx).map(|()| None)
    }
}

/// The result of a future, or what it panicked with. The future is not polled again after a panic.
pub(super) const fn caught<F: Future + Unpin>(future: F) -> Caught<F> {
    Caught(future)
}

/// By hand for the same reason.
pub(super) struct Caught<F>(F);

impl<F: Future + Unpin> Future for Caught<F> {
    type Output = Result<F::Output, String>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match caught_now(|| Pin::new(&mut self.0).poll(cx)) {
            Ok(polled) => polled.map(Ok),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    }
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

    use tokio::task::consume_budget;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_future_has_its_time_and_no_more() {
        assert_eq!(within(Duration::ZERO, pin!(ready(1))).await, Some(1));
        let slow = async |seconds| {
            sleep(Duration::from_secs(seconds)).await;
            seconds
        };
        assert_eq!(within(Duration::from_secs(2), pin!(slow(1))).await, Some(1));
        assert_eq!(within(Duration::from_secs(2), pin!(slow(3))).await, None);
        assert_eq!(within(Duration::from_secs(2), pin!(pending::<()>())).await, None);
    }

    #[tokio::test]
    async fn a_future_that_is_always_busy_has_no_more_either() {
        let busy = async {
            loop {
                consume_budget().await;
            }
        };
        assert_eq!(within::<()>(Duration::from_millis(5), pin!(busy)).await, None);
    }

    #[tokio::test]
    async fn a_panic_is_a_result() {
        assert_eq!(caught(ready(1)).await, Ok(1));
        assert_eq!(caught(pin!(async { panic!("no {}", "way") })).await, Err::<(), _>("a panic: no way".to_owned()));
    }
}
