//! A receiver that fails a fifth of the time, and keeps what it accepted.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use jiff::Timestamp;
use tokio::net::TcpListener;
use wuts_core::webhook::{Delivery, Event, Secret, Secrets};

use crate::node::random;

/// The key that its deliveries are signed with.
pub const SECRET: &str = "a secret of the crash test";

/// One delivery that was answered with 200.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub id: String,
    /// The anchor of the request that it answers.
    pub anchor: String,
    pub part: u32,
}

#[derive(Default)]
struct Seen {
    arrivals: Vec<Arrival>,
    refused: usize,
}

/// The receiver.
pub struct Hook {
    pub url: String,
    seen: Arc<Mutex<Seen>>,
}

impl Hook {
    /// On a free port of this machine.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let seen = Arc::<Mutex<Seen>>::default();
        let kept = seen.clone();
        let answer = move |headers: HeaderMap, body: Bytes| {
            let seen = kept.clone();
            async move { receive(&seen, &headers, &body) }
        };
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/hook", post(answer))).await.unwrap() });
        Self { url, seen }
    }

    /// What it accepted, in order.
    pub fn arrivals(&self) -> Vec<Arrival> {
        self.seen.lock().unwrap().arrivals.clone()
    }

    /// How often it failed.
    pub fn refused(&self) -> usize {
        self.seen.lock().unwrap().refused
    }
}

fn receive(seen: &Mutex<Seen>, headers: &HeaderMap, body: &[u8]) -> StatusCode {
    let secrets = Secrets::from(Secret::new(SECRET).unwrap());
    let Ok(delivery) = Delivery::<Event>::verify_at(headers, body, &secrets, Timestamp::now()) else {
        return StatusCode::UNAUTHORIZED;
    };
    let Event::HistorySync(sync) = delivery.event else { return StatusCode::BAD_REQUEST };
    let mut seen = seen.lock().unwrap();
    if random(0..5) == 0 {
        seen.refused += 1;
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    let anchor = sync.request.last_message_id.to_string();
    seen.arrivals.push(Arrival { id: delivery.id, anchor, part: sync.part.get() });
    StatusCode::OK
}
