/// The connection of a transaction that a delivery is put into; `&mut transaction` turns into one.
#[derive(Debug)]
#[non_exhaustive]
pub enum Connection<'c> {
    /// To SQLite. A transaction that reads before it enqueues is best begun with `BEGIN IMMEDIATE`.
    #[cfg(feature = "sqlite")]
    Sqlite(&'c mut sqlx::SqliteConnection),
    /// To PostgreSQL.
    #[cfg(feature = "postgres")]
    Postgres(&'c mut sqlx::PgConnection),
}

/// The `From` of a connection, and of a transaction on one.
macro_rules! from {
    ($variant:ident, $connection:ty, $database:ty) => {
        impl<'c> From<&'c mut $connection> for Connection<'c> {
            fn from(connection: &'c mut $connection) -> Self {
                Self::$variant(connection)
            }
        }

        impl<'c> From<&'c mut sqlx::Transaction<'_, $database>> for Connection<'c> {
            fn from(transaction: &'c mut sqlx::Transaction<'_, $database>) -> Self {
                Self::$variant(transaction)
            }
        }
    };
}

#[cfg(feature = "sqlite")]
from!(Sqlite, sqlx::SqliteConnection, sqlx::Sqlite);
#[cfg(feature = "postgres")]
from!(Postgres, sqlx::PgConnection, sqlx::Postgres);
