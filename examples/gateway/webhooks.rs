//! The webhook of each device: as the outbox needs it, and as it was configured.

use jiff::Timestamp;
use sqlx::SqlitePool;
use wuts_core::webhook::deliver::Outbox;

use crate::webhook_config::{ConfigureWebhook, Webhook};

/// A webhook could not be read or kept.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct StoreError(Box<dyn std::error::Error + Send + Sync>);

impl StoreError {
    fn new(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(error.into())
    }
}

/// The webhooks. Clones share them.
#[derive(Clone)]
pub struct Webhooks {
    file: SqlitePool,
    outbox: Outbox,
}

impl Webhooks {
    /// Those of this file and this outbox.
    pub const fn new(file: SqlitePool, outbox: Outbox) -> Self {
        Self { file, outbox }
    }

    /// The webhook of a device.
    pub async fn get(&self, device_id: &str) -> Result<Option<Webhook>, StoreError> {
        let Some(mut webhook) = self.kept(device_id).await? else { return Ok(None) };
        // The outbox disables a receiver that answers 410.
        let receiver = self.outbox.receiver(device_id).await.map_err(StoreError::new)?;
        webhook.enabled = receiver.is_some_and(|receiver| receiver.is_enabled());
        Ok(Some(webhook))
    }

    /// Set it.
    pub async fn put(&self, device_id: &str, body: ConfigureWebhook) -> Result<Webhook, StoreError> {
        let receiver = body.receiver().map_err(StoreError::new)?;
        self.outbox.configure(device_id, &receiver).await.map_err(StoreError::new)?;
        let webhook = body.shown(self.kept(device_id).await?, Timestamp::now());
        let text = serde_json::to_string(&webhook).map_err(StoreError::new)?;
        sqlx::query("INSERT INTO webhooks VALUES (?1, ?2) ON CONFLICT DO UPDATE SET webhook = ?2")
            .bind(device_id)
            .bind(text)
            .execute(&self.file)
            .await
            .map_err(StoreError::new)?;
        Ok(webhook)
    }

    /// Forget it. False if there was none.
    pub async fn remove(&self, device_id: &str) -> Result<bool, StoreError> {
        self.outbox.remove(device_id).await.map_err(StoreError::new)?;
        let removed = sqlx::query("DELETE FROM webhooks WHERE device_id = ?").bind(device_id).execute(&self.file).await;
        Ok(removed.map_err(StoreError::new)?.rows_affected() > 0)
    }

    async fn kept(&self, device_id: &str) -> Result<Option<Webhook>, StoreError> {
        let text: Option<String> = sqlx::query_scalar("SELECT webhook FROM webhooks WHERE device_id = ?")
            .bind(device_id)
            .fetch_optional(&self.file)
            .await
            .map_err(StoreError::new)?;
        text.map(|text| serde_json::from_str(&text)).transpose().map_err(StoreError::new)
    }
}
