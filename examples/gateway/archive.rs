//! The messages that the simulated phone holds.

use jiff::Timestamp;
use sqlx::SqlitePool;
use wuts_core::id::Jid;
use wuts_core::webhook::event::{HistoryAnchor, MessageReceived};

use crate::seed;

/// The messages immediately before the anchor, newest first. An anchor that the archive holds is found by its id, so that of
/// two messages of one second the right one counts; another is placed by its time.
const BEFORE: &str = "
    SELECT id, sender, from_me, sent_at, content, push_name FROM messages
    WHERE chat = ?1 AND (sent_at, position) < (
        SELECT coalesce(max(sent_at), ?3), coalesce(max(position), 0) FROM messages WHERE chat = ?1 AND id = ?2
    )
    ORDER BY sent_at DESC, position DESC
    LIMIT ?4
";

/// The archive of one phone.
#[derive(Clone)]
pub struct Archive {
    pool: SqlitePool,
    owner: Jid,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    sender: String,
    from_me: bool,
    sent_at: i64,
    content: String,
    push_name: Option<String>,
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Archive {
    /// Open the archive of `owner`; a new one is filled with a few thousand messages.
    pub async fn open(pool: SqlitePool, owner: Jid) -> Result<Self, Failure> {
        let archive = Self { pool, owner };
        if archive.len().await? == 0 {
            archive.fill().await?;
        }
        Ok(archive)
    }

    /// How many messages there are.
    pub async fn len(&self) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar("SELECT count(*) FROM messages").fetch_one(&self.pool).await
    }

    async fn fill(&self) -> Result<(), sqlx::Error> {
        let mut transaction = self.pool.begin().await?;
        for message in seed::messages(self.owner.as_str()) {
            sqlx::query(
                "INSERT INTO messages (chat, id, sender, from_me, sent_at, content, push_name) VALUES (?, ?, ?, ?, ?, ?, ?)",
            )
            .bind(message.chat)
            .bind(message.id)
            .bind(message.sender)
            .bind(message.from_me)
            .bind(message.sent_at)
            .bind(message.content)
            .bind(message.push_name)
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await
    }

    /// Up to `anchor.count` messages immediately before the anchor, oldest first, and whether there are older ones.
    pub async fn before(&self, chat: &Jid, anchor: &HistoryAnchor) -> Result<(Vec<MessageReceived>, bool), Failure> {
        let count = usize::from(anchor.count);
        let rows: Vec<Row> = sqlx::query_as(BEFORE)
            .bind(chat.as_str())
            .bind(anchor.last_message_id.as_str())
            .bind(anchor.last_message_timestamp)
            .bind(i64::from(anchor.count) + 1)
            .fetch_all(&self.pool)
            .await?;
        let has_more = rows.len() > count;
        let messages = rows.into_iter().take(count).rev().map(|row| self.message(chat, row)).collect::<Result<_, _>>()?;
        Ok((messages, has_more))
    }

    fn message(&self, chat: &Jid, row: Row) -> Result<MessageReceived, Failure> {
        Ok(MessageReceived {
            message_id: row.id.parse()?,
            from: row.sender.parse()?,
            to: if row.from_me { chat.clone() } else { self.owner.clone() },
            content: row.content,
            message_type: "text".to_owned(),
            timestamp: Timestamp::from_second(row.sent_at)?,
            is_from_me: row.from_me,
            push_name: row.push_name,
            extra: std::collections::BTreeMap::new(),
        })
    }
}
