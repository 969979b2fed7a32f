//! What is taken, and when.

use std::time::Duration;

use wuts_core::webhook::EventKind;
use wuts_core::webhook::deliver::{DeliveryState, Enqueued, OutboxError};

use super::on_every_database;
use crate::database::Database;
use crate::hook::{Hook, status};
use crate::{becomes, delivery, receiver};

on_every_database!(
    a_rollback_takes_the_delivery_back,
    only_what_is_wanted_is_taken,
    an_id_is_taken_once,
    an_id_that_cannot_be_sent_is_refused,
    the_configuration_is_kept_and_changes_act_at_once,
    what_waits_for_a_removed_receiver_has_failed,
    migrating_twice_changes_nothing,
);

async fn a_rollback_takes_the_delivery_back(database: Database) {
    let (hook, outbox) = (Hook::new(|_| status(200)).await, database.outbox());
    outbox.configure("d", &receiver(&hook.url)).await.unwrap();
    let workers = outbox.start().unwrap();
    assert_eq!(database.enqueue_in(&outbox, &delivery("1", "d", "a"), false).await.unwrap(), Enqueued::Taken);
    assert_eq!(outbox.state("1").await.unwrap(), None);
    assert_eq!(database.enqueue_in(&outbox, &delivery("2", "d", "a"), true).await.unwrap(), Enqueued::Taken);
    outbox.wake();
    becomes(&outbox, "2", DeliveryState::Delivered).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    workers.stop().await;
    assert_eq!(hook.ids(), ["2"]);
}

async fn only_what_is_wanted_is_taken(database: Database) {
    let outbox = database.outbox();
    let anything = receiver("https://example.com");
    for (device, configured, enqueued) in [
        ("all", anything.clone(), Enqueued::Taken),
        ("offer", anything.clone().events([EventKind::MessageRead, EventKind::CallOffer]), Enqueued::Taken),
        ("read", anything.clone().events([EventKind::MessageRead]), Enqueued::NotWanted),
        ("part", anything.clone().event_names(["call.off", "all.offer", "call.offer.more"]), Enqueued::NotWanted),
        ("nothing", anything.clone().events([]), Enqueued::NotWanted),
        ("disabled", anything.enabled(false), Enqueued::NotWanted),
    ] {
        outbox.configure(device, &configured).await.unwrap();
        assert_eq!(outbox.enqueue(&delivery(device, device, "a")).await.unwrap(), enqueued, "{device}");
    }
    assert_eq!(outbox.enqueue(&delivery("1", "unknown", "a")).await.unwrap(), Enqueued::NotWanted);
}

async fn an_id_is_taken_once(database: Database) {
    let outbox = database.outbox();
    outbox.configure("d", &receiver("https://example.com")).await.unwrap();
    outbox.configure("e", &receiver("https://example.com")).await.unwrap();
    assert_eq!(outbox.enqueue(&delivery("1", "d", "a")).await.unwrap(), Enqueued::Taken);
    assert_eq!(outbox.enqueue(&delivery("1", "d", "a")).await.unwrap(), Enqueued::Known);
    assert!(matches!(outbox.enqueue(&delivery("1", "e", "a")).await, Err(OutboxError::IdTaken)));
}

async fn an_id_that_cannot_be_sent_is_refused(database: Database) {
    let outbox = database.outbox();
    outbox.configure("d", &receiver("https://example.com")).await.unwrap();
    for id in ["", "a.b", "a\nb"] {
        let refused = outbox.enqueue(&delivery(id, "d", "a")).await;
        assert!(matches!(refused, Err(OutboxError::Id(_))), "{id:?}: {refused:?}");
        assert_eq!(outbox.state(id).await.unwrap(), None);
    }
}

async fn the_configuration_is_kept_and_changes_act_at_once(database: Database) {
    let outbox = database.outbox();
    assert!(outbox.receiver("d").await.unwrap().is_none());
    let configured = receiver("https://example.com/a?b=c")
        .event_names(["call.offer", "x.y"])
        .secret("hunter2")
        .unwrap()
        .header("X-A", "ü\"\\")
        .unwrap()
        .ordered(false)
        .retry_attempts(9);
    outbox.configure("d", &configured).await.unwrap();
    let kept = database.outbox().receiver("d").await.unwrap().unwrap();
    assert_eq!(format!("{kept:?}"), format!("{configured:?}"));
    assert_eq!((kept.url(), kept.is_signed(), kept.retries()), ("https://example.com/a?b=c", true, 9));

    outbox.configure("d", &receiver("https://example.org").enabled(false)).await.unwrap();
    assert_eq!(database.outbox().enqueue(&delivery("1", "d", "a")).await.unwrap(), Enqueued::NotWanted);
}

async fn what_waits_for_a_removed_receiver_has_failed(database: Database) {
    let outbox = database.outbox();
    outbox.configure("d", &receiver("https://example.com")).await.unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    assert!(outbox.remove("d").await.unwrap() && !outbox.remove("d").await.unwrap());
    assert_eq!(outbox.state("1").await.unwrap(), Some(DeliveryState::Failed));
    assert!(outbox.receiver("d").await.unwrap().is_none());
}

async fn migrating_twice_changes_nothing(database: Database) {
    let outbox = database.outbox();
    outbox.configure("d", &receiver("https://example.com")).await.unwrap();
    let (first, second) = tokio::join!(outbox.migrate(), outbox.migrate());
    first.unwrap();
    second.unwrap();
    assert!(outbox.receiver("d").await.unwrap().is_some());
}
