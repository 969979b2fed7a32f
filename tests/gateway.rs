//! The gateway example: as a process, in this process, and its endpoints with devices that are not well.

#[path = "../examples/gateway/app.rs"]
mod app;
#[path = "../examples/gateway/archive.rs"]
mod archive;
#[path = "../examples/gateway/device.rs"]
mod device;
#[path = "../examples/gateway/history.rs"]
mod history;
#[path = "../examples/gateway/options.rs"]
mod options;
#[path = "../examples/gateway/phone.rs"]
mod phone;
#[path = "../examples/receiver/receiver.rs"]
mod receiver;
#[path = "../examples/gateway/reports.rs"]
mod reports;
#[path = "../examples/gateway/requests.rs"]
mod requests;
#[path = "../examples/gateway/round_trip.rs"]
mod round_trip;
#[path = "../examples/gateway/seed.rs"]
mod seed;
#[path = "../examples/gateway/service.rs"]
mod service;
#[path = "../examples/gateway/status.rs"]
mod status;
#[path = "../examples/gateway/store.rs"]
mod store;
mod support;
#[path = "../examples/gateway/webhook.rs"]
mod webhook;
#[path = "../examples/gateway/webhook_config.rs"]
mod webhook_config;
#[path = "../examples/gateway/webhook_headers.rs"]
mod webhook_headers;
#[path = "../examples/gateway/webhooks.rs"]
mod webhooks;

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use app::{Gateway, app};
use archive::Archive;
use clap::Parser;
use device::{Device, Refused};
use jiff::Timestamp;
use options::Options;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use support::{Answer, serve};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;
use uuid::Uuid;
use webhooks::Webhooks;
use wuts_core::auth::{Caller, Role};
use wuts_core::id::{Jid, Token};
use wuts_core::webhook::Event;
use wuts_core::webhook::deliver::{Outbox, Receiver};
use wuts_core::webhook::event::HistoryAnchor;

const REQUEST: &str = include_str!("contract/examples/requestMessageHistory.request.json");
const ANSWER: &str = include_str!("contract/examples/requestMessageHistory.response.json");

/// A device that only says no.
struct Unwell {
    jid: Jid,
    is_connected: bool,
}

impl Device for Unwell {
    fn id(&self) -> &'static str {
        "wuts-device-001"
    }

    fn jid(&self) -> &Jid {
        &self.jid
    }

    fn is_connected(&self) -> bool {
        self.is_connected
    }

    fn last_seen(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn request_history(&self, _: Jid, _: HistoryAnchor) -> Pin<Box<dyn Future<Output = Result<(), Refused>> + Send + '_>> {
        Box::pin(async { Err(Refused("SECRET: the phone's own words".to_owned())) })
    }
}

/// The options of the example, as from its command line.
fn options(arguments: &[&str]) -> Options {
    Options::parse_from(std::iter::once(&"gateway").chain(arguments))
}

/// A gateway for a caller whose device is connected, disconnected or not there.
struct Service {
    address: SocketAddr,
    token: Token,
    outbox: Outbox,
    /// Holds the file.
    _folder: tempfile::TempDir,
}

impl Service {
    async fn start(is_connected: Option<bool>) -> Self {
        let caller = Caller { tenant_id: Uuid::new_v4(), user_id: Uuid::new_v4(), role: Role::User };
        let device = is_connected.map(|is_connected| {
            let device = Unwell { jid: "5511999999999@s.whatsapp.net".parse().unwrap(), is_connected };
            (caller.user_id, Arc::new(device) as Arc<dyn Device>)
        });
        let folder = tempfile::tempdir().unwrap();
        let file = store::open(&folder.path().join("gateway.sqlite")).await.unwrap();
        let outbox = reports::outbox(&options(&[]), &file).await.unwrap();
        let gateway = Gateway::new(device, Webhooks::new(file, outbox.clone()));
        let token = Token::generate();
        gateway.tokens.insert(token, caller);
        Self { address: serve(app(gateway)).await, token, outbox, _folder: folder }
    }

    async fn send(&self, method: Method, path: &str, body: Option<String>) -> Answer {
        let request = Client::new().request(method, format!("http://{}{path}", self.address)).bearer_auth(self.token.expose());
        let request = match body {
            Some(body) => request.header("content-type", "application/json").body(body),
            None => request,
        };
        Answer::of(request.send().await.unwrap()).await
    }

