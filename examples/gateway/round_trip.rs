//! The main job, as a client sees it: configure a webhook, ask for history, and get the messages.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use wuts_core::webhook::{Delivery, Event, Secret, WebhookReceiver};

use crate::receiver::{PATH, Receiver, receiver};
use crate::service::Service;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// How long the event may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The reference's own request.
pub const REQUEST: &str = r#"{"chat_jid":"5511999999999@s.whatsapp.net","last_message_id":"3EB0XXXX1234ABCD","last_message_from_me":false,"last_message_timestamp":1750000000,"count":50}"#;

/// Where a receiver on this machine takes the events of the service.
pub struct Subscription {
    events: mpsc::Receiver<Delivery>,
}

impl Subscription {
    /// The next event that arrived and verified.
    pub async fn next(&mut self) -> Option<Delivery> {
        self.events.recv().await
    }
}

/// Start a receiver beside the service and make it the webhook of the service's device.
pub async fn subscribe(service: &Service) -> Result<Subscription, Failure> {
    let secret = uuid::Uuid::new_v4().to_string();
    let (sender, events) = mpsc::channel(64);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}{PATH}", listener.local_addr()?);
    let router = receiver(Receiver { webhooks: WebhookReceiver::new(Secret::new(&secret)?), events: sender });
    tokio::spawn(async move { axum::serve(listener, router).await });
    let webhook = json!({"webhook_url": url, "enabled_events": ["message.received", "history.sync"], "secret": secret});
    let (status, answer) = post(service, "/webhook", webhook.to_string()).await?;
    if status != 200 {
        return Err(format!("the webhook was refused with {status}: {answer}").into());
    }
    Ok(Subscription { events })
}

/// Send the reference's request and print the answer, then the event.
pub async fn round_trip(service: &Service, subscription: &mut Subscription) -> Result<(), Failure> {
    let (status, answer) = post(service, "/messages/history/request", REQUEST.to_owned()).await?;
    println!("{answer}");
    if status != 200 {
        return Err(format!("the history request was refused with {status}").into());
    }
    let delivery = tokio::time::timeout(PATIENCE, subscription.next())
        .await
        .map_err(|_| "no verified event came in time")?
        .ok_or("the receiver has stopped")?;
    let Event::HistorySync(sync) = &delivery.event else {
        return Err(format!("expected history.sync, got {}", delivery.event.name()).into());
    };
    println!("{}", serde_json::to_string(&delivery)?);
    let asked: Value = serde_json::from_str(REQUEST)?;
    if sync.chat_jid.as_str() != asked["chat_jid"] || sync.messages.len() != 50 {
        return Err("the event does not answer the request".into());
    }
    Ok(())
}

async fn post(service: &Service, path: &str, body: String) -> Result<(u16, String), Failure> {
    let answer = reqwest::Client::builder()
        .no_proxy()
        .build()?
        .post(format!("http://{}{path}", service.address))
        .bearer_auth(service.token.expose())
        .header("content-type", "application/json")
        .body(body)
        .send()
        .await?;
    Ok((answer.status().as_u16(), answer.text().await?))
}
