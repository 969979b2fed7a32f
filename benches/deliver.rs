//! How fast the outbox delivers, next to how fast the same database takes plain rows:
//!
//! ```text
//! cargo bench -p wuts-benches --features deliver --bench deliver                      # SQLite
//! WUTS_TEST_POSTGRES=postgres://… cargo bench -p wuts-benches --features deliver --bench deliver   # and PostgreSQL
//! ```
//!
//! Wall times, so they are for one machine and one moment: compare them within a run.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::HeaderMap;
use axum::routing::post;
use tokio::sync::Semaphore;
use wuts_core::jiff::Timestamp;
use wuts_core::webhook::deliver::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use wuts_core::webhook::deliver::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
use wuts_core::webhook::deliver::sqlx::{self, PgPool, SqlitePool};
use wuts_core::webhook::deliver::{Outbox, Receiver, Settings};
use wuts_core::webhook::{Delivery, Event};

/// Devices, each with a receiver of its own, and chats of each.
const DEVICES: usize = 16;
const CHATS: usize = 64;
/// How many deliveries wait when the workers start.
const WAITING: usize = 10_000;
/// How many rows are written to learn how fast the database is.
const ROWS: usize = 5_000;
/// Writers at once, where there are several.
const WRITERS: usize = 8;
/// How long deliveries are enqueued at half of what is possible, to see how old they get.
const STEADY: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    println!(
        "| | rows/s, one writer | rows/s, {WRITERS} writers | enqueued/s, one | enqueued/s, {WRITERS} | delivered/s | at so many/s: | median age | 99 % |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    let folder = tempfile::tempdir().expect("a folder");
    let file = SqliteConnectOptions::new().filename(folder.path().join("outbox.sqlite")).create_if_missing(true);
    let file = file.journal_mode(SqliteJournalMode::Wal);
    measure("SQLite", Pool::Sqlite(SqlitePoolOptions::new().max_connections(10).connect_with(file).await.expect("a file"))).await;
    match std::env::var("WUTS_TEST_POSTGRES") {
        Ok(url) => measure("PostgreSQL", Pool::Postgres(postgres(&url).await)).await,
        Err(_) => println!("PostgreSQL skipped: WUTS_TEST_POSTGRES has no URL"),
    }
}

/// A schema of its own.
async fn postgres(url: &str) -> PgPool {
    let options: PgConnectOptions = url.parse().expect("a URL");
    let options = options.options([("search_path", "wuts_bench_deliver")]);
    let pool = PgPoolOptions::new().max_connections(10).connect_with(options).await.expect("a server");
    for sql in ["DROP SCHEMA IF EXISTS wuts_bench_deliver CASCADE", "CREATE SCHEMA wuts_bench_deliver"] {
        sqlx::query(sql).execute(&pool).await.expect("a schema");
    }
    pool
}

#[derive(Clone)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Pool {
    async fn execute(&self, sql: &'static str, text: Option<&str>) {
        let result = match self {
            Self::Sqlite(pool) => sqlx::query(sql).bind(text).execute(pool).await.map(drop),
            Self::Postgres(pool) => sqlx::query(sql).bind(text).execute(pool).await.map(drop),
        };
        result.expect("the database takes it");
    }
}

async fn measure(name: &str, pool: Pool) {
    let hook = Hook::start().await;
    let settings = Settings { networks: vec!["127.0.0.0/8".parse().expect("a network")], ..Settings::default() };
    let outbox = match &pool {
        Pool::Sqlite(pool) => Outbox::sqlite(pool.clone()),
        Pool::Postgres(pool) => Outbox::postgres(pool.clone()),
    };
    let outbox = outbox.with(settings);
    outbox.migrate().await.expect("tables");
    for device in 0..DEVICES {
        let receiver =
            Receiver::new(&hook.url).and_then(|receiver| receiver.secret("a secret of the bench")).expect("a receiver");
        outbox.configure(&format!("device-{device}"), &receiver).await.expect("it is configured");
    }
    let one_row = rows(&pool, 1).await;
    let rows = rows(&pool, WRITERS).await;
    let one_enqueued = enqueue(&outbox, &hook, 1).await;
    let enqueued = enqueue(&outbox, &hook, WRITERS).await;

    let begun = Instant::now();
    let workers = outbox.start().expect("workers");
    hook.wait_for_all().await;
    let delivered = rate(WAITING, begun.elapsed());
    // Taking and delivering share the database: half of what both can do at once.
    let load = 0.5 / (1.0 / enqueued + 1.0 / delivered);
    let (median, high) = steady(&outbox, &hook, load).await;
    workers.stop().await;
    println!(
        "| {name} | {one_row:.0} | {rows:.0} | {one_enqueued:.0} | {enqueued:.0} | {delivered:.0} | {load:.0} | {median:.1?} | {high:.1?} |"
    );
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn rate(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}

/// Do `work` so many times, by so many at once; how often in a second.
async fn by<F: Future<Output = ()> + Send + 'static>(writers: usize, times: usize, work: impl Fn(usize) -> F) -> f64 {
    let room = Arc::new(Semaphore::new(writers));
    let begun = Instant::now();
    for n in 0..times {
        let permit = room.clone().acquire_owned().await.expect("it is open");
        let work = work(n);
        tokio::spawn(async move {
            work.await;
            drop(permit);
        });
    }
    drop(room.acquire_many(u32::try_from(writers).expect("a few")).await);
    rate(times, begun.elapsed())
}

