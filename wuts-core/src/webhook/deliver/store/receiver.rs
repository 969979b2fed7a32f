//! A receiver as it stands in its row.

use std::time::Duration;

use super::micros;
use crate::webhook::deliver::{InvalidReceiver, Receiver};

/// The columns of a receiver. Names of events stand between line ends, so that one is found by its whole name.
#[derive(Clone, Debug)]
pub struct StoredReceiver {
    pub url: String,
    pub events: Option<String>,
    pub is_enabled: bool,
    pub is_ordered: bool,
    pub retry_attempts: i64,
    pub timeout_us: i64,
    pub secrets: String,
    pub headers: String,
}

impl StoredReceiver {
    /// What to store.
    pub fn new(receiver: &Receiver) -> Result<Self, serde_json::Error> {
        let lines = |names: &std::collections::BTreeSet<String>| names.iter().flat_map(|name| ["\n", name, "\n"]).collect();
        Ok(Self {
            url: receiver.url().to_owned(),
            events: receiver.events.as_ref().map(lines),
            is_enabled: receiver.is_enabled,
            is_ordered: receiver.is_ordered,
            retry_attempts: receiver.retry_attempts.into(),
            timeout_us: micros(receiver.timeout),
            secrets: serde_json::to_string(&receiver.secrets)?,
            headers: serde_json::to_string(&receiver.headers)?,
        })
    }

    /// The receiver, by the same rules as a new one.
    pub fn read(&self) -> Result<Receiver, InvalidReceiver> {
        let mut receiver = Receiver::new(&self.url)?
            .enabled(self.is_enabled)
            .ordered(self.is_ordered)
            .retry_attempts(u8::try_from(self.retry_attempts).unwrap_or(u8::MAX))
            .timeout(Duration::from_micros(self.timeout_us.unsigned_abs()))?;
        if let Some(events) = &self.events {
            receiver = receiver.event_names(events.lines().filter(|name| !name.is_empty()));
        }
        let secrets: Vec<String> = serde_json::from_str(&self.secrets).map_err(|_| InvalidReceiver::Stored)?;
        for secret in secrets {
            receiver = receiver.secret(secret)?;
        }
        let headers: Vec<(String, String)> = serde_json::from_str::<std::collections::BTreeMap<_, _>>(&self.headers)
            .map_err(|_| InvalidReceiver::Stored)?
            .into_iter()
            .collect();
        headers.iter().try_fold(receiver, |receiver, (name, value)| receiver.header(name, value))
    }
}
