use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::seen::AnySeenIds;
use super::{ReceiveWebhooks, WebhookReceiver};
use crate::auth::AuthenticateError;
use crate::envelope::{Error, ErrorCode};
use crate::webhook::event::WutsEvent;
use crate::webhook::standard::ID;
use crate::webhook::{Delivery, Event, VerifyError};

/// A delivery whose signature fits: an axum extractor, and the last argument of an endpoint with `auth = webhook`.
///
/// The state of the router says how it is verified, by [`ReceiveWebhooks`]. Every reason why a delivery is refused is one
/// plain 401 outside, and goes to the log.
///
/// ```
/// use wuts_core::webhook::{Event, Verified, WebhookReceiver};
/// use wuts_core::{Api, Error, endpoints, wuts_endpoint};
///
/// #[wuts_endpoint(POST, "/hook", auth = webhook)]
/// async fn receive(event: Verified<Event>) -> Result<(), Error> {
///     if !event.is_repeat {
///         println!("{} of {}", event.delivery.event.name(), event.delivery.device_id);
///     }
///     Ok(())
/// }
///
/// fn app(receiver: WebhookReceiver) -> axum::Router {
///     Api::new("shop", "1.0.0").endpoints(endpoints![receive]).into_router(receiver)
/// }
/// ```
///
/// An endpoint remembers the delivery when the handler has answered by a 2xx, so that a handler that failed gets it again. A
/// plain axum handler says so itself, by [`remember`](Self::remember).
#[derive(Debug)]
pub struct Verified<E = Event> {
    /// What was sent.
    pub delivery: Delivery<E>,
    /// Whether a delivery of this id was handled before.
    pub is_repeat: bool,
    handled: Handled,
}

impl<E> Verified<E> {
    /// Remember that it was handled, so that another attempt is a repeat.
    ///
    /// # Errors
    ///
    /// The memory cannot be written; the sender should be told to try again.
    pub async fn remember(&self) -> Result<(), AuthenticateError> {
        self.handled.remember().await
    }
}

/// The id of a delivery, and where it is remembered.
#[derive(Clone)]
pub(super) struct Handled {
    id: Arc<str>,
    seen: Arc<dyn AnySeenIds>,
}

impl Handled {
    pub(super) async fn remember(&self) -> Result<(), AuthenticateError> {
        self.seen.insert(&self.id, Timestamp::now()).await
    }
}

impl std::fmt::Debug for Handled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.id.fmt(f)
    }
}

/// Where the guard of an endpoint finds, after the answer, what was handled.
pub(super) type Slot = Arc<OnceLock<Handled>>;

impl<S: ReceiveWebhooks, E: WutsEvent + Send> FromRequest<S> for Verified<E> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let receiver = state.webhook_receiver();
        let now = Timestamp::now();
        // A request that will be refused is refused before its body is read.
        receiver.check_at(request.headers(), now).map_err(|error| refused(VerifyError::Headers(error)).into_response())?;
        let slot = request.extensions().get::<Slot>().cloned();
        let headers = request.headers().clone();
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        let delivery: Delivery<E> = receiver.verify_at(&headers, &body, now).map_err(|error| refused(error).into_response())?;
        let id = headers.get(ID).and_then(|id| id.to_str().ok()).unwrap_or(&delivery.id).into();
        let verified = verified(receiver, id, delivery, now).await?;
        if let Some(slot) = slot {
            slot.get_or_init(|| verified.handled.clone());
        }
        Ok(verified)
    }
}

async fn verified<E>(
    receiver: WebhookReceiver,
    id: Arc<str>,
    delivery: Delivery<E>,
    now: Timestamp,
) -> Result<Verified<E>, Response> {
    let WebhookReceiver { seen, answers_repeats, .. } = receiver;
    let is_repeat = seen.contains(&id, now).await.map_err(|error| unanswered(error).into_response())?;
    if is_repeat && answers_repeats {
        tracing::debug!(%id, "a repeated webhook is answered");
        return Err(StatusCode::OK.into_response());
    }
    Ok(Verified { delivery, is_repeat, handled: Handled { id, seen } })
}

/// One answer for every reason why a signature does not count, so that the answer tells nothing about secrets.
pub(super) fn refused(error: VerifyError) -> Error {
    let (code, message) = match error {
        VerifyError::Body(_) => (ErrorCode::BAD_REQUEST, "the body is no webhook delivery"),
        VerifyError::Signature(_) | VerifyError::Headers(_) => (ErrorCode::UNAUTHORIZED, "invalid signature"),
    };
    Error::new(code, message).with_source(error)
}

fn unanswered(error: AuthenticateError) -> Error {
    Error::of(ErrorCode::SERVICE_UNAVAILABLE).with_source(error.0)
}
