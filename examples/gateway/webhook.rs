//! `/webhook`: where the events of the caller's device are sent.

use std::convert::Infallible;

use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;
use wuts_core::auth::Caller;
use wuts_core::webhook::EventKind;
use wuts_core::{WutsError, WutsResponse, wuts_endpoint};

use crate::app::Gateway;
use crate::webhook_config::{ConfigureWebhook, Webhook};
use crate::webhooks::StoreError;

#[derive(Debug, thiserror::Error, WutsError)]
pub enum WebhookError {
    #[error("no device for this user")]
    #[wuts(status = 404, code = "DEVICE_NOT_FOUND")]
    NoDevice,
    #[error("no webhook is configured")]
    #[wuts(code = NOT_FOUND)]
    NotConfigured,
    #[error("the webhook cannot be read or kept")]
    #[wuts(code = INTERNAL_ERROR)]
    Store(#[from] StoreError),
}

#[derive(Debug, Serialize, JsonSchema, WutsResponse)]
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
    let device = gateway.device_of(&caller).ok_or(WebhookError::NoDevice)?;
    let webhook = gateway.webhooks.put(device.id(), body).await?;
    Ok(Configured { message: "Webhook configured successfully", webhook })
}

#[derive(Debug, Serialize, JsonSchema, WutsResponse)]
pub struct Shown {
    webhook: Webhook,
}

/// Read the webhook of the caller's device.
#[wuts_endpoint(GET, "/webhook", tag = "webhooks")]
pub async fn get_webhook(caller: Caller, State(gateway): State<Gateway>) -> Result<Shown, WebhookError> {
    let device = gateway.device_of(&caller).ok_or(WebhookError::NoDevice)?;
    let webhook = gateway.webhooks.get(device.id()).await?.ok_or(WebhookError::NotConfigured)?;
    Ok(Shown { webhook })
}

#[derive(Debug, Serialize, JsonSchema, WutsResponse)]
pub struct Deleted {
    message: &'static str,
}

/// Remove the webhook of the caller's device.
#[wuts_endpoint(DELETE, "/webhook", tag = "webhooks")]
pub async fn delete_webhook(caller: Caller, State(gateway): State<Gateway>) -> Result<Deleted, WebhookError> {
    let device = gateway.device_of(&caller).ok_or(WebhookError::NoDevice)?;
    if gateway.webhooks.remove(device.id()).await? {
        Ok(Deleted { message: "Webhook configuration deleted successfully" })
    } else {
        Err(WebhookError::NotConfigured)
    }
}

#[derive(Debug, Serialize, JsonSchema, WutsResponse)]
pub struct Available {
    events: &'static [EventKind],
}

/// The names of all events.
#[wuts_endpoint(GET, "/webhook/events", tag = "webhooks")]
pub async fn get_available_webhook_events() -> Result<Available, Infallible> {
    Ok(Available { events: EventKind::ALL })
}
