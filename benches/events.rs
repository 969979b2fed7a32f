//! What reading a webhook costs, in instructions, next to serde's own ways over the same types:
//!
//! ```text
//! cargo bench -p wuts-benches --bench events
//! ```
//!
//! Fails if a ratio rises above its bound.

mod instructions;

use std::hint::black_box;
use std::sync::LazyLock;

use instructions::{Case, count};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use wuts_core::id::{Jid, MessageId};
use wuts_core::jiff::Timestamp;
use wuts_core::webhook::event::{HistorySync, MessageReceived};
use wuts_core::webhook::{Delivery, Event};

/// The contract's message with a text that makes its delivery 2 KiB long.
static TEXT: LazyLock<String> = LazyLock::new(|| delivery("message.received", &message(1_665)).to_string());

/// The contract's message with what a picture brings along, 2 KiB in all: members that no type knows.
static PICTURE: LazyLock<String> = LazyLock::new(|| {
    let mut data = message(80);
    data["media"] = json!({
        "mime_type": "image/jpeg", "file_size": 204_800, "width": 1280, "height": 960, "caption": "x".repeat(80),
        "url": format!("https://media.example.com/{}", "a".repeat(160)), "sha256": "0".repeat(64), "media_key": "0".repeat(44),
        "thumbnail": "/9j/".repeat(120),
    });
    data["context"] = json!({
        "quoted_id": "3EB0F8A1B2C3D4E5F6", "participant": "5511999999999@s.whatsapp.net", "forwarded": true, "score": 3,
        "mentions": ["5511999999999@s.whatsapp.net", "5511888888888@s.whatsapp.net", "5511777777777@s.whatsapp.net"],
        "link": {"title": "x".repeat(60), "description": "x".repeat(120), "url": "https://example.com/a/b/c"},
    });
    delivery("message.received", &data).to_string()
});

/// A history of 1 MiB, in messages of half a KiB.
static HISTORY: LazyLock<String> = LazyLock::new(|| {
    let request = json!({"last_message_id": "A", "last_message_from_me": false, "last_message_timestamp": 1, "count": 500});
    let messages: Vec<Value> = (0..2_221).map(|_| message(250)).collect();
    let data = json!({"request": request, "chat_jid": "5511999999999@s.whatsapp.net", "messages": messages, "has_more": true});
    delivery("history.sync", &data).to_string()
});

fn message(length: usize) -> Value {
    json!({
        "message_id": "3EB0F8A1B2C3D4E5F6", "from": "5511999999999@s.whatsapp.net", "to": "5511888888888@s.whatsapp.net",
        "content": "x".repeat(length), "message_type": "text", "timestamp": "2026-06-15T12:00:00Z", "is_from_me": false,
        "push_name": "Jane Doe",
    })
}

/// The members in the order of the contract.
fn delivery(event: &str, data: &Value) -> impl std::fmt::Display {
    format!(
        r#"{{"id":"event-uuid","event":"{event}","timestamp":1640995200,"device_id":"device-uuid","user_id":"user-uuid","data":{data},"signature":"sha256={}"}}"#,
        "0".repeat(64)
    )
}

/// An enum as serde tags it, over the same types.
#[derive(Deserialize)]
#[serde(tag = "event", content = "data")]
#[allow(dead_code, reason = "it is only read")]
enum Tagged {
    #[serde(rename = "message.received")]
    MessageReceived(MessageReceived),
    #[serde(rename = "history.sync")]
    HistorySync(HistorySync),
}

/// The same, over a message with a place for other members as serde has it: what is read by way of a tree cannot keep texts.
#[derive(Deserialize)]
#[serde(tag = "event", content = "data")]
#[allow(dead_code, reason = "it is only read")]
enum TaggedWithExtra {
    #[serde(rename = "message.received")]
    MessageReceived(MessageWithExtra),
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "it is only read")]
struct MessageWithExtra {
    message_id: MessageId,
    from: Jid,
    to: Jid,
    content: String,
    message_type: String,
    timestamp: Timestamp,
    is_from_me: bool,
    push_name: Option<String>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

/// The delivery around it.
#[derive(Deserialize)]
#[allow(dead_code, reason = "it is only read")]
struct TaggedDelivery<E> {
    id: String,
    timestamp: i64,
    device_id: String,
    user_id: String,
    #[serde(flatten)]
    event: E,
}

/// A delivery of which the event is known beforehand.
#[derive(Deserialize)]
#[allow(dead_code, reason = "it is only read")]
struct Plain<T> {
    id: String,
    event: String,
    timestamp: i64,
    device_id: String,
    user_id: String,
    data: T,
}

fn read<'t, T: Deserialize<'t>>(text: &'t str) {
    black_box(serde_json::from_slice::<T>(black_box(text.as_bytes())).expect("it fits"));
}

fn ours(text: &str) {
    let delivery: Delivery = Delivery::from_json(black_box(text.as_bytes())).expect("it fits");
    assert!(!matches!(black_box(delivery).event, Event::Drifted(_) | Event::Unknown(_)));
}

const CASES: &[Case] = &[
    Case { name: "text-ours", times: 2_000, work: || ours(&TEXT) },
    Case { name: "text-deserialize", times: 2_000, work: || read::<Delivery>(&TEXT) },
    Case { name: "text-tagged", times: 2_000, work: || read::<TaggedDelivery<Tagged>>(&TEXT) },
    Case { name: "text-plain", times: 2_000, work: || read::<Plain<MessageReceived>>(&TEXT) },
    Case { name: "picture-ours", times: 2_000, work: || ours(&PICTURE) },
    Case { name: "picture-deserialize", times: 2_000, work: || read::<Delivery>(&PICTURE) },
    Case { name: "picture-tagged", times: 2_000, work: || read::<TaggedDelivery<TaggedWithExtra>>(&PICTURE) },
    Case { name: "picture-plain", times: 2_000, work: || read::<Plain<MessageReceived>>(&PICTURE) },
    Case { name: "history-ours", times: 4, work: || ours(&HISTORY) },
    Case { name: "history-deserialize", times: 4, work: || read::<Delivery>(&HISTORY) },
    Case { name: "history-tagged", times: 4, work: || read::<TaggedDelivery<Tagged>>(&HISTORY) },
    Case { name: "history-plain", times: 4, work: || read::<Plain<HistorySync>>(&HISTORY) },
];

/// What is measured, its column to compare with, and the most that the ratio may be.
const BOUNDS: &[(&str, usize, f64)] = &[
    ("message.received, a text, to serde's tagged enum", 2, 0.75),
    ("message.received, a picture, to serde's tagged enum", 2, 0.5),
    ("history.sync to the plain type", 3, 1.1),
];

fn main() {
    let counts = count(CASES);
    println!("{}, {} and {} bytes; instructions for each", TEXT.len(), PICTURE.len(), HISTORY.len());
    println!("| | from_json | Deserialize | serde, tagged | plain type |");
    println!("| --- | --- | --- | --- | --- |");
    for (row, (name, ..)) in counts.chunks(4).zip(BOUNDS) {
        println!("| {} | {} | {} | {} | {} |", name.split(" to ").next().unwrap_or(name), row[0], row[1], row[2], row[3]);
    }
    let mut is_fine = true;
    for (row, (name, column, bound)) in counts.chunks(4).zip(BOUNDS) {
        let ratio = f64::from(u32::try_from(row[0] * 1_000 / row[*column]).expect("a ratio")) / 1_000.0;
        println!("{name}: {ratio:.3}, at most {bound}");
        is_fine &= ratio <= *bound;
    }
    std::process::exit(i32::from(!is_fine));
}
