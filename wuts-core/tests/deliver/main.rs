//! The outbox over a database and real connections: `suite` on SQLite and, where `WUTS_TEST_POSTGRES` has a URL, on PostgreSQL;
//! `hostile` against receivers that misbehave.

mod crash;
mod database;
mod hook;
mod hostile;
mod measured;
mod suite;
mod tls;

use std::time::Duration;

use serde_json::{Value, json};
use wuts_core::webhook::Delivery;
use wuts_core::webhook::deliver::{DeliveryState, Outbox, Receiver, Schedule, Settings};

/// Settings for receivers on this machine, with short delays.
fn settings() -> Settings {
    Settings {
        schedule: Schedule { unit: Duration::from_millis(20), longest: Duration::from_millis(200) },
        poll: Duration::from_millis(20),
        networks: vec!["127.0.0.0/8".parse().unwrap()],
        ..Settings::default()
    }
}

/// An event of a device in a chat.
fn delivery(id: &str, device_id: &str, chat: &str) -> Delivery {
    let body = json!({
        "id": id, "event": "call.offer", "timestamp": 1_640_995_200, "device_id": device_id, "user_id": "u",
        "data": { "chat_jid": chat },
    });
    serde_json::from_str(&body.to_string()).unwrap()
}

/// A receiver at this URL that gives up soon.
fn receiver(url: &str) -> Receiver {
    Receiver::new(url).unwrap().timeout(Duration::from_secs(5)).unwrap()
}

/// Wait until a delivery is in this state.
async fn becomes(outbox: &Outbox, id: &str, state: DeliveryState) {
    let became = async {
        while outbox.state(id).await.unwrap() != Some(state) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(10), became).await;
    assert!(waited.is_ok(), "{id} is {:?}: {:?}", outbox.state(id).await, outbox.attempts(id).await);
}

/// The statuses of the attempts at a delivery; 0 stands for no answer.
async fn statuses(outbox: &Outbox, id: &str) -> Vec<u16> {
    outbox.attempts(id).await.unwrap().iter().map(|attempt| attempt.status.unwrap_or_default()).collect()
}

/// The text at this pointer, or nothing.
fn at<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}