    async fn ask_for_history(&self) -> Answer {
        self.send(Method::POST, "/messages/history/request", Some(REQUEST.to_owned())).await
    }
}

#[tokio::test]
async fn a_device_that_is_not_well_is_told_apart() {
    let error = Service::start(None).await.ask_for_history().await.is_failure(404, "DEVICE_NOT_FOUND");
    assert_eq!(error, "no device for this user");
    let error = Service::start(Some(false)).await.ask_for_history().await.is_failure(503, "DEVICE_NOT_READY");
    assert_eq!(error, "WhatsApp session is not connected");
    let refused = Service::start(Some(true)).await.ask_for_history().await;
    assert_eq!(refused.is_failure(500, "DEVICE_ERROR"), "the WhatsApp device refused the request");
    assert!(!refused.text.contains("SECRET"), "{refused:?}");
    let of_newsletter = REQUEST.replace("5511999999999@s.whatsapp.net", "120363039000000001@newsletter");
    let service = Service::start(Some(true)).await;
    let answer = service.send(Method::POST, "/messages/history/request", Some(of_newsletter)).await;
    assert_eq!(answer.faults()[0].0, "chat_jid");
}

#[tokio::test]
async fn a_webhook_is_configured_read_and_removed() {
    let service = Service::start(Some(true)).await;
    service.send(Method::GET, "/webhook", None).await.is_failure(404, "NOT_FOUND");
    let body = include_str!("contract/examples/configureWebhook.request.json");
    let mut expected: Value = serde_json::from_str(include_str!("contract/examples/configureWebhook.response.json")).unwrap();
    let answer = service.send(Method::POST, "/webhook", Some(body.to_owned())).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(!answer.text.contains("whsec_"), "the secret is not echoed");
    let mut configured = answer.json();
    for changing in ["id", "created_at", "updated_at"] {
        assert!(configured["webhook"][changing].is_string(), "{answer:?}");
        configured["webhook"][changing] = Value::Null;
        expected["webhook"][changing] = Value::Null;
    }
    assert_eq!(configured, expected);

    let read = service.send(Method::GET, "/webhook", None).await;
    assert_eq!(read.json()["webhook"], answer.json()["webhook"]);
    let again = service.send(Method::POST, "/webhook", Some(body.to_owned())).await;
    assert_eq!(again.json()["webhook"]["id"], answer.json()["webhook"]["id"]);

    // A receiver that answered 410 is shown as what it is.
    let gone = Receiver::new("https://app.example.com").unwrap().enabled(false);
    service.outbox.configure("wuts-device-001", &gone).await.unwrap();
    assert_eq!(service.send(Method::GET, "/webhook", None).await.json()["webhook"]["enabled"], false);

    let deleted = service.send(Method::DELETE, "/webhook", None).await;
    assert_eq!(
        deleted.json(),
        serde_json::from_str::<Value>(include_str!("contract/examples/deleteWebhook.response.json")).unwrap()
    );
    service.send(Method::DELETE, "/webhook", None).await.is_failure(404, "NOT_FOUND");
    assert!(service.outbox.receiver("wuts-device-001").await.unwrap().is_none());
}

#[tokio::test]
async fn a_webhook_goes_to_hosts_with_a_name_or_to_this_machine() {
    let service = Service::start(Some(true)).await;
    for (url, is_fine) in [
        ("https://example.com/hook", true),
        ("https://example.com:8443?a=b", true),
        ("http://127.0.0.1:9000/hook", true),
        ("http://localhost/hook", true),
        ("http://example.com/hook", false),
        ("http://127.0.0.2/", false),
        ("https://10.0.0.1/", false),
        ("https://169.254.169.254/latest", false),
        ("https://[::1]/", false),
        ("https://intranet/", false),
        ("https://example.com:65536/", false),
        ("https://user:pass@example.com/", false),
        ("ftp://example.com/", false),
    ] {
        let body = json!({"webhook_url": url, "enabled_events": ["call.offer"]});
        let answer = service.send(Method::POST, "/webhook", Some(body.to_string())).await;
        let is_taken = answer.status == 200 || answer.faults()[0].0 != "webhook_url";
        assert_eq!(is_taken, is_fine, "{url}: {answer:?}");
    }
}

