//! `/webhook`: where the events of the caller's device are sent.

use axum::extract::State;
use serde::Serialize;
use wuts_core::auth::Caller;
use wuts_core::webhook::EventKind;
use wuts_core::{WutsError, WutsResponse, wuts_endpoint};

use crate::app::Gateway;
use crate::webhook_config::{ConfigureWebhook, Webhook};

#[derive(Debug, thiserror::Error, WutsError)]
pub enum WebhookError {
    #[error("no webhook is configured")]
    #[wuts(code = NOT_FOUND)]
    NotConfigured,
}

#[derive(Debug, Serialize, WutsResponse)]
pub struct Configured {
    message: &'static str,
    webhook: Webhook,
}

/// Create or replace the webhook of the caller's device.
#[wuts_endpoint(POST, "/webhook", tag = "webhooks")]
pub async fn configure_webhook(
    caller: Caller,
    State(gateway): State<Gateway>,
    body: ConfigureWebhook,
) -> Result<Configured, WebhookError> {
    let webhook = gateway.webhooks.put(caller.user_id, body);
    Ok(Configured { message: "Webhook configured successfully", webhook })
}

#[derive(Debug, Serialize, WutsResponse)]
pub struct Shown {
    webhook: Webhook,
}

/// Read the webhook of the caller's device.
#[wuts_endpoint(GET, "/webhook", tag = "webhooks")]
pub async fn get_webhook(caller: Caller, State(gateway): State<Gateway>) -> Result<Shown, WebhookError> {
    gateway.webhooks.get(caller.user_id).map(|webhook| Shown { webhook }).ok_or(WebhookError::NotConfigured)
}

#[derive(Debug, Serialize, WutsResponse)]
pub struct Deleted {
    message: &'static str,
}

/// Remove the webhook of the caller's device.
#[wuts_endpoint(DELETE, "/webhook", tag = "webhooks")]
pub async fn delete_webhook(caller: Caller, State(gateway): State<Gateway>) -> Result<Deleted, WebhookError> {
    gateway.webhooks.remove(caller.user_id).ok_or(WebhookError::NotConfigured)?;
    Ok(Deleted { message: "Webhook configuration deleted successfully" })
}

#[derive(Debug, Serialize, WutsResponse)]
pub struct Available {
    events: &'static [EventKind],
}

/// The names of all events.
#[wuts_endpoint(GET, "/webhook/events", tag = "webhooks")]
pub async fn get_available_webhook_events() -> Result<Available, WebhookError> {
    Ok(Available { events: EventKind::ALL })
}
