//! The webhook: a map of headers, and a secret that is never echoed.

use std::collections::BTreeMap;

use axum::http::{HeaderName, HeaderValue};
use reqwest::Method;
use serde::{Deserialize, Serialize};
use wuts_core::webhook::{EventKind, Secret};
use wuts_core::{Error, WutsRequest, WutsResponse, wuts_endpoint};

use crate::{Service, example, fields, is_example, reference};

#[derive(Deserialize, WutsRequest)]
pub struct ConfigureWebhook {
    #[wuts(url)]
    webhook_url: String,
    #[wuts(count(min = 1))]
    enabled_events: Vec<EventKind>,
    #[serde(default = "yes")]
    enabled: bool,
    #[serde(default = "three")]
    #[wuts(range(max = 10))]
    retry_attempts: u8,
    #[serde(default = "ten")]
    #[wuts(range(min = 1, max = 60))]
    timeout: u8,
    secret: Option<Secret>,
    #[serde(default)]
    #[wuts(count(max = 20), items(check = is_header_value), check = are_header_names)]
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

fn is_header_value(value: &str) -> Result<(), &'static str> {
    HeaderValue::from_str(value).map(drop).map_err(|_| "must be the value of a header")
}

fn are_header_names(headers: &BTreeMap<String, String>) -> Result<(), &'static str> {
    let is_name = |name: &String| name.parse::<HeaderName>().is_ok();
    if headers.keys().all(is_name) { Ok(()) } else { Err("must have the names of headers") }
}

#[derive(Serialize, Deserialize, WutsResponse)]
pub struct Configured {
    message: String,
    webhook: Webhook,
}

#[derive(Serialize, Deserialize)]
struct Webhook {
    id: String,
    webhook_url: String,
    enabled_events: Vec<EventKind>,
    enabled: bool,
    retry_attempts: u8,
    timeout: u8,
    headers: BTreeMap<String, String>,
    created_at: jiff::Timestamp,
    updated_at: jiff::Timestamp,
}

#[wuts_endpoint(POST, "/webhook", tag = "webhooks")]
pub async fn configure_webhook(body: ConfigureWebhook) -> Result<Configured, Error> {
    assert_eq!(format!("{:?}", body.secret), "Some(Secret(…))");
    let Configured { message, webhook } = reference(example!("configureWebhook.response"))?;
    let webhook = Webhook {
        webhook_url: body.webhook_url,
        enabled_events: body.enabled_events,
        enabled: body.enabled,
        retry_attempts: body.retry_attempts,
        timeout: body.timeout,
        headers: body.headers,
        ..webhook
    };
    Ok(Configured { message, webhook })
}

#[tokio::test]
async fn a_webhook_is_configured_without_an_echo_of_its_secret() {
    let service = Service::start().await;
    let answer = service.call(Method::POST, "/webhook", Some(example!("configureWebhook.request"))).await;
    is_example(&answer, example!("configureWebhook.response"));
    let body = r#"{"webhook_url":"ftp://x","enabled_events":[],"secret":"whsec_?","headers":{"X-A":"a\nb","X-B":"fine"}}"#;
    let answer = service.call(Method::POST, "/webhook", Some(body)).await;
    assert_eq!(fields(&answer), ["webhook_url", "enabled_events", "secret", "headers.X-A"]);
    assert!(!answer.text.contains("whsec_?"), "{answer:?}");
}
