//! SQLite's side of the store.

use super::tables::{Words, migrator};

pub type Db = sqlx::Sqlite;
pub type Pool = sqlx::SqlitePool;
pub type Connection = sqlx::SqliteConnection;

/// Takes the write lock at once, waiting for it; a transaction that reads first may find it taken when it is too late to wait.
const BEGIN: &str = "BEGIN IMMEDIATE";

macro_rules! skip_locked {
    () => {
        ""
    };
}

const WORDS: Words =
    Words { serial: "INTEGER PRIMARY KEY AUTOINCREMENT", integer: "INTEGER", boolean: "INTEGER", text: "TEXT", bytes: "BLOB" };

#[path = "queries/mod.rs"]
pub mod queries;

/// Create or update the tables; the file is in WAL mode from then on.
pub async fn migrate(pool: &Pool) -> Result<(), sqlx::migrate::MigrateError> {
    sqlx::query("PRAGMA journal_mode = WAL").execute(pool).await?;
    // The lock of an outer transaction, for the migrations of SQLite have none of their own.
    let mut transaction = pool.begin_with(BEGIN).await?;
    migrator(&WORDS).run(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}
