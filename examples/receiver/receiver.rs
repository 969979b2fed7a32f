//! A webhook receiver: an event reaches the handler only if its signature fits.

use axum::Router;
use axum::extract::State;
use serde::Serialize;
use tokio::sync::mpsc;
use wuts_core::webhook::{Delivery, Event, ReceiveWebhooks, Verified, WebhookReceiver};
use wuts_core::{Api, Error, ErrorCode, WutsResponse, endpoints, wuts_endpoint};

/// Where the receiver listens on its host.
pub const PATH: &str = "/wuts/webhook";

/// What the receiver needs: how webhooks are verified, and a place for the events that it accepts.
#[derive(Clone)]
pub struct Receiver {
    pub webhooks: WebhookReceiver,
    pub events: mpsc::Sender<Delivery>,
}

impl ReceiveWebhooks for Receiver {
    fn webhook_receiver(&self) -> WebhookReceiver {
        self.webhooks.clone()
    }
}

/// The receiver as a router.
pub fn receiver(receiver: Receiver) -> Router {
    Api::new("receiver", "1.0.0").endpoints(endpoints![receive_webhook]).into_router(receiver)
}

#[derive(Serialize, WutsResponse)]
struct Received {}

/// Take one event.
#[wuts_endpoint(POST, "/wuts/webhook", auth = webhook, tag = "webhooks")]
async fn receive_webhook(State(receiver): State<Receiver>, event: Verified<Event>) -> Result<Received, Error> {
    // A full queue is the sender's business: it gets a failure and tries again.
    receiver.events.try_send(event.delivery).map_err(|_| Error::of(ErrorCode::SERVICE_UNAVAILABLE))?;
    Ok(Received {})
}
