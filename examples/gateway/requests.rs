//! The history requests that the phone has taken and not answered yet, as rows: a restart forgets none.

use jiff::Timestamp;
use sqlx::SqlitePool;
use uuid::Uuid;
use wuts_core::id::Jid;
use wuts_core::webhook::event::HistoryAnchor;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What was asked, and when.
pub struct OpenRequest {
    pub id: Uuid,
    pub chat: Jid,
    pub anchor: HistoryAnchor,
    pub asked_at: Timestamp,
}

/// The open requests.
#[derive(Clone)]
pub struct Requests(pub SqlitePool);

impl Requests {
    /// Keep a request. When this returns, it is on disk.
    pub async fn add(&self, chat: &Jid, anchor: &HistoryAnchor) -> Result<(), Failure> {
        sqlx::query("INSERT INTO history_requests (id, chat, anchor, asked_at) VALUES (?, ?, ?, ?)")
            .bind(Uuid::new_v4().to_string())
            .bind(chat.as_str())
            .bind(serde_json::to_string(anchor)?)
            .bind(Timestamp::now().as_microsecond())
            .execute(&self.0)
            .await?;
        Ok(())
    }

    /// The oldest one.
    pub async fn first(&self) -> Result<Option<OpenRequest>, Failure> {
        let row: Option<(String, String, String, i64)> =
            sqlx::query_as("SELECT id, chat, anchor, asked_at FROM history_requests ORDER BY position LIMIT 1")
                .fetch_optional(&self.0)
                .await?;
        let Some((id, chat, anchor, asked_at)) = row else { return Ok(None) };
        Ok(Some(OpenRequest {
            id: id.parse()?,
            chat: chat.parse()?,
            anchor: serde_json::from_str(&anchor)?,
            asked_at: Timestamp::from_microsecond(asked_at)?,
        }))
    }

    /// It is answered.
    pub async fn remove(&self, id: Uuid) -> Result<(), sqlx::Error> {
        sqlx::query("DELETE FROM history_requests WHERE id = ?").bind(id.to_string()).execute(&self.0).await?;
        Ok(())
    }
}