#[tokio::test]
async fn a_webhook_that_cannot_be_is_refused_whole() {
    let service = Service::start(Some(true)).await;
    let body = json!({
        "webhook_url": "http://example.com/hook", "enabled_events": [], "enabled": "yes", "retry_attempts": 11,
        "timeout": 0, "secret": "whsec_not base64", "headers": {"Host": "elsewhere"},
    });
    let answer = service.send(Method::POST, "/webhook", Some(body.to_string())).await;
    let fields: Vec<String> = answer.faults().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["webhook_url", "enabled_events", "enabled", "retry_attempts", "timeout", "secret", "headers"]);
    assert!(!answer.text.contains("not base64"), "a rejected secret is not echoed: {answer:?}");
    let body = json!({"webhook_url": "https://example.com/hook", "enabled_events": ["message.recieved", "call.offer"]});
    let answer = service.send(Method::POST, "/webhook", Some(body.to_string())).await;
    let expected = ("enabled_events[0]".to_owned(), "must be the name of an event, such as message.received".to_owned());
    assert_eq!(answer.faults(), [expected]);
}

#[tokio::test]
async fn the_events_and_the_status_are_the_contract_s() {
    let service = Service::start(Some(true)).await;
    let events = service.send(Method::GET, "/webhook/events", None).await;
    assert_eq!(
        events.json(),
        serde_json::from_str::<Value>(include_str!("contract/examples/getAvailableWebhookEvents.response.json")).unwrap()
    );
    let status = service.send(Method::GET, "/status?device_id=wuts-device-001", None).await;
    let mut expected: Value = serde_json::from_str(include_str!("contract/examples/checkSessionStatus.response.json")).unwrap();
    expected["data"]["last_seen"] = "1970-01-01T00:00:00Z".into();
    assert_eq!(status.json(), expected);
    service.send(Method::GET, "/status?device_id=another", None).await.is_failure(404, "DEVICE_NOT_FOUND");
}

/// The example as a process of its own.
fn gateway(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--example", "gateway", "--"]).args(arguments);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
    command
}

fn compact(text: &str) -> String {
    // The reference's answer in its own order of members.
    text.lines().map(str::trim).collect::<String>().replace("\": ", "\":")
}

