//! Where the events of a device are sent: what a caller may configure, and how it is shown.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;
use wuts_core::WutsRequest;
use wuts_core::openapi::DateTime;
use wuts_core::webhook::deliver::{InvalidReceiver, Receiver};
use wuts_core::webhook::{EventKind, Secret};

use crate::webhook_headers as headers;

/// The configuration as a caller sends it.
#[derive(Debug, Deserialize, WutsRequest)]
pub struct ConfigureWebhook {
    /// An HTTPS URL; plain HTTP is for this machine.
    #[wuts(url(http), check = is_allowed, schema = json!({ "pattern": ALLOWED }), example = "https://app.example.com/webhook")]
    webhook_url: String,
    /// The events to send.
    #[wuts(count(min = 1), example = ["message.received", "history.sync"])]
    enabled_events: Vec<EventKind>,
    /// Whether events are sent at present.
    #[serde(default = "yes")]
    enabled: bool,
    /// How often a delivery that failed is tried again.
    #[serde(default = "three")]
    #[wuts(range(max = 10))]
    retry_attempts: u8,
    /// How long a receiver may take to answer, in seconds.
    #[serde(default = "ten")]
    #[wuts(range(min = 1, max = 60))]
    timeout: u8,
    /// Signs the deliveries; it is not shown again.
    secret: Option<Secret>,
    /// Headers of every delivery.
    #[serde(default)]
    #[wuts(check = headers::are_fine, schema = headers::schema())]
    headers: BTreeMap<String, String>,
}

/// What [`is_allowed`] takes, for the document.
const ALLOWED: &str = concat!(
    "^(https://([0-9A-Za-z-]+[.])+[A-Za-z]{2,63}|http://(localhost|127[.]0[.]0[.]1))",
    "(:([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?([/?#]|$)",
);

fn yes() -> bool {
    true
}

fn three() -> u8 {
    3
}

fn ten() -> u8 {
    10
}

/// HTTPS to a host with a name, or plain HTTP to this machine for development. The outbox looks at the address, too.
fn is_allowed(url: &str) -> Result<(), &'static str> {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
    let is_short = port.len() < 5 || (port.len() == 5 && !port.starts_with('0'));
    let is_port = is_short && port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    let is_open = match scheme {
        "https" => is_name(host),
        "http" => host == "localhost" || host == "127.0.0.1",
        // That is for `url` to say.
        _ => return Ok(()),
    };
    if is_open && is_port { Ok(()) } else { Err("must be an https URL of a host with a name") }
}

fn is_name(host: &str) -> bool {
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    host.rsplit_once('.').is_some_and(|(labels, last)| {
        let is_last = (2..=63).contains(&last.len()) && last.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_last && labels.split('.').all(is_label)
    })
}

impl ConfigureWebhook {
    /// The same for the outbox.
    pub fn receiver(&self) -> Result<Receiver, InvalidReceiver> {
        let receiver = Receiver::new(&self.webhook_url)?
            .events(self.enabled_events.iter().copied())
            .enabled(self.enabled)
            .retry_attempts(self.retry_attempts)
            .timeout(Duration::from_secs(self.timeout.into()))?;
        let receiver = self.secret.iter().fold(receiver, Receiver::key);
        self.headers.iter().try_fold(receiver, |receiver, (name, value)| receiver.header(name, value))
    }

    /// How it is shown from now on, in place of what was shown before.
    pub fn shown(self, before: Option<Webhook>, now: Timestamp) -> Webhook {
        let now = Timestamp::from_second(now.as_second()).unwrap_or(now);
        let created_at = before.as_ref().map_or(now, |before| before.created_at);
        Webhook {
            id: before.map_or_else(|| format!("wh_{}", Uuid::new_v4().simple()), |before| before.id),
            webhook_url: self.webhook_url,
            enabled_events: self.enabled_events,
            enabled: self.enabled,
            retry_attempts: self.retry_attempts,
            timeout: self.timeout,
            headers: self.headers,
            created_at,
            updated_at: now,
        }
    }
}

/// The configuration as it is shown: everything but the secret.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Webhook {
    id: String,
    webhook_url: String,
    enabled_events: Vec<EventKind>,
    pub enabled: bool,
    retry_attempts: u8,
    timeout: u8,
    headers: BTreeMap<String, String>,
    #[schemars(with = "DateTime")]
    created_at: Timestamp,
    #[schemars(with = "DateTime")]
    updated_at: Timestamp,
}
