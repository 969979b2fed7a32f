//! A webhook receiver: checks who sent an event before it looks at it.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::mpsc;
use wuts_core::webhook::{Delivery, Secret};
use wuts_core::{Api, Error, ErrorCode, WutsResponse, endpoints, wuts_endpoint};

/// Where the receiver listens on its host.
pub const PATH: &str = "/wuts/webhook";

/// What the receiver needs: the shared secret, and a place for the events that it accepts.
#[derive(Clone)]
pub struct Receiver {
    pub secret: Secret,
    pub events: mpsc::Sender<Delivery>,
}

/// The receiver as a router.
pub fn receiver(receiver: Receiver) -> Router {
    Api::new("receiver", "1.0.0").endpoints(endpoints![receive_webhook]).into_router(receiver)
}

#[derive(Serialize, WutsResponse)]
struct Received {}

/// Take one event.
#[wuts_endpoint(POST, "/wuts/webhook", public, tag = "webhooks")]
async fn receive_webhook(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> Result<Received, Error> {
    let Receiver { secret, events } = receiver;
    // Both signatures of a delivery must fit: the one in the headers is bound to the time, the one in the body to the bytes.
    let delivery = Delivery::verify_at(&headers, &body, std::slice::from_ref(&secret), Timestamp::now())
        .and_then(|_| Delivery::verify(&body, &secret))
        .map_err(|error| Error::of(ErrorCode::UNAUTHORIZED).with_source(error))?;
    // A full queue is the sender's business: it gets a failure and tries again.
    events.try_send(delivery).map_err(|_| Error::of(ErrorCode::SERVICE_UNAVAILABLE))?;
    Ok(Received {})
}
