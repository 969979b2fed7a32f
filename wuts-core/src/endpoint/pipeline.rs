//! The order in which a request goes through an endpoint. It is written here and nowhere else.

use std::future::Future;

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::CONNECTION;
use axum::response::{IntoResponse, Response};

use super::Described;
use crate::auth::Guard;
use crate::envelope::{enveloped, is_failure};
use crate::request::{Arguments, Reading, Refusal};

/// Stops 2 to 7 of the walk; the router has done stop 1.
///
/// An endpoint brings its declaration `E`, its guard `G`, its arguments `A` and its function; it does not know the order.
pub async fn serve<E, G, A, S, V, F, O>(request: Request, state: &S, handle: F) -> Response
where
    E: Described,
    G: Guard<S>,
    A: Arguments<S, V>,
    S: Sync,
    F: FnOnce(A) -> O,
    O: Future<Output = Response>,
{
    let mut reading = Reading::new(request, E::DESCRIPTION.body_limit);
    match read::<G, A, S, V>(&mut reading, state).await {
        Ok(arguments) => {
            let response = handle(arguments).await;
            if is_failure(&response) { enveloped(response).await } else { response }
        }
        Err(refusal) => refuse(&reading, refusal),
    }
}

async fn read<G: Guard<S>, A: Arguments<S, V>, S: Sync, V>(reading: &mut Reading, state: &S) -> Result<A, Refusal> {
    G::check(&mut reading.parts, state).await?;
    A::read(reading, state).await
}

/// A refusal that leaves the body unread says that the connection ends with it.
fn refuse(reading: &Reading, refusal: Refusal) -> Response {
    let mut response = refusal.into_response();
    if reading.has_unread_body() {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
