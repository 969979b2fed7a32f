//! What an answer leads to.

use std::time::Duration;

use jiff::Timestamp;
use wuts_core::webhook::deliver::{DeliveryState, Enqueued};
use wuts_core::webhook::{Delivery, Secret, Secrets};

use super::on_every_database;
use crate::database::Database;
use crate::hook::{Hook, Reply, status};
use crate::{becomes, delivery, receiver, statuses};

on_every_database!(
    it_arrives_once_and_verifies,
    it_comes_again_after_a_500_with_the_same_id_and_body,
    retry_after_is_honoured,
    a_410_disables_the_receiver_and_what_waits_is_kept,
    a_404_is_final_and_can_be_sent_again,
    after_the_last_retry_it_has_failed,
    a_failed_one_can_be_discarded,
);

async fn it_arrives_once_and_verifies(database: Database) {
    let (hook, outbox) = (Hook::new(|_| status(204)).await, database.outbox());
    let configured = receiver(&hook.url).secret("new").unwrap().secret("old").unwrap().header("X-Tenant-Id", "7").unwrap();
    outbox.configure("d", &configured).await.unwrap();
    let workers = outbox.start().unwrap();
    assert_eq!(outbox.enqueue(&delivery("1", "d", "a")).await.unwrap(), Enqueued::Taken);
    becomes(&outbox, "1", DeliveryState::Delivered).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    workers.stop().await;

    let calls = hook.calls();
    assert_eq!(calls.len(), 1);
    let call = &calls[0];
    assert_eq!(
        (&call.headers["content-type"], &call.headers["x-tenant-id"]),
        (&"application/json".parse().unwrap(), &"7".parse().unwrap())
    );
    let [new, old] = ["new", "old"].map(|text| Secrets::from(Secret::new(text).unwrap()));
    assert_eq!(<Delivery>::verify(&call.body, &new).unwrap().id, "1");
    for secret in [new, old] {
        <Delivery>::verify_at(&call.headers, &call.body, &secret, Timestamp::now()).unwrap();
    }
    assert_eq!(statuses(&outbox, "1").await, [204]);
}

async fn it_comes_again_after_a_500_with_the_same_id_and_body(database: Database) {
    let (hook, outbox) = (Hook::new(|call| status(if call.nth < 3 { 500 } else { 200 })).await, database.outbox());
    outbox.configure("d", &receiver(&hook.url)).await.unwrap();
    let workers = outbox.start().unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    becomes(&outbox, "1", DeliveryState::Delivered).await;
    workers.stop().await;

    let calls = hook.calls();
    assert_eq!(hook.ids(), ["1", "1", "1"]);
    assert!(calls.iter().all(|call| call.body == calls[0].body && call.headers.get("webhook-signature").is_none()));
    assert!(calls[1].at - calls[0].at >= Duration::from_millis(20), "the first delay");
    assert!(calls[2].at - calls[1].at >= Duration::from_millis(80), "the second delay");
    let attempts = outbox.attempts("1").await.unwrap();
    let seen: Vec<_> = attempts.iter().map(|attempt| (attempt.status, attempt.answer.as_slice())).collect();
    assert_eq!(seen, [(Some(500), &b"answer 500"[..]), (Some(500), b"answer 500"), (Some(200), b"answer 200")]);
}

async fn retry_after_is_honoured(database: Database) {
    let answer = |call: &crate::hook::Call| {
        if call.id == "1" && call.nth == 1 { Reply(429, Duration::ZERO, &[("retry-after", "1")]) } else { status(200) }
    };
    let (hook, outbox) = (Hook::new(answer).await, database.outbox());
    outbox.configure("d", &receiver(&hook.url)).await.unwrap();
    let workers = outbox.start().unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    while statuses(&outbox, "1").await.is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    outbox.enqueue(&delivery("2", "d", "b")).await.unwrap();
    let calls = hook.wait_for(3).await;
    workers.stop().await;
    for call in &calls[1..] {
        assert!(call.at - calls[0].at >= Duration::from_secs(1), "{} came too soon", call.id);
    }
}

async fn a_410_disables_the_receiver_and_what_waits_is_kept(database: Database) {
    let (hook, outbox) = (Hook::new(|call| status(if call.id == "1" { 410 } else { 200 })).await, database.outbox());
    outbox.configure("d", &receiver(&hook.url)).await.unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    outbox.enqueue(&delivery("2", "d", "a")).await.unwrap();
    let workers = outbox.start().unwrap();
    becomes(&outbox, "1", DeliveryState::Failed).await;
    assert!(!outbox.receiver("d").await.unwrap().unwrap().is_enabled());
    assert_eq!(outbox.enqueue(&delivery("3", "d", "a")).await.unwrap(), Enqueued::NotWanted);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!((hook.ids(), outbox.state("2").await.unwrap()), (vec!["1".to_owned()], Some(DeliveryState::Pending)));

    outbox.configure("d", &receiver(&hook.url)).await.unwrap();
    becomes(&outbox, "2", DeliveryState::Delivered).await;
    workers.stop().await;
}

async fn a_404_is_final_and_can_be_sent_again(database: Database) {
    let (hook, outbox) = (Hook::new(|call| status(if call.nth == 1 { 404 } else { 200 })).await, database.outbox());
    outbox.configure("d", &receiver(&hook.url)).await.unwrap();
    let workers = outbox.start().unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    becomes(&outbox, "1", DeliveryState::Failed).await;
    let failed = outbox.failed(Some("d"), 0, 10).await.unwrap();
    assert_eq!((failed.len(), failed[0].id.as_str(), failed[0].event.as_str(), failed[0].attempts), (1, "1", "call.offer", 1));
    assert!(outbox.failed(Some("other"), 0, 10).await.unwrap().is_empty());
    assert!(outbox.failed(None, failed[0].position, 10).await.unwrap().is_empty(), "the next page");

    assert!(outbox.resend("1").await.unwrap() && !outbox.resend("1").await.unwrap() && !outbox.resend("2").await.unwrap());
    becomes(&outbox, "1", DeliveryState::Delivered).await;
    workers.stop().await;
    let calls = hook.calls();
    assert_eq!((hook.ids(), &calls[0].body), (vec!["1".to_owned(); 2], &calls[1].body));
    assert_eq!(statuses(&outbox, "1").await, [404, 200]);
    assert!(outbox.failed(None, 0, 10).await.unwrap().is_empty());
}

async fn after_the_last_retry_it_has_failed(database: Database) {
    let (hook, outbox) = (Hook::new(|_| status(503)).await, database.outbox());
    outbox.configure("d", &receiver(&hook.url).retry_attempts(2)).await.unwrap();
    let workers = outbox.start().unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    becomes(&outbox, "1", DeliveryState::Failed).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    workers.stop().await;
    assert_eq!((hook.ids().len(), statuses(&outbox, "1").await), (3, vec![503; 3]));
}

async fn a_failed_one_can_be_discarded(database: Database) {
    let (hook, outbox) = (Hook::new(|_| status(400)).await, database.outbox());
    outbox.configure("d", &receiver(&hook.url)).await.unwrap();
    let workers = outbox.start().unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    becomes(&outbox, "1", DeliveryState::Failed).await;
    workers.stop().await;
    assert!(outbox.discard("1").await.unwrap() && !outbox.discard("1").await.unwrap());
    assert_eq!((outbox.state("1").await.unwrap(), outbox.attempts("1").await.unwrap().len()), (None, 0));
}
