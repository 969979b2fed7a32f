//! PostgreSQL's side of the store.

use super::tables::{Words, migrator};

pub type Db = sqlx::Postgres;
pub type Pool = sqlx::PgPool;
pub type Connection = sqlx::PgConnection;

const BEGIN: &str = "BEGIN";

macro_rules! skip_locked {
    () => {
        "FOR UPDATE SKIP LOCKED"
    };
}

/// Texts are compared as bytes, as in SQLite, whatever the database's language.
const WORDS: Words = Words {
    serial: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    integer: "BIGINT",
    boolean: "BOOLEAN",
    text: "TEXT COLLATE \"C\"",
    bytes: "BYTEA",
};

#[path = "queries/mod.rs"]
pub mod queries;

/// Create or update the tables.
pub async fn migrate(pool: &Pool) -> Result<(), sqlx::migrate::MigrateError> {
    migrator(&WORDS).run(pool).await
}
