//! What a sender of webhooks meets at a receiver, over a real listener.

mod support;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::routing::post;
use jiff::Timestamp;
use serde_json::json;
use support::wire::Wire;
use support::{Answer, serve};
use wuts_core::auth::AuthenticateError;
use wuts_core::webhook::event::RawData;
use wuts_core::webhook::{
    Delivery, Event, EventKind, ReceiveWebhooks, Secret, Secrets, SeenIds, SeenInMemory, SignedDelivery, Verified,
    WebhookReceiver,
};
use wuts_core::{Api, Error, ErrorCode, WutsEvent, endpoints, wuts_endpoint};

/// A receiver that keeps what it got, and fails as often as it is told.
#[derive(Clone)]
struct Shop {
    webhooks: WebhookReceiver,
    failures: Arc<AtomicUsize>,
    handled: Arc<Mutex<Vec<(String, bool)>>>,
}

impl ReceiveWebhooks for Shop {
    fn webhook_receiver(&self) -> WebhookReceiver {
        self.webhooks.clone()
    }
}

impl Shop {
    fn new(webhooks: WebhookReceiver) -> Self {
        Self { webhooks, failures: Arc::default(), handled: Arc::default() }
    }

    fn handled(&self) -> Vec<(String, bool)> {
        self.handled.lock().unwrap().clone()
    }

    fn handle(&self, event: &Verified) -> Result<(), Error> {
        if self.failures.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok() {
            return Err(Error::of(ErrorCode::SERVICE_UNAVAILABLE));
        }
        self.handled.lock().unwrap().push((event.delivery.id.clone(), event.is_repeat));
        Ok(())
    }
}

#[wuts_endpoint(POST, "/hook", auth = webhook, body_limit = "64 KiB")]
async fn hook(State(shop): State<Shop>, event: Verified<Event>) -> Result<(), Error> {
    shop.handle(&event)
}

#[derive(Debug, WutsEvent)]
enum Mine {
    #[wuts(event = "call.offer")]
    Call(RawData),
}

#[wuts_endpoint(POST, "/mine", auth = webhook)]
async fn mine(event: Verified<Mine>) -> Result<String, Error> {
    let Mine::Call(data) = event.delivery.event;
    Ok(data.as_str().to_owned())
}

async fn start(shop: &Shop) -> SocketAddr {
    serve(Api::new("shop", "1.0.0").endpoints(endpoints![hook, mine]).into_router(shop.clone())).await
}

fn secret(text: &str) -> Secret {
    Secret::new(text).unwrap()
}

fn delivery(id: &str) -> Delivery {
    let event = json!({"id": id, "event": "call.offer", "timestamp": 1, "device_id": "d", "user_id": "u", "data": {"from": "x"}});
    serde_json::from_value(event).unwrap()
}

fn signed(id: &str, secrets: &Secrets) -> SignedDelivery {
    delivery(id).sign_at(secrets, Timestamp::now()).unwrap()
}

async fn send(address: SocketAddr, path: &str, headers: HeaderMap, body: Vec<u8>) -> Answer {
    let request = reqwest::Client::new().post(format!("http://{address}{path}")).headers(headers).body(body);
    Answer::of(request.send().await.unwrap()).await
}

async fn send_signed(address: SocketAddr, SignedDelivery { headers, body }: SignedDelivery) -> Answer {
    send(address, "/hook", headers, body).await
}

#[tokio::test]
async fn a_signed_delivery_is_received() {
    let secrets = Secrets::from(secret("a"));
    let shop = Shop::new(WebhookReceiver::new(secrets.clone()));
    let address = start(&shop).await;
    assert_eq!(send_signed(address, signed("1", &secrets)).await.status, 200);
    assert_eq!(shop.handled(), [("1".to_owned(), false)]);

    let SignedDelivery { headers, body } = signed("2", &secrets);
    let answer = send(address, "/mine", headers, body).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, r#"{"from":"x"}"#));
}

