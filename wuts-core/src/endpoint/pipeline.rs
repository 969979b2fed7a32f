//! The order in which a request goes through an endpoint. It is written here and nowhere else.

use std::future::Future;

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use tracing::Span;

use super::bounds::within;
use super::{Description, Endpoint};
use crate::auth::{Caller, Guard};
use crate::envelope::{Error, ErrorCode};
use crate::request::{Arguments, Reading, Refusal};

/// Stops 2 to 7 of the walk; the router has done stop 1.
///
/// An endpoint `E` brings its declaration, its guard, its arguments `A` and its function; it does not know the order.
pub async fn serve<E, S, V, A, F, O>(_: E, request: Request, state: &S, handle: F) -> Response
where
    E: Endpoint<S, V>,
    A: Arguments<S, V>,
    S: Sync,
    F: FnOnce(A) -> O,
    O: Future<Output = Response>,
{
    let description = &const { E::DESCRIPTION };
    let mut reading = Reading::new(request, description.body_limit);
    let span = Span::current();
    if !span.is_disabled() {
        span.record("endpoint", description.operation_id).record("route", description.path);
    }
    let arguments = match read::<E::Guard, A, S, V>(description, &mut reading, state).await {
        Ok(arguments) => arguments,
        Err(refusal) => return refusal.into_response(),
    };
    let afterwards = E::Guard::afterwards(&reading.parts);
    // What is left of a body that no argument wanted is the edge's.
    drop(reading);
    let answer = within(description.timeout, handle(arguments)).await;
    let answer = answer.unwrap_or_else(|| Error::of(ErrorCode::GATEWAY_TIMEOUT).into_response());
    if let (true, Some(afterwards)) = (answer.status().is_success(), afterwards) {
        afterwards.await;
    }
    answer
}

async fn read<G, A, S, V>(description: &Description, reading: &mut Reading, state: &S) -> Result<A, Refusal>
where
    G: Guard<S>,
    A: Arguments<S, V>,
    S: Sync,
{
    let guarded = within(description.timeout, G::check(&mut reading.parts, state)).await;
    guarded.unwrap_or_else(|| Err(Error::of(ErrorCode::GATEWAY_TIMEOUT)))?;
    if let (false, Some(caller)) = (Span::current().is_disabled(), reading.parts.extensions.get::<Caller>()) {
        let id = tracing::field::display;
        Span::current().record("tenant", id(caller.tenant_id)).record("user", id(caller.user_id));
    }
    let arguments = within(description.timeout, A::read(reading, state)).await;
    arguments.unwrap_or_else(|| {
        let is_the_client_s = reading.awaits_body;
        Err(Error::of(if is_the_client_s { ErrorCode::REQUEST_TIMEOUT } else { ErrorCode::GATEWAY_TIMEOUT }).into())
    })
}
