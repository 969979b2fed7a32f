use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::Url;

use super::InvalidReceiver;
use super::headers::{check_room, parse};
use crate::webhook::{EventKind, InvalidSecret, Secret, Secrets};

/// The longest time that one attempt may be given: 5 minutes.
pub const LONGEST_TIMEOUT: Duration = Duration::from_mins(5);

/// Where the events of one device go, and how.
///
/// ```
/// use std::time::Duration;
/// use wuts_core::webhook::EventKind;
/// use wuts_core::webhook::deliver::Receiver;
///
/// let receiver = Receiver::new("https://example.com/hook")?
///     .events([EventKind::MessageReceived, EventKind::MessageRead])
///     .secret("a-long-random-string")?
///     .header("X-Tenant-Id", "7")?
///     .timeout(Duration::from_secs(5))?
///     .retry_attempts(5);
/// assert!(receiver.wants("message.read") && !receiver.wants("call.offer"));
/// assert!(Receiver::new("https://example.com")?.header("Content-Length", "1").is_err());
/// # Ok::<(), wuts_core::webhook::deliver::InvalidReceiver>(())
/// ```
#[derive(Clone)]
pub struct Receiver {
    pub(super) url: Url,
    pub(super) events: Option<BTreeSet<String>>,
    pub(super) is_enabled: bool,
    pub(super) is_ordered: bool,
    pub(super) retry_attempts: u8,
    pub(super) timeout: Duration,
    pub(super) secrets: Vec<String>,
    pub(super) headers: BTreeMap<String, String>,
}

impl Receiver {
    /// A receiver of every event at this URL: enabled, unsigned, in order for each chat, 3 retries, 10 seconds for each attempt.
    ///
    /// # Errors
    ///
    /// The text is no absolute `https` or `http` URL, or has a user or a password in it. Whether `http` and the address are
    /// open is for the outbox to say.
    pub fn new(url: &str) -> Result<Self, InvalidReceiver> {
        let url: Url = url.parse().map_err(|_| InvalidReceiver::Url)?;
        let is_web = matches!(url.scheme(), "https" | "http") && url.has_host();
        if !is_web || !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidReceiver::Url);
        }
        Ok(Self {
            url,
            events: None,
            is_enabled: true,
            is_ordered: true,
            retry_attempts: 3,
            timeout: Duration::from_secs(10),
            secrets: Vec::new(),
            headers: BTreeMap::new(),
        })
    }

    /// Only these events.
    #[must_use]
    pub fn events(self, events: impl IntoIterator<Item = EventKind>) -> Self {
        self.event_names(events.into_iter().map(EventKind::name))
    }

    /// Only the events of these names, which this version need not know.
    #[must_use]
    pub fn event_names<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        self.events = Some(names.into_iter().map(str::to_owned).collect());
        self
    }

    /// Whether anything is sent. What happens while it is not is not kept; what was taken before waits.
    #[must_use]
    pub const fn enabled(mut self, is_enabled: bool) -> Self {
        self.is_enabled = is_enabled;
        self
    }

    /// Whether the events of a chat arrive one after the other: true. Without it they may pass each other.
    #[must_use]
    pub const fn ordered(mut self, is_ordered: bool) -> Self {
        self.is_ordered = is_ordered;
        self
    }

    /// How often a delivery is tried again after its first attempt: 3 times.
    #[must_use]
    pub const fn retry_attempts(mut self, retries: u8) -> Self {
        self.retry_attempts = retries;
        self
    }

    /// How long one attempt may take, from the lookup of the name to the last byte that is read: 10 seconds.
    ///
    /// # Errors
    ///
    /// It is less than a millisecond or more than [`LONGEST_TIMEOUT`].
    pub fn timeout(mut self, timeout: Duration) -> Result<Self, InvalidReceiver> {
        if timeout < Duration::from_millis(1) || timeout > LONGEST_TIMEOUT {
            return Err(InvalidReceiver::Timeout);
        }
        self.timeout = timeout;
        Ok(self)
    }

    /// Sign with this secret, too. With several, for a rotation, the first signs the body and all sign the headers.
    ///
    /// The text is kept in the database as it is, for it is needed to sign.
    ///
    /// # Errors
    ///
    /// The text is no secret; see [`Secret::new`].
    pub fn secret(mut self, secret: impl Into<String>) -> Result<Self, InvalidReceiver> {
        let secret = secret.into();
        Secret::new(&secret).map_err(InvalidReceiver::Secret)?;
        self.secrets.push(secret);
        Ok(self)
    }

    /// As [`secret`](Self::secret), with one that was read before, such as in a request.
    #[must_use]
    pub fn key(mut self, secret: &Secret) -> Self {
        self.secrets.push(secret.text());
        self
    }

    /// Send this header with each delivery; a second of one name takes the place of the first.
    ///
    /// # Errors
    ///
    /// It is no header, the name is one that the request itself sets (`host`, `content-type`, `content-length`, `webhook-*`,
    /// `connection`, whatever is for one hop only), or the headers would be longer than 8 KiB.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, InvalidReceiver> {
        let (name, value) = parse(name, value)?;
        self.headers.insert(name, value);
        check_room(&self.headers)?;
        Ok(self)
    }
}

