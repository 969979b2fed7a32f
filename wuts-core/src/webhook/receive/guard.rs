use axum::http::request::Parts;
use jiff::Timestamp;

use super::ReceiveWebhooks;
use super::verified::{Slot, refused};
use crate::auth::{Afterwards, Caller, Guard};
use crate::envelope::Error;
use crate::webhook::VerifyError;

/// Requires the headers of a webhook: `auth = webhook`. The signature is over the body, so [`Verified`](super::Verified) checks
/// it, which such an endpoint takes as its last argument.
#[derive(Debug)]
pub enum Webhook {}

impl<S: ReceiveWebhooks> Guard<S> for Webhook {
    async fn check(parts: &mut Parts, state: &S) -> Result<Option<Caller>, Error> {
        let checked = state.webhook_receiver().check_at(&parts.headers, Timestamp::now());
        checked.map_err(|error| refused(VerifyError::Headers(error)))?;
        parts.extensions.insert(Slot::default());
        Ok(None)
    }

    fn afterwards(parts: &Parts) -> Option<Afterwards> {
        let slot = parts.extensions.get::<Slot>()?.clone();
        Some(Box::pin(async move {
            let Some(handled) = slot.get() else { return };
            if let Err(error) = handled.remember().await {
                // The handler is done; a repeat will be handled again.
                tracing::error!(id = ?handled, cause = %error.0, "a webhook that was handled could not be remembered");
            }
        }))
    }
}