/// How many plain rows of a delivery's size the database takes in a second, each in a transaction of its own.
async fn rows(pool: &Pool, writers: usize) -> f64 {
    pool.execute("CREATE TABLE IF NOT EXISTS plain (body TEXT NOT NULL)", None).await;
    let text: Arc<str> = serde_json::to_string(&delivery(0)).expect("JSON").into();
    by(writers, ROWS, |_| {
        let (pool, text) = (pool.clone(), text.clone());
        async move { pool.execute("INSERT INTO plain (body) VALUES ($1)", Some(&text)).await }
    })
    .await
}

/// How many deliveries the outbox takes in a second. Half of those that will wait.
async fn enqueue(outbox: &Outbox, hook: &Hook, writers: usize) -> f64 {
    by(writers, WAITING / 2, |n| {
        let (outbox, hook) = (outbox.clone(), hook.clone());
        async move { hook.enqueue(&outbox, n).await }
    })
    .await
}

/// How old deliveries are when they arrive, while so many are enqueued in a second.
async fn steady(outbox: &Outbox, hook: &Hook, rate: f64) -> (Duration, Duration) {
    hook.forget();
    let mut ticks = tokio::time::interval(Duration::from_secs_f64(1.0 / rate));
    let begun = Instant::now();
    for n in 0.. {
        if begun.elapsed() > STEADY {
            break;
        }
        ticks.tick().await;
        let (outbox, hook) = (outbox.clone(), hook.clone());
        tokio::spawn(async move { hook.enqueue(&outbox, n).await });
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    hook.wait_for_all().await;
    hook.ages()
}

/// The contract's message, of the nth device and chat.
fn delivery(n: usize) -> Delivery {
    let chat = n / DEVICES % CHATS;
    let text = format!(
        r#"{{"id":"{}","event":"message.received","timestamp":1640995200,"device_id":"device-{}","user_id":"u","data":{{"message_id":"3EB0F8A1B2C3D4E5F6","from":"55119999{chat:05}@s.whatsapp.net","to":"5511888888888@s.whatsapp.net","content":"Hello!","message_type":"text","timestamp":"2026-06-15T12:00:00Z","is_from_me":false}}}}"#,
        wuts_core::uuid::Uuid::new_v4(),
        n % DEVICES,
    );
    let mut delivery = Delivery::<Event>::from_json(text.as_bytes()).expect("a delivery");
    delivery.timestamp = Timestamp::now();
    delivery
}

#[derive(Default)]
struct Seen {
    enqueued: HashMap<String, Instant>,
    ages: Vec<Duration>,
}

/// A receiver that answers at once, and knows when each delivery was enqueued.
#[derive(Clone)]
struct Hook {
    url: Arc<str>,
    seen: Arc<Mutex<Seen>>,
}

impl Hook {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address")).into();
        let hook = Self { url, seen: Arc::default() };
        let seen = hook.seen.clone();
        let receive = move |headers: HeaderMap| {
            let seen = seen.clone();
            async move {
                let id = headers["webhook-id"].to_str().expect("an id");
                let mut seen = seen.lock().expect("no panic");
                if let Some(at) = seen.enqueued.remove(id) {
                    seen.ages.push(at.elapsed());
                }
            }
        };
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/hook", post(receive))).await });
        hook
    }

    async fn enqueue(&self, outbox: &Outbox, n: usize) {
        let delivery = delivery(n);
        self.seen.lock().expect("no panic").enqueued.insert(delivery.id.clone(), Instant::now());
        outbox.enqueue(&delivery).await.expect("there is room");
    }

    /// Everything that was enqueued has arrived.
    async fn wait_for_all(&self) {
        while !self.seen.lock().expect("no panic").enqueued.is_empty() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    fn forget(&self) {
        *self.seen.lock().expect("no panic") = Seen::default();
    }

    /// The median age, and that at 99 %.
    fn ages(&self) -> (Duration, Duration) {
        let mut ages = self.seen.lock().expect("no panic").ages.clone();
        ages.sort();
        (ages[ages.len() / 2], ages[ages.len() * 99 / 100])
    }
}
