//! The gateway's own SQLite file: who it serves, and the tables of the others.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions};
use uuid::Uuid;

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS accounts (
        position  INTEGER PRIMARY KEY CHECK (position = 1),
        tenant_id TEXT NOT NULL,
        user_id   TEXT NOT NULL,
        device_id TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS webhooks (
        device_id TEXT PRIMARY KEY,
        webhook   TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS messages (
        position  INTEGER PRIMARY KEY,
        chat      TEXT NOT NULL,
        id        TEXT NOT NULL,
        sender    TEXT NOT NULL,
        from_me   INTEGER NOT NULL,
        sent_at   INTEGER NOT NULL,
        content   TEXT NOT NULL,
        push_name TEXT,
        UNIQUE (chat, id)
    ) STRICT;
    CREATE INDEX IF NOT EXISTS messages_by_time ON messages (chat, sent_at, position);
    CREATE TABLE IF NOT EXISTS history_requests (
        position  INTEGER PRIMARY KEY AUTOINCREMENT,
        id        TEXT NOT NULL UNIQUE,
        chat      TEXT NOT NULL,
        anchor    TEXT NOT NULL,
        asked_at  INTEGER NOT NULL
    ) STRICT;
";

/// The one account of this gateway. Its ids stay the same over restarts, for deliveries are addressed by them.
#[derive(Clone, Copy)]
pub struct Account {
    pub tenant_id: Uuid,
    pub user_id: Uuid,
    pub device_id: Uuid,
}

/// Open the file, or make it.
pub async fn open(path: &Path) -> Result<SqlitePool, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
    let pool = SqlitePoolOptions::new().max_connections(8).connect_with(options).await?;
    sqlx::raw_sql(SCHEMA).execute(&pool).await?;
    Ok(pool)
}

/// The account, made at the first start.
pub async fn account(pool: &SqlitePool) -> Result<Account, Box<dyn std::error::Error + Send + Sync>> {
    let new = || Uuid::new_v4().to_string();
    sqlx::query("INSERT INTO accounts VALUES (1, ?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(new())
        .bind(new())
        .bind(new())
        .execute(pool)
        .await?;
    let (tenant_id, user_id, device_id): (String, String, String) =
        sqlx::query_as("SELECT tenant_id, user_id, device_id FROM accounts").fetch_one(pool).await?;
    Ok(Account { tenant_id: tenant_id.parse()?, user_id: user_id.parse()?, device_id: device_id.parse()? })
}