#[tokio::test]
async fn every_signature_that_does_not_count_is_one_bland_answer() {
    let secrets = Secrets::from(secret("a"));
    let shop = Shop::new(WebhookReceiver::new(secrets.clone()));
    let address = start(&shop).await;
    let right = signed("1", &secrets);
    let old = delivery("1").sign_at(&secrets, Timestamp::now() - Duration::from_secs(302)).unwrap();
    let early = delivery("1").sign_at(&secrets, Timestamp::now() + Duration::from_secs(302)).unwrap();
    let other = signed("1", &secret("b").into());
    let mut changed = right.clone();
    changed.body[10] ^= 1;
    let without = ["webhook-id", "webhook-timestamp", "webhook-signature"].map(|name| {
        let mut without = right.clone();
        without.headers.remove(name);
        without
    });
    let unsigned = SignedDelivery { headers: HeaderMap::new(), body: right.body.clone() };
    let mut answers = Vec::new();
    for wrong in [old, early, other, changed, unsigned].into_iter().chain(without) {
        let answer = send_signed(address, wrong).await;
        answers.push((answer.is_failure(401, "UNAUTHORIZED"), answer.headers.len()));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(shop.handled(), []);
}

#[tokio::test]
async fn a_request_without_headers_is_refused_before_its_body_is_read() {
    let shop = Shop::new(WebhookReceiver::new(secret("a")));
    let mut wire = Wire::open(start(&shop).await).await;
    wire.write(b"POST /hook HTTP/1.1\r\nhost: x\r\ncontent-length: 60000\r\n\r\n{").await;
    assert_eq!(wire.answer().await.status, 401);
}

#[tokio::test]
async fn a_body_that_is_no_delivery_is_told_from_a_forged_one() {
    let secrets = Secrets::from(secret("a"));
    let shop = Shop::new(WebhookReceiver::new(secrets.clone()));
    let address = start(&shop).await;
    let SignedDelivery { headers, body } = wuts_core::webhook::sign_at("1", br#"{"a":1}"#, &secrets, Timestamp::now()).unwrap();
    send(address, "/hook", headers, body).await.is_failure(400, "BAD_REQUEST");
    let accept = Event::CallAccept(RawData::new(&json!({})).unwrap());
    let SignedDelivery { headers, body } =
        Delivery::new(accept, "d", "u", Timestamp::now()).sign_at(&secrets, Timestamp::now()).unwrap();
    send(address, "/mine", headers, body).await.is_failure(400, "BAD_REQUEST");
    let large = wuts_core::webhook::sign_at("1", &vec![b' '; 70_000], &secrets, Timestamp::now()).unwrap();
    send_signed(address, large).await.is_failure(413, "PAYLOAD_TOO_LARGE");
}

#[tokio::test]
async fn a_secret_can_be_replaced_without_a_gap() {
    let (old, new) = (secret("old"), secret("new"));
    let both = Secrets::from(new.clone()).and(old.clone());
    let receivers = [("old", old.clone().into()), ("new", new.clone().into()), ("both", both.clone())];
    for (receiver, secrets) in receivers {
        let address = start(&Shop::new(WebhookReceiver::new(secrets))).await;
        assert_eq!(send_signed(address, signed("1", &both)).await.status, 200, "{receiver}");
    }
    let address = start(&Shop::new(WebhookReceiver::new(both))).await;
    for sender in [old, new] {
        assert_eq!(send_signed(address, signed("1", &sender.into())).await.status, 200);
    }
}

#[tokio::test]
async fn a_repeat_is_told_to_the_handler() {
    let secrets = Secrets::from(secret("a"));
    let shop = Shop::new(WebhookReceiver::new(secrets.clone()));
    let address = start(&shop).await;
    for id in ["1", "1", "2"] {
        assert_eq!(send_signed(address, signed(id, &secrets)).await.status, 200);
    }
    assert_eq!(shop.handled(), [("1".to_owned(), false), ("1".to_owned(), true), ("2".to_owned(), false)]);
}

#[tokio::test]
async fn a_repeat_is_answered_where_that_is_asked_for() {
    let secrets = Secrets::from(secret("a"));
    let shop = Shop::new(WebhookReceiver::new(secrets.clone()).answer_repeats());
    let address = start(&shop).await;
    for _ in 0..3 {
        assert_eq!(send_signed(address, signed("1", &secrets)).await.status, 200);
    }
    assert_eq!(shop.handled(), [("1".to_owned(), false)]);
}

#[tokio::test]
async fn a_delivery_whose_handler_failed_is_no_repeat() {
    let secrets = Secrets::from(secret("a"));
    let shop = Shop::new(WebhookReceiver::new(secrets.clone()).answer_repeats());
    shop.failures.store(2, Ordering::SeqCst);
    let address = start(&shop).await;
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(send_signed(address, signed("1", &secrets)).await.status);
    }
    assert_eq!(statuses, [503, 503, 200, 200]);
    assert_eq!(shop.handled(), [("1".to_owned(), false)]);
}

/// A memory that cannot be asked.
struct Broken;

impl SeenIds for Broken {
    async fn contains(&self, _: &str, _: Timestamp) -> Result<bool, AuthenticateError> {
        Err("the table is gone".into())
    }

    async fn insert(&self, _: &str, _: Timestamp) -> Result<(), AuthenticateError> {
        Ok(())
    }
}

#[tokio::test]
async fn a_memory_that_cannot_be_asked_makes_the_sender_try_again() {
    let secrets = Secrets::from(secret("a"));
    let shop = Shop::new(WebhookReceiver::new(secrets.clone()).remember_in(Broken));
    let answer = send_signed(start(&shop).await, signed("1", &secrets)).await;
    answer.is_failure(503, "SERVICE_UNAVAILABLE");
    assert!(!answer.text.contains("table"), "{answer:?}");
}

#[tokio::test]
async fn a_signature_in_the_body_alone_counts_where_that_is_asked_for() {
    let secrets = Secrets::from(secret("a"));
    let shop = Shop::new(WebhookReceiver::new(secrets.clone()).accept_body_signature());
    let address = start(&shop).await;
    let SignedDelivery { headers, body } = signed("1", &secrets);
    assert_eq!(send(address, "/hook", HeaderMap::new(), body.clone()).await.status, 200);
    let mut some = headers.clone();
    some.remove("webhook-signature");
    send(address, "/hook", some, body.clone()).await.is_failure(401, "UNAUTHORIZED");
    let other = signed("1", &secret("b").into());
    send(address, "/hook", HeaderMap::new(), other.body).await.is_failure(401, "UNAUTHORIZED");
    send(address, "/hook", HeaderMap::new(), serde_json::to_vec(&delivery("1")).unwrap()).await.is_failure(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn a_plain_axum_handler_remembers_by_itself() {
    async fn handler(State(shop): State<Shop>, event: Verified<Event>) -> impl IntoResponse {
        shop.handle(&event)?;
        event.remember().await.map_err(|_| Error::of(ErrorCode::SERVICE_UNAVAILABLE))
    }

    let secrets = Secrets::from(secret("a"));
    let seen = SeenInMemory::new(10, Duration::from_mins(1));
    let shop = Shop::new(WebhookReceiver::new(secrets.clone()).remember_in(seen));
    let address = serve(Router::new().route("/hook", post(handler)).with_state(shop.clone())).await;
    for _ in 0..2 {
        assert_eq!(send_signed(address, signed("1", &secrets)).await.status, 200);
    }
    assert_eq!(shop.handled(), [("1".to_owned(), false), ("1".to_owned(), true)]);
    send_signed(address, signed("1", &secret("b").into())).await.is_failure(401, "UNAUTHORIZED");
    assert_eq!(delivery("1").event.kind(), Some(EventKind::CallOffer));
}
