//! Claims, leases and stops.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use wuts_core::webhook::deliver::{DeliveryState, Settings};

use super::on_every_database;
use crate::database::Database;
use crate::hook::{Call, Hook, after, status};
use crate::{becomes, delivery, receiver, settings, statuses};

on_every_database!(
    two_workers_never_deliver_the_same,
    a_lost_lease_ends_and_the_delivery_comes_again,
    a_stop_lets_what_runs_finish,
    a_stop_gives_back_what_does_not_finish,
    what_was_delivered_long_ago_is_forgotten,
    many_may_enqueue_while_it_delivers,
    a_result_is_kept_until_the_database_takes_it,
);

async fn two_workers_never_deliver_the_same(database: Database) {
    let hook = Hook::new(|_| after(Duration::from_millis(5))).await;
    let (one, two) = (database.outbox(), database.outbox());
    one.configure("d", &receiver(&hook.url)).await.unwrap();
    one.configure("e", &receiver(&hook.url).ordered(false)).await.unwrap();
    for n in 0..60 {
        one.enqueue(&delivery(&format!("d{n}"), "d", &format!("{}", n % 12))).await.unwrap();
        one.enqueue(&delivery(&format!("e{n}"), "e", "a")).await.unwrap();
    }
    let workers = (one.start().unwrap(), two.start().unwrap());
    hook.wait_for(120).await;
    tokio::join!(workers.0.stop(), workers.1.stop());

    assert_eq!((hook.calls().len(), hook.ids().into_iter().collect::<BTreeSet<_>>().len()), (120, 120));
    assert_eq!(hook.most_at_once(), 1);
    for chat in 0..12 {
        let calls = hook.calls().into_iter().filter(|call| call.id.starts_with('d') && call.chat() == format!("{chat}"));
        let numbers: Vec<u32> = calls.map(|call| call.id[1..].parse().unwrap()).collect();
        assert!(numbers.is_sorted() && numbers.len() == 5, "{numbers:?}");
    }
}

async fn a_lost_lease_ends_and_the_delivery_comes_again(database: Database) {
    let hook = Hook::new(|call| if call.nth == 1 { after(Duration::from_mins(1)) } else { status(200) }).await;
    let outbox = database.outbox_with(Settings { lease_margin: Duration::from_millis(200), ..settings() });
    let configured = receiver(&hook.url).timeout(Duration::from_millis(400)).unwrap();
    outbox.configure("d", &configured).await.unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    let workers = outbox.start().unwrap();
    hook.wait_for(1).await;
    // Cut off, like a process that is killed: nothing is settled or given back.
    drop(workers);
    let workers = database.outbox().start().unwrap();
    becomes(&outbox, "1", DeliveryState::Delivered).await;
    workers.stop().await;
    let calls = hook.calls();
    assert_eq!(hook.ids(), ["1", "1"]);
    assert!(calls[1].at - calls[0].at > Duration::from_millis(400), "not before the lease ended");
}

async fn a_stop_lets_what_runs_finish(database: Database) {
    let (hook, outbox) = (Hook::new(|_| after(Duration::from_millis(300))).await, database.outbox());
    outbox.configure("d", &receiver(&hook.url)).await.unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    outbox.enqueue(&delivery("2", "d", "a")).await.unwrap();
    let workers = outbox.start().unwrap();
    hook.wait_for(1).await;
    workers.stop().await;
    assert_eq!(outbox.state("1").await.unwrap(), Some(DeliveryState::Delivered));
    assert_eq!((outbox.state("2").await.unwrap(), hook.ids().len()), (Some(DeliveryState::Pending), 1));
}

async fn a_stop_gives_back_what_does_not_finish(database: Database) {
    let answer = |call: &Call| match call.nth {
        1 => after(Duration::from_mins(1)),
        2 => status(500),
        _ => status(200),
    };
    let hook = Hook::new(answer).await;
    let outbox = database.outbox_with(Settings { stop_within: Duration::from_millis(50), ..settings() });
    outbox.configure("d", &receiver(&hook.url).retry_attempts(1)).await.unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    let workers = outbox.start().unwrap();
    hook.wait_for(1).await;
    let start = Instant::now();
    workers.stop().await;
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());

    // The lease would last for half a minute, and the attempt that was cut off does not count.
    let workers = outbox.start().unwrap();
    becomes(&outbox, "1", DeliveryState::Delivered).await;
    workers.stop().await;
    assert_eq!(statuses(&outbox, "1").await, [500, 200]);
}

async fn what_was_delivered_long_ago_is_forgotten(database: Database) {
    let (hook, outbox) = (Hook::new(|call| status(if call.id == "1" { 200 } else { 400 })).await, database.outbox());
    outbox.configure("d", &receiver(&hook.url)).await.unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    outbox.enqueue(&delivery("2", "d", "a")).await.unwrap();
    let workers = outbox.start().unwrap();
    becomes(&outbox, "2", DeliveryState::Failed).await;
    workers.stop().await;
    let workers = database.outbox_with(Settings { keep_delivered: Duration::ZERO, ..settings() }).start().unwrap();
    while outbox.state("1").await.unwrap().is_some() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    workers.stop().await;
    assert_eq!(outbox.attempts("1").await.unwrap().len(), 0);
    assert_eq!(outbox.state("2").await.unwrap(), Some(DeliveryState::Failed), "what has failed is kept");
}

async fn many_may_enqueue_while_it_delivers(database: Database) {
    let (hook, outbox) = (Hook::new(|_| status(200)).await, database.outbox());
    outbox.configure("d", &receiver(&hook.url)).await.unwrap();
    let workers = outbox.start().unwrap();
    let enqueue_all = (0..10).map(|chat| {
        let outbox = outbox.clone();
        async move {
            for n in 0..20 {
                outbox.enqueue(&delivery(&format!("{chat}-{n}"), "d", &format!("{chat}"))).await.unwrap();
            }
        }
    });
    let mut tasks: tokio::task::JoinSet<()> = enqueue_all.collect();
    while let Some(ended) = tasks.join_next().await {
        ended.unwrap();
    }
    let calls = hook.wait_for(200).await;
    workers.stop().await;
    for chat in 0..10 {
        let of_chat = calls.iter().filter(|call| call.chat() == format!("{chat}"));
        let numbers: Vec<u32> = of_chat.map(|call| call.id.split('-').nth(1).unwrap().parse().unwrap()).collect();
        assert_eq!(numbers, (0..20).collect::<Vec<_>>(), "{chat}");
    }
}

async fn a_result_is_kept_until_the_database_takes_it(database: Database) {
    let (hook, outbox) = (Hook::new(|_| after(Duration::from_millis(200))).await, database.outbox());
    outbox.configure("d", &receiver(&hook.url)).await.unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    let workers = outbox.start().unwrap();
    hook.wait_for(1).await;
    database.execute("ALTER TABLE webhook_attempts RENAME TO webhook_attempts_away").await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(outbox.state("1").await.unwrap(), Some(DeliveryState::Pending), "nothing could be written down");
    database.execute("ALTER TABLE webhook_attempts_away RENAME TO webhook_attempts").await;
    becomes(&outbox, "1", DeliveryState::Delivered).await;
    workers.stop().await;
    assert_eq!((hook.ids().len(), statuses(&outbox, "1").await), (1, vec![200]));
}
