//! The order in which a request goes through an endpoint. It is written here and nowhere else.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use tracing::Span;

use super::bounds::{caught, within};
use super::edge::is_listened_to;
use super::{Answer, Answered, Answering, Arrived, Description, Endpoint};
use crate::auth::{Afterwards, Guard};
use crate::envelope::{Error, ErrorCode};
use crate::request::{Arguments, Reading, Refusal};

/// Stops 2 to 7 of the walk; the router has done stop 1.
///
/// An endpoint `E` brings its declaration, its guard, its arguments `A` and its function; it does not know the order. This is
/// compiled for each endpoint, so whatever does not depend on its arguments is done elsewhere.
pub(super) fn serve<E, S, A, V>(request: Arrived, state: Arc<S>) -> Answering
where
    E: Endpoint<S, A, V>,
    A: Arguments<S, V>,
    S: Send + Sync + 'static,
{
    let description = const { &E::DESCRIPTION };
    let mut reading = Reading::new(request, description.body_limit);
    Box::pin(async move {
        if let Err(error) = admit::<E::Guard, S>(description, &mut reading, &state).await {
            return refuse(error, &mut reading);
        }
        let mut arguments = None;
        let read = within(description.timeout, pin!(A::read(&mut arguments, &mut reading, &state))).await;
        let Some(arguments) = arguments else { return unread(read, &mut reading) };
        let afterwards = E::Guard::afterwards(&reading.parts);
        let rest = reading.close();
        let response = called(E::call(arguments), description.timeout, afterwards).await;
        Answered { response, is_enveloped: false, rest }
    })
}

/// The answer of an endpoint that was called, and what is done afterwards if it is a success.
async fn called(mut answer: Answer, time: Duration, afterwards: Option<Afterwards>) -> Response {
    let response = match caught(within(time, answer.0.as_mut())).await {
        Ok(Some(response)) => response,
        Ok(None) => too_late().into_response(),
        Err(panic) => Error::internal(panic).into_response(),
    };
    if let (true, Some(afterwards)) = (response.status().is_success(), afterwards) {
        afterwards.await;
    }
    response
}

/// Let a request pass the guard, or not.
async fn admit<G: Guard<S>, S: Sync>(description: &Description, reading: &mut Reading, state: &S) -> Result<(), Error> {
    let is_logged = is_listened_to();
    if is_logged {
        Span::current().record("endpoint", description.operation_id).record("route", description.path);
    }
    let guarded = within(description.timeout, pin!(G::check(&mut reading.parts, state))).await;
    reading.caller = guarded.unwrap_or_else(|| Err(too_late()))?;
    if let (true, Some(caller)) = (is_logged, reading.caller) {
        let id = tracing::field::display;
        Span::current().record("tenant", id(caller.tenant_id)).record("user", id(caller.user_id));
    }
    Ok(())
}

/// The answer to a request whose arguments are not all there.
fn unread(read: Option<Result<(), Refusal>>, reading: &mut Reading) -> Answered {
    let error = match read {
        Some(Ok(())) => std::mem::take(&mut reading.report).into_error(),
        Some(Err(Refusal::Error(error))) => *error,
        Some(Err(Refusal::Answer(response))) => {
            return Answered { response: *response, is_enveloped: false, rest: reading.take_rest() };
        }
        None if reading.awaits_body => Error::of(ErrorCode::REQUEST_TIMEOUT),
        None => too_late(),
    };
    refuse(error, reading)
}

fn refuse(error: Error, reading: &mut Reading) -> Answered {
    Answered { rest: reading.take_rest(), ..Answered::of(error) }
}

fn too_late() -> Error {
    Error::of(ErrorCode::GATEWAY_TIMEOUT)
}
