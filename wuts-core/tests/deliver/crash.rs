//! A process that is killed while it delivers.

use std::process::{Command, Stdio};
use std::time::Duration;

use sqlx::SqlitePool;
use wuts_core::webhook::deliver::{DeliveryState, Outbox, Settings};

use crate::database::Database;
use crate::hook::{Hook, after, status};
use crate::{becomes, delivery, receiver, settings};

/// Names the database to the process that will be killed.
const FILE: &str = "WUTS_TEST_OUTBOX_FILE";

#[tokio::test]
async fn a_killed_process_loses_nothing() {
    let database = Database::sqlite().await.unwrap();
    let hook = Hook::new(|call| if call.nth == 1 { after(Duration::from_mins(1)) } else { status(200) }).await;
    let outbox = database.outbox();
    outbox.configure("d", &receiver(&hook.url).timeout(Duration::from_millis(800)).unwrap()).await.unwrap();
    for n in 0..3 {
        outbox.enqueue(&delivery(&format!("{n}"), "d", &format!("{n}"))).await.unwrap();
    }
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::deliver_until_killed", "--ignored"])
        .env(FILE, database.file())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    hook.wait_for(3).await;
    child.kill().unwrap();
    child.wait().unwrap();

    let workers = outbox.start().unwrap();
    for n in 0..3 {
        becomes(&outbox, &format!("{n}"), DeliveryState::Delivered).await;
    }
    workers.stop().await;
    let mut ids = hook.ids();
    ids.sort();
    assert_eq!(ids, ["0", "0", "1", "1", "2", "2"]);
}

#[tokio::test]
#[ignore = "runs in a process of its own, which another test starts and kills"]
async fn deliver_until_killed() {
    let Ok(file) = std::env::var(FILE) else { return };
    let pool = SqlitePool::connect(&format!("sqlite:{file}")).await.unwrap();
    let outbox = Outbox::sqlite(pool).with(Settings { lease_margin: Duration::from_millis(100), ..settings() });
    let _workers = outbox.start().unwrap();
    tokio::time::sleep(Duration::from_secs(30)).await;
}
