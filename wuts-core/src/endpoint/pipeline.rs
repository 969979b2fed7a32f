//! The order in which a request goes through an endpoint. It is written here and nowhere else.

use std::pin::pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use tracing::Span;

use super::bounds::within;
use super::{Answer, Description, Endpoint};
use crate::auth::{Caller, Guard};
use crate::envelope::{Error, ErrorCode};
use crate::request::{Arguments, Reading, Refusal};

/// Stops 2 to 7 of the walk; the router has done stop 1.
///
/// An endpoint `E` brings its declaration, its guard, its arguments `A` and its function; it does not know the order. This is
/// compiled for each endpoint, so whatever does not depend on its arguments is done elsewhere.
pub(super) fn serve<E, S, A, V>(request: Request, state: Arc<S>) -> Answer
where
    E: Endpoint<S, A, V>,
    A: Arguments<S, V>,
    S: Send + Sync + 'static,
{
    Box::pin(async move {
        let description = const { &E::DESCRIPTION };
        let mut reading = match admit::<E::Guard, S>(description, request, &state).await {
            Ok(reading) => reading,
            Err(error) => return error.into_response(),
        };
        let mut arguments = None;
        let read = within(description.timeout, pin!(A::read(&mut arguments, &mut reading, &state))).await;
        let Some(arguments) = arguments else { return refuse(read, reading) };
        let afterwards = E::Guard::afterwards(&reading.parts);
        // What is left of a body that no argument wanted is the edge's.
        drop(reading);
        let answer = within(description.timeout, E::call(arguments).as_mut()).await.unwrap_or_else(too_late);
        if let (true, Some(afterwards)) = (answer.status().is_success(), afterwards) {
            afterwards.await;
        }
        answer
    })
}

/// Let a request pass the guard, or not.
async fn admit<G: Guard<S>, S: Sync>(description: &Description, request: Request, state: &S) -> Result<Reading, Error> {
    let mut reading = Reading::new(request, description.body_limit);
    let span = Span::current();
    if !span.is_disabled() {
        span.record("endpoint", description.operation_id).record("route", description.path);
    }
    let guarded = within(description.timeout, pin!(G::check(&mut reading.parts, state))).await;
    guarded.unwrap_or_else(|| Err(Error::of(ErrorCode::GATEWAY_TIMEOUT)))?;
    if let (false, Some(caller)) = (span.is_disabled(), reading.parts.extensions.get::<Caller>()) {
        let id = tracing::field::display;
        span.record("tenant", id(caller.tenant_id)).record("user", id(caller.user_id));
    }
    Ok(reading)
}

/// The answer to a request whose arguments are not all there.
fn refuse(read: Option<Result<(), Refusal>>, reading: Reading) -> Response {
    match read {
        Some(Ok(())) => reading.report.into_error().into_response(),
        Some(Err(refusal)) => refusal.into_response(),
        None if reading.awaits_body => Error::of(ErrorCode::REQUEST_TIMEOUT).into_response(),
        None => too_late(),
    }
}

fn too_late() -> Response {
    Error::of(ErrorCode::GATEWAY_TIMEOUT).into_response()
}