#[tokio::test]
async fn once_prints_the_answer_and_the_verified_event() {
    let output = gateway(&["--once"]).output().await.unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(output.status.success() && lines.len() == 2, "{text}");
    assert_eq!(lines[0], compact(ANSWER));
    let event: Value = serde_json::from_str(lines[1]).unwrap();
    assert_eq!(event["event"], "history.sync");
    let data = &event["data"];
    assert_eq!((&data["request"]["last_message_id"], &data["has_more"]), (&json!("3EB0XXXX1234ABCD"), &json!(true)));
    let messages = data["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 50);
    assert!(messages.iter().all(|message| message["timestamp"].as_str().unwrap() < "2025-06-15T15:06:40Z"));
    let is_sorted = messages.is_sorted_by_key(|message| message["timestamp"].as_str().unwrap());
    assert!(is_sorted, "oldest first");
}

#[tokio::test]
async fn the_printed_line_for_curl_gets_the_same_bytes_until_the_gateway_is_stopped() {
    let mut process = gateway(&["--port", "0"]).spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let line = loop {
        let line = tokio::time::timeout(Duration::from_mins(2), lines.next_line()).await.unwrap().unwrap().unwrap();
        if line.starts_with("curl ") {
            break line;
        }
    };
    let words: Vec<&str> = line.split(['\'', ' ']).filter(|word| !word.is_empty()).collect();
    let after = |word: &str| words[words.iter().position(|other| *other == word).unwrap() + 1];
    let request = Client::new().post(after("-s")).bearer_auth(after("Bearer")).header("content-type", "application/json");
    let answer = Answer::of(request.body(after("-d").to_owned()).send().await.unwrap()).await;
    assert_eq!((answer.status, answer.text), (200, compact(ANSWER)));

    // The event of this request is printed too, as the first one was.
    let event = tokio::time::timeout(Duration::from_secs(10), lines.next_line()).await.expect("an event").unwrap().unwrap();
    assert_eq!(serde_json::from_str::<Value>(&event).unwrap()["event"], "history.sync");

    let id = process.id().unwrap().to_string();
    // `cargo run` becomes the example, so the signal reaches it.
    Command::new("kill").args(["-INT", &id]).status().await.unwrap();
    let status = tokio::time::timeout(Duration::from_secs(20), process.wait()).await.expect("it stops").unwrap();
    assert!(status.success(), "{status}");
}

/// The messages before an anchor in a new archive: the ids of the first and the last, how many, and whether there are more.
async fn before(chat: &str, id: &str, timestamp: i64, count: u16) -> (Option<(String, String)>, usize, bool) {
    let folder = tempfile::tempdir().unwrap();
    let file = store::open(&folder.path().join("gateway.sqlite")).await.unwrap();
    let archive = Archive::open(file, "5511888888888@s.whatsapp.net".parse().unwrap()).await.unwrap();
    let anchor = HistoryAnchor {
        last_message_id: id.parse().unwrap(),
        last_message_from_me: false,
        last_message_timestamp: timestamp,
        count,
    };
    let (messages, has_more) = archive.before(&chat.parse().unwrap(), &anchor).await.unwrap();
    let id = |message: Option<&wuts_core::webhook::event::MessageReceived>| message.map(|message| message.message_id.to_string());
    (id(messages.first()).zip(id(messages.last())), messages.len(), has_more)
}

#[tokio::test]
async fn the_archive_gives_what_is_immediately_before_the_anchor() {
    const CHAT: &str = "5511999999999@s.whatsapp.net";
    let ids = |first: &str, last: &str| Some((first.to_owned(), last.to_owned()));
    let newest = before(CHAT, "3EB0XXXX1234ABCD", 1_750_000_000, 2).await;
    assert_eq!(newest, (ids("3EB00000000004AD", "3EB00000000004AE"), 2, true));
    let next = before(CHAT, "3EB00000000004AD", 1, 2).await;
    assert_eq!(next, (ids("3EB00000000004AB", "3EB00000000004AC"), 2, true), "a known anchor is found by its id");
    let by_time = before(CHAT, "UNKNOWN", 1_750_000_000 - 660, 1).await;
    assert_eq!(by_time, (ids("3EB00000000004AD", "3EB00000000004AD"), 1, true), "an unknown one is placed by its time");
    assert_eq!(before(CHAT, "3EB0000000000002", 1, 2).await.1, 2);
    assert!(!before(CHAT, "3EB0000000000002", 1, 2).await.2, "nothing is older than the first two");
    assert_eq!(before(CHAT, "3EB0000000000000", 1, 500).await, (None, 0, false));
    assert_eq!(before("5511000000000@s.whatsapp.net", "X", 1_750_000_000, 500).await, (None, 0, false));
}

#[tokio::test]
async fn a_file_survives_a_restart_and_a_gateway_ends_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gateway.sqlite");
    let mut devices = Vec::new();
    for _ in 0..2 {
        let service = service::Service::start(0, &path, &options(&[])).await.unwrap();
        let mut subscription = round_trip::subscribe(&service).await.unwrap();
        round_trip::round_trip(&service, &mut subscription).await.unwrap();
        devices.push(store::account(&store::open(&path).await.unwrap()).await.unwrap().device_id);
        tokio::time::timeout(Duration::from_secs(20), service.stop()).await.expect("it stops").unwrap();
    }
    assert_eq!(devices[0], devices[1]);
}

#[tokio::test]
async fn a_long_answer_comes_in_parts_and_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let options = options(&["--event-size", "4096"]);
    let service = service::Service::start(0, &folder.path().join("gateway.sqlite"), &options).await.unwrap();
    let mut subscription = round_trip::subscribe(&service).await.unwrap();
    let body = round_trip::REQUEST.replace(r#""count":50"#, r#""count":200"#);
    let request = Client::new().post(format!("http://{}/messages/history/request", service.address));
    let request = request.bearer_auth(service.token.expose()).header("content-type", "application/json");
    assert_eq!(request.body(body).send().await.unwrap().status(), 200);

    let mut ids = Vec::new();
    for part in 1.. {
        let delivery = tokio::time::timeout(Duration::from_secs(20), subscription.next()).await.expect("a part").unwrap();
        let Event::HistorySync(sync) = delivery.event else { panic!("{delivery:?}") };
        assert_eq!((sync.part.get(), sync.has_more, sync.request.count), (part, true, 200));
        assert!(sync.parts.get() > 5 && serde_json::to_vec(&sync.messages).unwrap().len() <= 4097);
        ids.extend(sync.messages.into_iter().map(|message| message.message_id.to_string()));
        if sync.part == sync.parts {
            break;
        }
    }
    assert_eq!((ids.len(), ids.is_sorted()), (200, true), "oldest first: {ids:?}");
    service.stop().await.unwrap();
}
