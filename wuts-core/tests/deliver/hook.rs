//! A receiver: a real listener that notes what comes and answers as told.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, Version};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use tokio::net::TcpListener;

/// One request that came.
#[derive(Clone, Debug)]
pub struct Call {
    /// The `webhook-id`.
    pub id: String,
    /// How many came with this id, this one included.
    pub nth: usize,
    pub headers: HeaderMap,
    pub body: Bytes,
    pub version: Version,
    pub at: Instant,
}

impl Call {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn chat(&self) -> String {
        crate::at(&self.json(), "/data/chat_jid").to_owned()
    }
}

/// How to answer, and after how long.
pub struct Reply(pub u16, pub Duration, pub &'static [(&'static str, &'static str)]);

/// Answer at once with this status.
pub const fn status(status: u16) -> Reply {
    Reply(status, Duration::ZERO, &[])
}

/// Answer with 200 after a while.
pub const fn after(delay: Duration) -> Reply {
    Reply(200, delay, &[])
}

#[derive(Default)]
struct Seen {
    calls: Vec<Call>,
    running: HashMap<String, usize>,
    /// The most that ran at once with one id.
    most: usize,
}

/// A receiver on this machine.
#[derive(Clone)]
pub struct Hook {
    pub url: String,
    seen: Arc<Mutex<Seen>>,
}

impl Hook {
    /// A receiver that answers in this way.
    pub async fn new(answer: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let hook = Self { url: format!("http://{}/hook", listener.local_addr().unwrap()), seen: Arc::default() };
        let router = hook.router(answer);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        hook
    }

    /// A receiver elsewhere; serve its router there.
    pub fn at(url: String, answer: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> (Self, Router) {
        let hook = Self { url, seen: Arc::default() };
        let router = hook.router(answer);
        (hook, router)
    }

    fn router(&self, answer: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Router {
        let (seen, answer) = (self.seen.clone(), Arc::new(answer));
        Router::new().fallback(move |version: Version, headers: HeaderMap, body: Bytes| {
            let (seen, answer) = (seen.clone(), answer.clone());
            async move {
                let id = headers["webhook-id"].to_str().unwrap().to_owned();
                let call = {
                    let mut seen = seen.lock().unwrap();
                    let nth = seen.calls.iter().filter(|call| call.id == id).count() + 1;
                    let call = Call { id: id.clone(), nth, headers, body, version, at: Instant::now() };
                    seen.calls.push(call.clone());
                    let running = seen.running.entry(id.clone()).or_default();
                    *running += 1;
                    seen.most = (*running).max(seen.most);
                    call
                };
                let Reply(status, delay, headers) = answer(&call);
                tokio::time::sleep(delay).await;
                *seen.lock().unwrap().running.get_mut(&id).unwrap() -= 1;
                respond(status, headers)
            }
        })
    }

    /// What came so far.
    pub fn calls(&self) -> Vec<Call> {
        self.seen.lock().unwrap().calls.clone()
    }

    /// The ids that came so far, in their order.
    pub fn ids(&self) -> Vec<String> {
        self.calls().into_iter().map(|call| call.id).collect()
    }

    /// The most requests of one id that ran at once.
    pub fn most_at_once(&self) -> usize {
        self.seen.lock().unwrap().most
    }

    /// Wait until so many came, and give them.
    #[track_caller]
    pub fn wait_for(&self, count: usize) -> impl Future<Output = Vec<Call>> {
        let caller = std::panic::Location::caller();
        async move {
            let deadline = Instant::now() + Duration::from_secs(10);
            while self.calls().len() < count {
                assert!(Instant::now() < deadline, "{caller}: {count} expected, came {:?}", self.ids());
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            self.calls()
        }
    }
}

fn respond(status: u16, headers: &'static [(&'static str, &'static str)]) -> Response {
    let mut response = (StatusCode::from_u16(status).unwrap(), format!("answer {status}")).into_response();
    for (name, value) in headers {
        response.headers_mut().insert(*name, value.parse().unwrap());
    }
    response
}
