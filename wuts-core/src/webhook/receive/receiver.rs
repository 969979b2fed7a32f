use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderMap;
use jiff::Timestamp;

use super::seen::AnySeenIds;
use super::{SeenIds, SeenInMemory};
use crate::webhook::event::WutsEvent;
use crate::webhook::standard::{self, HeaderError, Presented, TOLERANCE};
use crate::webhook::{Delivery, Secrets, VerifyError, embedded};

/// What a receiver of webhooks knows: the secrets, how far clocks may be apart, and which deliveries were there before.
/// Cheap to clone.
///
/// ```
/// use std::time::Duration;
/// use wuts_core::webhook::{Secret, Secrets, WebhookReceiver};
///
/// let secrets = Secrets::from(Secret::new("the-new-one")?).and(Secret::new("the-old-one")?);
/// let receiver = WebhookReceiver::new(secrets).tolerance(Duration::from_secs(60)).answer_repeats();
/// # drop(receiver);
/// # Ok::<(), wuts_core::webhook::InvalidSecret>(())
/// ```
#[derive(Clone)]
pub struct WebhookReceiver {
    secrets: Secrets,
    tolerance: Duration,
    accepts_body_signature: bool,
    pub(super) answers_repeats: bool,
    pub(super) seen: Arc<dyn AnySeenIds>,
}

impl WebhookReceiver {
    /// A receiver that wants the headers of [Standard Webhooks](standard), takes clocks that are 5 minutes apart, and remembers
    /// ids in memory.
    pub fn new(secrets: impl Into<Secrets>) -> Self {
        Self {
            secrets: secrets.into(),
            tolerance: TOLERANCE,
            accepts_body_signature: false,
            answers_repeats: false,
            seen: Arc::new(SeenInMemory::default()),
        }
    }

    /// Take deliveries whose time is so far from now, in whole seconds, both ways.
    #[must_use]
    pub const fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Take requests without any `webhook-…` header if the signature in the body fits, for gateways that send no more.
    ///
    /// Such a body is good for ever: whoever saw it can send it again after its id was forgotten.
    #[must_use]
    pub const fn accept_body_signature(mut self) -> Self {
        self.accepts_body_signature = true;
        self
    }

    /// Answer a repeat by 200 at once; a handler never sees it. Otherwise it is told by [`Verified::is_repeat`](super::Verified).
    #[must_use]
    pub const fn answer_repeats(mut self) -> Self {
        self.answers_repeats = true;
        self
    }

    /// Remember ids here in place of memory.
    #[must_use]
    pub fn remember_in(mut self, seen: impl SeenIds) -> Self {
        self.seen = Arc::new(seen);
        self
    }

    /// What can be refused before a byte of the body is read.
    pub(super) fn check_at(&self, headers: &HeaderMap, now: Timestamp) -> Result<(), HeaderError> {
        if self.trusts_body(headers) { Ok(()) } else { Presented::within(headers, self.tolerance, now).map(drop) }
    }

    /// The delivery in a request that arrives at `now`, if its signature fits.
    ///
    /// # Errors
    ///
    /// The headers or the signature do not fit, or the body is no delivery.
    pub fn verify_at<E: WutsEvent>(&self, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<Delivery<E>, VerifyError> {
        if self.trusts_body(headers) {
            embedded::verify(body, &self.secrets).map_err(VerifyError::Signature)?;
        } else {
            let presented = Presented::within(headers, self.tolerance, now).map_err(VerifyError::Headers)?;
            presented.verify(body, &self.secrets).map_err(VerifyError::Headers)?;
        }
        Delivery::from_json(body).map_err(VerifyError::Body)
    }

    /// Whether the signature in the body is all that there is, and enough. One header is enough to be held to all three.
    fn trusts_body(&self, headers: &HeaderMap) -> bool {
        let names = [standard::ID, standard::TIMESTAMP, standard::SIGNATURE];
        self.accepts_body_signature && !names.iter().any(|name| headers.contains_key(name))
    }
}

impl fmt::Debug for WebhookReceiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("WebhookReceiver");
        debug.field("secrets", &self.secrets).field("tolerance", &self.tolerance);
        debug.field("accepts_body_signature", &self.accepts_body_signature).field("answers_repeats", &self.answers_repeats);
        debug.finish_non_exhaustive()
    }
}

/// Has what is needed to receive webhooks. Implemented by the state of the router.
///
/// ```
/// use wuts_core::webhook::{ReceiveWebhooks, WebhookReceiver};
///
/// #[derive(Clone)]
/// struct Shop {
///     webhooks: WebhookReceiver,
/// }
///
/// impl ReceiveWebhooks for Shop {
///     fn webhook_receiver(&self) -> WebhookReceiver {
///         self.webhooks.clone()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not know how webhooks are verified",
    label = "this state type lacks `ReceiveWebhooks`",
    note = "implement `wuts_core::webhook::ReceiveWebhooks` for the router state, which `auth = webhook` and `Verified` ask"
)]
pub trait ReceiveWebhooks: Send + Sync {
    /// How webhooks are verified; asked for each request, so that secrets can be replaced while the service runs.
    fn webhook_receiver(&self) -> WebhookReceiver;
}

impl ReceiveWebhooks for WebhookReceiver {
    fn webhook_receiver(&self) -> WebhookReceiver {
        self.clone()
    }
}

impl<T: ReceiveWebhooks> ReceiveWebhooks for Arc<T> {
    fn webhook_receiver(&self) -> WebhookReceiver {
        T::webhook_receiver(self)
    }
}
