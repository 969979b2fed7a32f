//! What waits for what.

use std::time::{Duration, Instant};

use wuts_core::webhook::deliver::{DeliveryState, Outgoing, Settings};

use super::on_every_database;
use crate::database::Database;
use crate::hook::{Hook, after, status};
use crate::{becomes, delivery, receiver, settings};

on_every_database!(
    a_chat_keeps_its_order_and_holds_back_nobody_else,
    without_order_nothing_waits,
    the_caller_may_name_the_chat,
    a_slow_receiver_holds_back_nobody_else,
    a_dead_receiver_with_a_long_queue_holds_back_nobody_else,
    a_receiver_that_keeps_failing_rests_and_loses_nothing,
);

async fn a_chat_keeps_its_order_and_holds_back_nobody_else(database: Database) {
    let settings = Settings {
        schedule: wuts_core::webhook::deliver::Schedule { unit: Duration::from_millis(150), ..settings().schedule },
        ..settings()
    };
    let outbox = database.outbox_with(settings);
    let hook = Hook::new(|call| status(if call.id == "a1" && call.nth < 3 { 500 } else { 200 })).await;
    let other = Hook::new(|_| status(200)).await;
    outbox.configure("d", &receiver(&hook.url)).await.unwrap();
    outbox.configure("e", &receiver(&other.url)).await.unwrap();
    for (id, device, chat) in
        [("a1", "d", "a"), ("a2", "d", "a"), ("a3", "d", "a"), ("b1", "d", "b"), ("b2", "d", "b"), ("e1", "e", "a")]
    {
        outbox.enqueue(&delivery(id, device, chat)).await.unwrap();
    }
    let workers = outbox.start().unwrap();
    becomes(&outbox, "a3", DeliveryState::Delivered).await;
    workers.stop().await;

    let of_chat =
        |chat: &str| hook.calls().into_iter().filter(|call| call.chat() == chat).map(|call| call.id).collect::<Vec<_>>();
    assert_eq!(of_chat("a"), ["a1", "a1", "a1", "a2", "a3"]);
    assert_eq!(of_chat("b"), ["b1", "b2"]);
    let second = hook.calls().into_iter().find(|call| call.id == "a1" && call.nth == 2).unwrap().at;
    let others = hook.calls().into_iter().filter(|call| call.chat() == "b").chain(other.calls());
    assert!(others.map(|call| call.at).all(|at| at < second), "{:?} {:?}", hook.ids(), other.ids());
}

async fn without_order_nothing_waits(database: Database) {
    let (hook, outbox) = (Hook::new(|call| status(if call.id == "1" { 500 } else { 200 })).await, database.outbox());
    outbox.configure("d", &receiver(&hook.url).ordered(false).retry_attempts(255)).await.unwrap();
    for id in ["1", "2", "3"] {
        outbox.enqueue(&delivery(id, "d", "a")).await.unwrap();
    }
    let workers = outbox.start().unwrap();
    becomes(&outbox, "3", DeliveryState::Delivered).await;
    becomes(&outbox, "2", DeliveryState::Delivered).await;
    assert_eq!(outbox.state("1").await.unwrap(), Some(DeliveryState::Pending));
    workers.stop().await;
}

async fn the_caller_may_name_the_chat(database: Database) {
    let (hook, outbox) = (Hook::new(|call| status(if call.id == "1" { 500 } else { 200 })).await, database.outbox());
    outbox.configure("d", &receiver(&hook.url).retry_attempts(255)).await.unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    outbox.enqueue(Outgoing::in_chat(&delivery("2", "d", "b"), "a")).await.unwrap();
    outbox.enqueue(Outgoing::in_chat(&delivery("3", "d", "a"), "b")).await.unwrap();
    let workers = outbox.start().unwrap();
    becomes(&outbox, "3", DeliveryState::Delivered).await;
    assert_eq!(outbox.state("2").await.unwrap(), Some(DeliveryState::Pending));
    workers.stop().await;
}

async fn a_slow_receiver_holds_back_nobody_else(database: Database) {
    let outbox =
        database.outbox_with(Settings { in_flight: 4, in_flight_per_receiver: 2, stop_within: Duration::ZERO, ..settings() });
    let (slow, fast) = (Hook::new(|_| after(Duration::from_mins(1))).await, Hook::new(|_| status(200)).await);
    outbox.configure("a-slow", &receiver(&slow.url)).await.unwrap();
    outbox.configure("fast", &receiver(&fast.url)).await.unwrap();
    let workers = outbox.start().unwrap();
    for n in 0..10 {
        outbox.enqueue(&delivery(&format!("s{n}"), "a-slow", &format!("{n}"))).await.unwrap();
    }
    slow.wait_for(2).await;
    for n in 0..20 {
        outbox.enqueue(&delivery(&format!("f{n}"), "fast", &format!("{n}"))).await.unwrap();
    }
    let start = Instant::now();
    fast.wait_for(20).await;
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    assert_eq!(slow.calls().len(), 2, "no more than its share at once");
    workers.stop().await;
}

async fn a_dead_receiver_with_a_long_queue_holds_back_nobody_else(database: Database) {
    let outbox = database.outbox_with(Settings { max_pending: 200_000, ..settings() });
    let live = Hook::new(|_| status(200)).await;
    // Nothing listens there.
    outbox.configure("dead", &receiver("http://127.0.0.1:1/")).await.unwrap();
    outbox.configure("live", &receiver(&live.url)).await.unwrap();
    database
        .execute(
            "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100000)
             INSERT INTO webhook_deliveries (id, device_id, lane, event, body, due_at, created_at)
             SELECT 'x' || n, 'dead', CASE n % 3 WHEN 0 THEN '/one' WHEN 1 THEN '/' || n END, 'call.offer', '{}', 0, 0 FROM n",
        )
        .await;
    let workers = outbox.start().unwrap();
    let found = async {
        while outbox.attempts("x1").await.unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), found).await.expect("an attempt at the dead receiver");
    let start = Instant::now();
    for n in 0..20 {
        outbox.enqueue(&delivery(&format!("l{n}"), "live", &format!("{}", n % 4))).await.unwrap();
    }
    live.wait_for(20).await;
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    workers.stop().await;
}

async fn a_receiver_that_keeps_failing_rests_and_loses_nothing(database: Database) {
    let (start, outbox) = (Instant::now(), database.outbox());
    let hook = Hook::new(move |_| status(if start.elapsed() < Duration::from_millis(800) { 500 } else { 200 })).await;
    outbox.configure("d", &receiver(&hook.url).retry_attempts(1)).await.unwrap();
    for n in 0..40 {
        outbox.enqueue(&delivery(&format!("{n}"), "d", &format!("{n}"))).await.unwrap();
    }
    let workers = outbox.start().unwrap();
    becomes(&outbox, "39", DeliveryState::Delivered).await;
    for _ in 0..500 {
        if hook.calls().len() >= 40 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    workers.stop().await;
    // Without rest each of the 40 would have been given up after its second attempt in the first half second.
    let failed = outbox.failed(None, 0, 100).await.unwrap().len();
    assert!(failed < 20, "{failed} of 40 failed");
    let early = hook.calls().iter().filter(|call| call.at - start < Duration::from_millis(800)).count();
    assert!(early < 40, "{early} requests while it failed");
}
