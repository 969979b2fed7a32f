//! What holds on every database.

mod bounds;
mod order;
mod outcomes;
mod transactions;
mod workers;

/// One test for each database of each function.
macro_rules! on_every_database {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name(crate::database::Database::sqlite().await.unwrap()).await;
            })*
        }

        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                if let Some(database) = crate::database::Database::postgres().await {
                    super::$name(database).await;
                }
            })*
        }
    };
}

use on_every_database;