impl Receiver {
    /// The URL.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// The names of the events that it wants; `None` is every event.
    pub const fn wanted_events(&self) -> Option<&BTreeSet<String>> {
        self.events.as_ref()
    }

    /// Whether it wants an event of this name.
    pub fn wants(&self, event: &str) -> bool {
        self.events.as_ref().is_none_or(|events| events.contains(event))
    }

    /// Whether anything is sent: false, too, after it answered 410.
    pub const fn is_enabled(&self) -> bool {
        self.is_enabled
    }

    /// Whether the events of a chat arrive one after the other.
    pub const fn is_ordered(&self) -> bool {
        self.is_ordered
    }

    /// How often a delivery is tried again after its first attempt.
    pub const fn retries(&self) -> u8 {
        self.retry_attempts
    }

    /// How long one attempt may take.
    pub const fn attempt_timeout(&self) -> Duration {
        self.timeout
    }

    /// Whether deliveries are signed.
    pub const fn is_signed(&self) -> bool {
        !self.secrets.is_empty()
    }

    /// The names of the headers of its own; their values may be keys.
    pub fn header_names(&self) -> impl Iterator<Item = &str> {
        self.headers.keys().map(String::as_str)
    }

    /// The keys to sign with, if it has any. A stored text that is no secret is an error: nothing goes out unsigned for it.
    pub(super) fn keys(&self) -> Result<Option<Secrets>, InvalidSecret> {
        let mut keys = self.secrets.iter().map(|text| Secret::new(text));
        let Some(first) = keys.next() else { return Ok(None) };
        keys.try_fold(Secrets::from(first?), |keys, key| Ok(keys.and(key?))).map(Some)
    }

    /// The headers of its own.
    pub(super) fn own_headers(&self) -> HeaderMap {
        let header =
            |(name, value): (&String, &String)| Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?));
        self.headers.iter().filter_map(header).collect()
    }
}

/// Shows no secret and no value of a header.
impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("host", &self.url.host_str())
            .field("events", &self.events)
            .field("is_enabled", &self.is_enabled)
            .field("is_ordered", &self.is_ordered)
            .field("retry_attempts", &self.retry_attempts)
            .field("timeout", &self.timeout)
            .field("is_signed", &self.is_signed())
            .field("headers", &self.headers.keys())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_that_is_not_the_webs_is_refused() {
        for bad in [
            "",
            "example.com",
            "ftp://example.com",
            "https://",
            "https://a:b@example.com",
            "https://a@example.com",
            "file:///etc",
        ] {
            assert_eq!(Receiver::new(bad).unwrap_err(), InvalidReceiver::Url, "{bad}");
        }
        assert_eq!(Receiver::new("https://example.com/a?b=c").unwrap().url(), "https://example.com/a?b=c");
    }

    #[test]
    fn an_empty_secret_and_a_senseless_timeout_are_refused() {
        let receiver = Receiver::new("https://example.com").unwrap();
        assert!(matches!(receiver.clone().secret(""), Err(InvalidReceiver::Secret(_))));
        assert_eq!(receiver.clone().timeout(Duration::ZERO).unwrap_err(), InvalidReceiver::Timeout);
        assert_eq!(receiver.timeout(Duration::from_secs(301)).unwrap_err(), InvalidReceiver::Timeout);
    }

    #[test]
    fn a_key_signs_as_its_text_does() {
        for text in ["a-long-random-string", "whsec_9f3c1a2b7d4e5f60", "\0"] {
            let secret = Secret::new(text).unwrap();
            let by_key = Receiver::new("https://example.com").unwrap().key(&secret).keys().unwrap().unwrap();
            assert_eq!(by_key.current().sign(&[b"body"]), secret.sign(&[b"body"]), "{text:?}");
        }
    }

    #[test]
    fn debug_shows_no_secret_and_no_value() {
        let receiver = Receiver::new("https://example.com/token-in-path").unwrap();
        let receiver = receiver.secret("hunter2").unwrap().header("authorization", "Bearer hunter3").unwrap();
        let shown = format!("{receiver:?}");
        assert!(!shown.contains("hunter") && !shown.contains("token-in-path") && shown.contains("authorization"), "{shown}");
    }
}
