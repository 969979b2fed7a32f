//! From what a device reports to a webhook: one attempt for each event, in a background task.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::CONTENT_TYPE;
use tokio::sync::{mpsc, watch};
use wuts_core::webhook::{Delivery, Secret};

use crate::app::Gateway;
use crate::device::DeviceEvent;
use crate::webhook_config::Webhook;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Deliver what devices report until the service stops, and then what they have reported so far.
pub async fn deliver(
    gateway: Gateway,
    client: reqwest::Client,
    mut reports: mpsc::Receiver<DeviceEvent>,
    mut stopped: watch::Receiver<bool>,
) {
    let stopping = async move {
        // A sender that is gone means the same as a stop.
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    tokio::pin!(stopping);
    loop {
        let report = tokio::select! {
            biased;
            report = reports.recv() => report,
            () = &mut stopping, if !reports.is_closed() => {
                reports.close();
                continue;
            }
        };
        let Some(report) = report else { return };
        deliver_one(&gateway, &client, report).await;
    }
}

async fn deliver_one(gateway: &Gateway, client: &reqwest::Client, report: DeviceEvent) {
    let DeviceEvent { device_id, event } = report;
    let Some(user) = gateway.owner_of(&device_id) else { return };
    let Some(webhook) = gateway.webhooks.get(user) else { return };
    let is_wanted = event.kind().is_some_and(|kind| webhook.enabled_events.contains(&kind));
    if !webhook.enabled || !is_wanted {
        return;
    }
    let delivery = Delivery::new(event, device_id, user.to_string(), Timestamp::now());
    match send(client, &webhook, &delivery).await {
        Ok(()) => tracing::info!(id = delivery.id, event = delivery.event.name(), "delivered"),
        Err(error) => tracing::warn!(id = delivery.id, event = delivery.event.name(), error, "not delivered"),
    }
}

async fn send(client: &reqwest::Client, webhook: &Webhook, delivery: &Delivery) -> Result<(), Failure> {
    let mut request = client.post(webhook.webhook_url.clone()).timeout(Duration::from_secs(webhook.timeout.into()));
    for (name, value) in &webhook.headers {
        request = request.header(name, value);
    }
    request = match &webhook.secret {
        Some(secret) => signed(request, delivery, secret)?,
        None => request.body(serde_json::to_vec(delivery)?),
    };
    let answer = request.header(CONTENT_TYPE, "application/json").send().await?;
    if answer.status().is_success() { Ok(()) } else { Err(format!("the receiver answered {}", answer.status()).into()) }
}

fn signed(request: reqwest::RequestBuilder, delivery: &Delivery, secret: &Secret) -> Result<reqwest::RequestBuilder, Failure> {
    let signed = delivery.sign_at(&secret.clone().into(), Timestamp::now())?;
    Ok(request.headers(signed.headers).body(signed.body))
}
