//! One attempt over HTTP: what is sent, what is read of the answer, and how long it may take.

use std::net::IpAddr;
use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use jiff::Timestamp;
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, ClientBuilder, Response, Url};
use tokio::time::{Instant, timeout_at};

use super::address::Networks;
use super::outcome::Failure;
use super::resolve::{AddressRefused, Guarded};
use super::schedule::retry_after;
use super::sign::outgoing_at;
use super::store::Claimed;
use super::{OutboxError, Settings, now};
use crate::webhook::SignedDelivery;

/// How much of an answer is kept.
const KEPT: usize = 1024;
/// How long the beginning of a body is waited for at most, once the status is there.
const BODY_WAIT: Duration = Duration::from_secs(1);

/// What came of one attempt.
#[derive(Debug)]
pub(super) struct Report {
    pub at: Timestamp,
    pub elapsed: Duration,
    pub result: Result<Answer, Unanswered>,
}

/// The answer of a receiver.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: u16,
    pub retry_after: Option<Duration>,
    /// The first bytes of the body.
    pub beginning: Vec<u8>,
}

/// No answer came.
#[derive(Debug)]
pub(super) struct Unanswered {
    pub failure: Failure,
    pub detail: String,
}

/// The HTTP clients: one that only encrypts, one that goes to allowed networks only.
pub(super) struct Sender {
    encrypted: Client,
    plain: Client,
    networks: Networks,
}

impl Sender {
    /// Clients with these settings.
    pub fn new(settings: &Settings) -> Result<Self, OutboxError> {
        let networks = Networks(settings.networks.clone());
        let mut builder = client(settings, &networks, true).https_only(true);
        if !settings.root_certificates.is_empty() {
            let roots = settings.root_certificates.iter().map(|pem| Certificate::from_pem(pem));
            builder = builder.tls_certs_merge(roots.collect::<Result<Vec<_>, _>>().map_err(OutboxError::Client)?);
        }
        let encrypted = builder.build().map_err(OutboxError::Client)?;
        let plain = client(settings, &networks, false).build().map_err(OutboxError::Client)?;
        Ok(Self { encrypted, plain, networks })
    }

    /// Make one attempt, which ends by `deadline`.
    pub async fn attempt(&self, claimed: &Claimed, deadline: Instant) -> Report {
        let (at, start) = (now(), Instant::now());
        let result = match timeout_at(deadline, self.send(claimed, at)).await {
            Ok(Ok(response)) => Ok(answer(response, deadline).await),
            Ok(Err(unanswered)) => Err(unanswered),
            Err(_) => Err(Unanswered { failure: Failure::Timeout, detail: "no answer in time".to_owned() }),
        };
        Report { at, elapsed: start.elapsed(), result }
    }

    /// Send the request and wait for the head of the answer.
    async fn send(&self, claimed: &Claimed, at: Timestamp) -> Result<Response, Unanswered> {
        let receiver = &claimed.receiver;
        let client = self.client_for(&receiver.url)?;
        let unsendable = |detail: String| Unanswered { failure: Failure::Unsendable, detail };
        let keys = receiver.keys().map_err(|error| unsendable(error.to_string()))?;
        let SignedDelivery { headers, body } = outgoing_at(&claimed.id, claimed.body.as_bytes(), keys.as_ref(), at)
            .map_err(|error| unsendable(error.to_string()))?;
        let request = client
            .post(receiver.url.clone())
            .headers(receiver.own_headers())
            .headers(headers)
            .header(CONTENT_TYPE, "application/json")
            .body(body);
        request.send().await.map_err(unanswered)
    }

    /// The client for a URL, of which an address in place of a name is checked here: no resolver will see it.
    fn client_for(&self, url: &Url) -> Result<&Client, Unanswered> {
        let is_encrypted = url.scheme() == "https";
        if literal(url).is_some_and(|address| !self.networks.admit(address, is_encrypted)) {
            return Err(Unanswered { failure: Failure::Refused, detail: AddressRefused.to_string() });
        }
        Ok(if is_encrypted { &self.encrypted } else { &self.plain })
    }
}

/// The address that a URL has in place of a name.
pub(super) fn literal(url: &Url) -> Option<IpAddr> {
    let host = url.host_str()?;
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

fn client(settings: &Settings, networks: &Networks, is_encrypted: bool) -> ClientBuilder {
    let guarded = Guarded { resolver: settings.resolver.clone(), networks: networks.clone(), is_encrypted };
    Client::builder()
        .dns_resolver(guarded)
        .redirect(Policy::none())
        .no_proxy()
        .referer(false)
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .pool_max_idle_per_host(settings.in_flight_per_receiver)
        .user_agent(concat!("wuts/", env!("CARGO_PKG_VERSION")))
}

fn asked_delay(headers: &HeaderMap, at: Timestamp) -> Option<Duration> {
    retry_after(headers.get(RETRY_AFTER)?.to_str().ok()?, at)
}

/// What an answer says. Its status has decided: a body that does not come in time is no failure.
async fn answer(response: Response, deadline: Instant) -> Answer {
    let (status, retry_after) = (response.status().as_u16(), asked_delay(response.headers(), now()));
    let until = deadline.min(Instant::now() + BODY_WAIT);
    Answer { status, retry_after, beginning: beginning(response, until).await }
}

/// The first bytes of a body, or what came of them in time. Dropping the rest ends the connection.
async fn beginning(mut response: Response, until: Instant) -> Vec<u8> {
    let mut kept = Vec::new();
    let reading = async {
        while let Ok(Some(chunk)) = response.chunk().await {
            let room = KEPT - kept.len();
            kept.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if kept.len() == KEPT {
                return;
            }
        }
    };
    // What came is kept, however the reading ended.
    let _ = timeout_at(until, reading).await;
    kept
}

fn unanswered(error: reqwest::Error) -> Unanswered {
    // The URL may have a key in it.
    let error = error.without_url();
    let causes: Vec<&(dyn std::error::Error + 'static)> =
        std::iter::successors(Some(&error as &(dyn std::error::Error + 'static)), |cause| cause.source()).collect();
    let failure = if causes.iter().any(|cause| cause.is::<AddressRefused>()) {
        Failure::Refused
    } else if error.is_builder() {
        Failure::Unsendable
    } else {
        Failure::Connection
    };
    let detail = causes.iter().map(ToString::to_string).collect::<Vec<_>>().join(": ");
    Unanswered { failure, detail }
}
