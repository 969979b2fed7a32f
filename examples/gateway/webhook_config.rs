//! Where the events of a device are sent: what a caller may configure, and the store.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::sync::{Arc, PoisonError, RwLock};

use axum::http::{HeaderName, HeaderValue};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::{Host, Url};
use uuid::Uuid;
use wuts_core::WutsRequest;
use wuts_core::webhook::{EventKind, Secret};

/// The configuration as a caller sends it.
#[derive(Debug, Deserialize, WutsRequest)]
pub struct ConfigureWebhook {
    #[wuts(check = is_allowed)]
    webhook_url: Url,
    #[wuts(check = has_one)]
    enabled_events: Vec<EventKind>,
    #[serde(default = "yes")]
    enabled: bool,
    #[serde(default = "three")]
    #[wuts(range(max = 10))]
    retry_attempts: u8,
    /// In seconds.
    #[serde(default = "ten")]
    #[wuts(range(min = 1, max = 60))]
    timeout: u8,
    secret: Option<Secret>,
    #[serde(default)]
    #[wuts(check = are_headers)]
    headers: BTreeMap<String, String>,
}

fn yes() -> bool {
    true
}

fn three() -> u8 {
    3
}

fn ten() -> u8 {
    10
}

/// HTTPS, or plain HTTP to this machine for development.
fn is_allowed(url: &Url) -> Result<(), &'static str> {
    let is_local = match url.host() {
        Some(Host::Ipv4(ip)) => IpAddr::from(ip).is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::from(ip).is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_local => Ok(()),
        _ => Err("must be an HTTPS URL"),
    }
}

fn has_one(events: &[EventKind]) -> Result<(), &'static str> {
    if events.is_empty() { Err("must name at least one event") } else { Ok(()) }
}

fn are_headers(headers: &BTreeMap<String, String>) -> Result<(), &'static str> {
    let is_header = |(name, value): (&String, &String)| {
        name.parse::<HeaderName>().is_ok_and(|name| name != "content-length" && name != "host")
            && HeaderValue::from_str(value).is_ok()
    };
    if headers.iter().all(is_header) { Ok(()) } else { Err("must be HTTP headers that a client may set") }
}

/// The configuration as it is shown: everything but the secret.
#[derive(Clone, Debug, Serialize)]
pub struct Webhook {
    id: String,
    pub webhook_url: Url,
    pub enabled_events: Vec<EventKind>,
    pub enabled: bool,
    retry_attempts: u8,
    pub timeout: u8,
    pub headers: BTreeMap<String, String>,
    created_at: Timestamp,
    updated_at: Timestamp,
    #[serde(skip)]
    pub secret: Option<Secret>,
}

/// The webhook of each device, by the user that owns it.
#[derive(Clone, Default)]
pub struct Webhooks(Arc<RwLock<HashMap<Uuid, Webhook>>>);

impl Webhooks {
    /// The webhook of a user's device.
    pub fn get(&self, user: Uuid) -> Option<Webhook> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&user).cloned()
    }

    /// Set it.
    pub fn put(&self, user: Uuid, body: ConfigureWebhook) -> Webhook {
        let now = Timestamp::now();
        let now = Timestamp::from_second(now.as_second()).unwrap_or(now);
        let mut webhooks = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let before = webhooks.get(&user);
        let webhook = Webhook {
            id: before.map_or_else(|| format!("wh_{}", Uuid::new_v4().simple()), |before| before.id.clone()),
            webhook_url: body.webhook_url,
            enabled_events: body.enabled_events,
            enabled: body.enabled,
            retry_attempts: body.retry_attempts,
            timeout: body.timeout,
            headers: body.headers,
            created_at: before.map_or(now, |before| before.created_at),
            updated_at: now,
            secret: body.secret,
        };
        webhooks.insert(user, webhook.clone());
        webhook
    }

    /// Forget it.
    pub fn remove(&self, user: Uuid) -> Option<Webhook> {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(&user)
    }
}
