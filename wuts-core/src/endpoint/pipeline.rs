//! The order in which a request goes through an endpoint. It is written here and nowhere else.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::CONNECTION;
use axum::response::{IntoResponse, Response};

use super::Endpoint;
use crate::auth::Guard;
use crate::envelope::{enveloped, is_failure};
use crate::request::{Arguments, Reading, Refusal};

/// Stops 2 to 7 of the walk; the router has done stop 1.
pub(super) async fn run<E: Endpoint<S, V>, S: Sync, V>(request: Request, state: &S) -> Response {
    let mut reading = Reading::new(request, E::DESCRIPTION.body_limit);
    match read::<E, S, V>(&mut reading, state).await {
        Ok(input) => {
            let response = E::handle(input).await;
            if is_failure(&response) { enveloped(response).await } else { response }
        }
        Err(refusal) => refuse(&reading, refusal),
    }
}

async fn read<E: Endpoint<S, V>, S: Sync, V>(reading: &mut Reading, state: &S) -> Result<E::Input, Refusal> {
    E::Guard::check(&mut reading.parts, state).await?;
    E::Input::read(reading, state).await
}

/// A refusal that leaves the body unread says that the connection ends with it.
fn refuse(reading: &Reading, refusal: Refusal) -> Response {
    let mut response = refusal.into_response();
    if reading.has_unread_body() {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
