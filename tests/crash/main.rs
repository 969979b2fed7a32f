//! Gateways as processes, killed while they deliver to a receiver that fails a fifth of the time: nothing is lost, repeats have the
//! same id, each chat keeps its order.
//!
//! `WUTS_TEST_CRASH_EVENTS` and `WUTS_TEST_CRASH_KILLS` say how many; the README has the command of the full test.

mod hook;
mod node;
#[path = "../support/process.rs"]
mod process;

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use hook::{Arrival, Hook};
use node::{Accepted, Node, random};
use sqlx::{AssertSqlSafe, PgPool};

/// The longest time without an arrival while some are missing: several times the longest delay between attempts.
const PATIENCE: Duration = Duration::from_secs(30);

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|error| panic!("{name}: {error}")))
}

#[tokio::test]
async fn a_killed_gateway_loses_nothing() {
    survive(1, None).await;
}

#[tokio::test]
async fn killed_gateways_that_share_a_postgresql_lose_nothing() {
    let Ok(url) = std::env::var("WUTS_TEST_POSTGRES") else {
        println!("skipped: WUTS_TEST_POSTGRES has no URL");
        return;
    };
    let schema = format!("crash{}", uuid::Uuid::new_v4().simple());
    let pool = PgPool::connect(&url).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("CREATE SCHEMA {schema}"))).execute(&pool).await.unwrap();
    let joint = if url.contains('?') { '&' } else { '?' };
    survive(3, Some(format!("{url}{joint}options[search_path]={schema}"))).await;
}

/// Ask `nodes` gateways for history while they are killed and started again, and hold what arrives against what was accepted.
async fn survive(nodes: usize, postgres: Option<String>) {
    let (events, kills) = (number("WUTS_TEST_CRASH_EVENTS", 400), number("WUTS_TEST_CRASH_KILLS", 6));
    let begun = Instant::now();
    let hook = Hook::start().await;
    let mut running = Vec::new();
    for number in 0..nodes {
        let mut node = Node::start(number, postgres.as_deref()).await;
        node.configure_webhook(&hook.url).await;
        running.push(node);
    }
    for kill in 1..=kills {
        // So many events for each kill, which comes at any moment of them, in the middle of a request too.
        let victim = usize::try_from(random(0..u64::try_from(nodes).unwrap())).unwrap();
        let killed = running[victim].kill_after(Duration::from_millis(random(20..600)));
        while !killed.is_finished() {
            if accepted(&running) < events * kill / kills {
                for node in &mut running {
                    node.ask().await;
                }
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        killed.await.unwrap();
        running[victim].restart().await;
    }
    while accepted(&running) < events {
        for node in &mut running {
            node.ask().await;
        }
    }
    all_arrive(&hook, &running).await;
    let arrivals = hook.arrivals();
    for node in &mut running {
        check(node, &arrivals);
        node.gateway.stop().await;
    }
    let (times, ids) = (arrivals.len(), arrivals.iter().map(|arrival| &arrival.id).collect::<BTreeSet<_>>().len());
    println!(
        "{nodes} gateways, {kills} kills: {ids} events accepted by the receiver, {} of them again, {} answers of 500, {:.0?}",
        times - ids,
        hook.refused(),
        begun.elapsed(),
    );
}

fn accepted(nodes: &[Node]) -> usize {
    nodes.iter().flat_map(|node| &node.accepted).map(|accepted| accepted.events).sum()
}

/// Wait until every part of every accepted request has arrived.
async fn all_arrive(hook: &Hook, nodes: &[Node]) {
    let mut since = (Instant::now(), 0);
    loop {
        let arrivals = hook.arrivals();
        let found = parts(&arrivals);
        let is_missing = |accepted: &&Accepted| found.get(&accepted.anchor).is_none_or(|parts| parts.len() < accepted.events);
        let missing: Vec<_> = nodes.iter().flat_map(|node| &node.accepted).filter(is_missing).collect();
        if missing.is_empty() {
            return;
        }
        if arrivals.len() > since.1 {
            since = (Instant::now(), arrivals.len());
        }
        let (first, count) = (missing[0], missing.len());
        assert!(since.0.elapsed() < PATIENCE, "{count} lost, {first:?} the first, after {} arrivals", arrivals.len());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The parts that arrived of each request, with the ids they had.
fn parts(arrivals: &[Arrival]) -> BTreeMap<String, BTreeMap<u32, BTreeSet<String>>> {
    let mut parts: BTreeMap<String, BTreeMap<u32, BTreeSet<String>>> = BTreeMap::new();
    for arrival in arrivals {
        parts.entry(arrival.anchor.clone()).or_default().entry(arrival.part).or_default().insert(arrival.id.clone());
    }
    parts
}

/// What arrived of a node's requests is whole, has one id for each event, and each chat is in order.
fn check(node: &Node, arrivals: &[Arrival]) {
    let found = parts(arrivals);
    for Accepted { anchor, events, .. } in &node.accepted {
        let parts = &found[anchor];
        let numbers: Vec<usize> = parts.keys().map(|part| usize::try_from(*part).unwrap()).collect();
        assert_eq!(numbers, (1..=*events).collect::<Vec<_>>(), "{anchor}: every part, none invented");
        assert!(parts.values().all(|ids| ids.len() == 1), "{anchor}: a repeat has the same id: {parts:?}");
    }
    for chat in node::CHATS {
        let asked: Vec<&str> =
            node.accepted.iter().filter(|accepted| accepted.chat == chat).map(|accepted| accepted.anchor.as_str()).collect();
        let mut seen = BTreeSet::new();
        let firsts = arrivals.iter().filter(|arrival| asked.contains(&arrival.anchor.as_str()) && seen.insert(&arrival.id));
        let order: Vec<_> =
            firsts.map(|arrival| (asked.iter().position(|anchor| *anchor == arrival.anchor), arrival.part)).collect();
        assert!(order.is_sorted(), "{chat} of node {}: {order:?}", node.number);
    }
}
