//! A real listener for a router, and what the tests ask of an answer.

#![allow(dead_code, reason = "each test uses a part of it")]

pub mod wire;

use std::net::SocketAddr;

use axum::Router;
use serde_json::Value;
use tokio::net::TcpListener;

/// Serve a router on a free port of this machine.
pub async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// An answer that has been read.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Answer {
    /// Read an answer.
    pub async fn of(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, text: response.text().await.unwrap() }
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The answer is a failure in the envelope with this status and code; gives its text.
    #[track_caller]
    pub fn is_failure(&self, status: u16, code: &str) -> String {
        let envelope = self.json();
        assert_eq!((self.status, &envelope["error_code"]), (status, &code.into()), "{self:?}");
        assert_eq!(envelope["success"], false, "{self:?}");
        assert_eq!(self.headers["content-type"], "application/json", "{self:?}");
        let names: Vec<&str> = envelope.as_object().unwrap().keys().map(String::as_str).collect();
        let known = ["error", "error_code", "success", "timestamp", "validation"];
        assert!(names.iter().all(|name| known.contains(name)), "{self:?}");
        let timestamp = envelope["timestamp"].as_str().unwrap();
        assert!(timestamp.parse::<jiff::Timestamp>().is_ok() && timestamp.len() == "2026-06-15T12:00:00Z".len(), "{timestamp}");
        envelope["error"].as_str().unwrap().to_owned()
    }

    /// The entries of `validation` as (field, message).
    #[track_caller]
    pub fn faults(&self) -> Vec<(String, String)> {
        self.is_failure(400, "VALIDATION_ERROR");
        let text = |entry: &Value, name: &str| entry[name].as_str().unwrap().to_owned();
        let entries = self.json()["validation"].as_array().unwrap_or_else(|| panic!("no validation in {self:?}")).clone();
        entries.iter().map(|entry| (text(entry, "field"), text(entry, "message"))).collect()
    }
}
