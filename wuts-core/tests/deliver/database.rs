//! A new database for each test.

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, PgPool, SqlitePool};
use wuts_core::webhook::Delivery;
use wuts_core::webhook::deliver::{Enqueued, Outbox, OutboxError, Settings};

/// A database with the tables of the outbox.
pub struct Database {
    pool: Pool,
    /// Holds the file of SQLite.
    folder: Option<tempfile::TempDir>,
}

#[derive(Clone)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Database {
    /// A file.
    pub async fn sqlite() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let options = SqliteConnectOptions::new().filename(folder.path().join("outbox.sqlite")).create_if_missing(true);
        let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await.unwrap();
        Some(Self::with(Pool::Sqlite(pool), Some(folder)).await)
    }

    /// A schema of its own in the database that `WUTS_TEST_POSTGRES` names.
    pub async fn postgres() -> Option<Self> {
        let Ok(url) = std::env::var("WUTS_TEST_POSTGRES") else {
            println!("skipped: WUTS_TEST_POSTGRES has no URL");
            return None;
        };
        let schema = format!("t{}", uuid::Uuid::new_v4().simple());
        let options: PgConnectOptions = url.parse().unwrap();
        let options = options.options([("search_path", &schema)]);
        let pool = PgPoolOptions::new().max_connections(4).connect_with(options).await.unwrap();
        sqlx::query(AssertSqlSafe(format!("CREATE SCHEMA {schema}"))).execute(&pool).await.unwrap();
        Some(Self::with(Pool::Postgres(pool), None).await)
    }

    async fn with(pool: Pool, folder: Option<tempfile::TempDir>) -> Self {
        let database = Self { pool, folder };
        database.outbox().migrate().await.unwrap();
        database
    }

    /// An outbox with the settings of the tests.
    pub fn outbox(&self) -> Outbox {
        self.outbox_with(crate::settings())
    }

    /// An outbox with these settings.
    pub fn outbox_with(&self, settings: Settings) -> Outbox {
        let outbox = match &self.pool {
            Pool::Sqlite(pool) => Outbox::sqlite(pool.clone()),
            Pool::Postgres(pool) => Outbox::postgres(pool.clone()),
        };
        outbox.with(settings)
    }

    /// Enqueue in a transaction with a change of the caller's own, and end it in this way.
    pub async fn enqueue_in(&self, outbox: &Outbox, delivery: &Delivery, commits: bool) -> Result<Enqueued, OutboxError> {
        macro_rules! enqueue_in {
            ($pool:ident, $begin:literal) => {{
                let mut transaction = $pool.begin_with($begin).await?;
                let enqueued = outbox.enqueue_in(&mut transaction, delivery).await?;
                if commits {
                    transaction.commit().await?
                } else {
                    transaction.rollback().await?
                }
                Ok(enqueued)
            }};
        }
        match &self.pool {
            Pool::Sqlite(pool) => enqueue_in!(pool, "BEGIN"),
            Pool::Postgres(pool) => enqueue_in!(pool, "BEGIN"),
        }
    }

    /// Run SQL that both databases understand.
    pub async fn execute(&self, sql: &'static str) {
        match &self.pool {
            Pool::Sqlite(pool) => drop(sqlx::query(sql).execute(pool).await.unwrap()),
            Pool::Postgres(pool) => drop(sqlx::query(sql).execute(pool).await.unwrap()),
        }
    }

    /// The file of SQLite.
    pub fn file(&self) -> std::path::PathBuf {
        self.folder.as_ref().unwrap().path().join("outbox.sqlite")
    }
}
