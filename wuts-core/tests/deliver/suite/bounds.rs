//! What is too much.

use wuts_core::webhook::deliver::{DeliveryState, OutboxError, Settings};

use super::on_every_database;
use crate::database::Database;
use crate::hook::{Hook, status};
use crate::{becomes, delivery, receiver, settings};

on_every_database!(
    a_full_table_is_an_error_and_takes_nothing,
    one_receiver_cannot_fill_the_table,
    a_full_table_leaves_the_transaction_usable
);

async fn a_full_table_is_an_error_and_takes_nothing(database: Database) {
    let (hook, outbox) = (Hook::new(|_| status(200)).await, database.outbox_with(Settings { max_pending: 3, ..settings() }));
    outbox.configure("d", &receiver(&hook.url)).await.unwrap();
    for id in ["1", "2", "3"] {
        outbox.enqueue(&delivery(id, "d", "a")).await.unwrap();
    }
    for _ in 0..2 {
        assert!(matches!(outbox.enqueue(&delivery("4", "d", "a")).await, Err(OutboxError::Full { of_receiver: false })));
    }
    assert_eq!(outbox.state("4").await.unwrap(), None);

    let workers = outbox.start().unwrap();
    becomes(&outbox, "3", DeliveryState::Delivered).await;
    outbox.enqueue(&delivery("4", "d", "a")).await.unwrap();
    becomes(&outbox, "4", DeliveryState::Delivered).await;
    workers.stop().await;
}

async fn one_receiver_cannot_fill_the_table(database: Database) {
    let outbox = database.outbox_with(Settings { max_pending_per_receiver: 2, ..settings() });
    for device in ["d", "e"] {
        outbox.configure(device, &receiver("https://example.com")).await.unwrap();
    }
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    outbox.enqueue(&delivery("2", "d", "b")).await.unwrap();
    assert!(matches!(outbox.enqueue(&delivery("3", "d", "c")).await, Err(OutboxError::Full { of_receiver: true })));
    outbox.enqueue(&delivery("4", "e", "a")).await.unwrap();
}

async fn a_full_table_leaves_the_transaction_usable(database: Database) {
    let outbox = database.outbox_with(Settings { max_pending: 0, ..settings() });
    outbox.configure("d", &receiver("https://example.com")).await.unwrap();
    let refused = database.enqueue_in(&outbox, &delivery("1", "d", "a"), true).await;
    assert!(matches!(refused, Err(OutboxError::Full { of_receiver: false })), "{refused:?}");
    assert_eq!(outbox.state("1").await.unwrap(), None);
}
