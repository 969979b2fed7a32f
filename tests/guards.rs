//! What stands around a handler: who may call, how much a refusal costs, how long anything takes, and what others answer.

mod support;

use std::net::SocketAddr;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, Json, Path, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use axum::{Router, middleware};
use reqwest::Client;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use support::wire::Wire;
use support::{Answer, serve};
use uuid::Uuid;
use wuts_core::auth::{Authenticate, AuthenticateError, Caller, Role, TokenTable};
use wuts_core::endpoint::REQUEST_ID;
use wuts_core::id::Token;
use wuts_core::{Api, Error, ErrorCode, WutsRequest, WutsResponse, endpoints, wuts_endpoint};

static TOKEN: LazyLock<Token> = LazyLock::new(Token::generate);
static BROKEN: LazyLock<Token> = LazyLock::new(Token::generate);

/// A state whose authenticator fails for one token.
#[derive(Clone)]
struct Gateway {
    tokens: TokenTable,
}

impl Authenticate for Gateway {
    async fn authenticate(&self, token: Token) -> Result<Option<Caller>, AuthenticateError> {
        if token == *BROKEN {
            return Err("the database at 10.0.0.7 is down".into());
        }
        self.tokens.authenticate(token).await
    }
}

#[derive(Deserialize, WutsRequest)]
struct Text {
    text: String,
}

#[derive(Serialize, WutsResponse)]
struct Echo {
    text: String,
}

#[wuts_endpoint(POST, "/echo")]
async fn echo(body: Text) -> Result<Echo, Error> {
    Ok(Echo { text: body.text })
}

#[wuts_endpoint(POST, "/managers", role = manager, body_limit = "16 KiB")]
async fn managers(body: Text) -> Result<Echo, Error> {
    Ok(Echo { text: body.text })
}

#[wuts_endpoint(POST, "/admins", role = admin)]
async fn admins(body: Text) -> Result<Echo, Error> {
    Ok(Echo { text: body.text })
}

#[wuts_endpoint(POST, "/slow", public, timeout = "200ms")]
async fn slow(body: Text) -> Result<Echo, Error> {
    tokio::time::sleep(Duration::from_secs(if body.text == "sleep" { 60 } else { 0 })).await;
    Ok(Echo { text: body.text })
}

#[wuts_endpoint(POST, "/panic", public)]
async fn panics(body: Text) -> Result<Echo, Error> {
    panic!("{} is too much", body.text.len())
}

#[wuts_endpoint(GET, "/later", public)]
async fn later() -> Result<Echo, Error> {
    Err(Error::of(ErrorCode::SERVICE_UNAVAILABLE).retry_after(Duration::from_secs(7)))
}

#[wuts_endpoint(GET, "/numbers/{n}", public)]
async fn numbers(Path(n): Path<u8>) -> Result<String, Error> {
    Ok(n.to_string())
}

#[derive(Deserialize)]
struct Page {
    limit: u8,
}

#[wuts_endpoint(GET, "/page", public)]
async fn page(Query(page): Query<Page>) -> Result<String, Error> {
    Ok(page.limit.to_string())
}

#[wuts_endpoint(POST, "/json", public)]
async fn plain_json(Json(value): Json<Value>) -> Result<String, Error> {
    Ok(value.to_string())
}

/// Somebody else's extractor.
struct Teapot;

impl<S: Sync> FromRequestParts<S> for Teapot {
    type Rejection = (StatusCode, [(&'static str, &'static str); 1], &'static str);

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Err((StatusCode::IM_A_TEAPOT, [("x-tea", "green")], "short and stout"))
    }
}

#[wuts_endpoint(GET, "/teapot", public)]
async fn teapot(_teapot: Teapot) -> Result<String, Error> {
    Ok(String::new())
}

#[wuts_endpoint(GET, "/bare", public)]
async fn bare() -> Result<(StatusCode, &'static str), Error> {
    Ok((StatusCode::CONFLICT, "two of them"))
}

#[wuts_endpoint(GET, "/stream", public)]
async fn stream() -> Result<Body, Error> {
    let pieces = ["one ", "two ", "three"].map(|piece| Ok::<_, std::io::Error>(Bytes::from(piece)));
    Ok(Body::from_stream(tokio_stream::iter(pieces)))
}

#[wuts_endpoint(GET, "/away", public)]
async fn away() -> Result<Redirect, Error> {
    Ok(Redirect::to("/stream"))
}

/// The body as it comes, streamed back.
#[wuts_endpoint(POST, "/mirror", public)]
async fn mirror(body: Bytes) -> Result<impl IntoResponse, Error> {
    Ok(([("content-type", "application/json")], body))
}

#[derive(Deserialize, WutsRequest)]
struct Texts {
    #[wuts(items(length(max = 1)))]
    texts: Vec<String>,
}

#[wuts_endpoint(POST, "/texts", public)]
async fn texts(body: Texts) -> Result<String, Error> {
    Ok(body.texts.concat())
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = query)]
struct Words {
    count: u8,
}

#[wuts_endpoint(POST, "/words", public)]
async fn words(query: Words, body: Text) -> Result<String, Error> {
    Ok(body.text.repeat(query.count.into()))
}

/// An extractor that takes its time.
struct Dawdle;

impl<S: Sync> FromRequestParts<S> for Dawdle {
    type Rejection = StatusCode;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        std::future::pending().await
    }
}

#[wuts_endpoint(POST, "/dawdle", public, timeout = "100ms")]
async fn dawdle(_dawdle: Dawdle, body: Text) -> Result<String, Error> {
    Ok(body.text)
}

fn api(name: &'static str) -> Api<Gateway> {
    Api::new(name, "1.0.0")
}

/// A handler of somebody else's, with a bug.
async fn buggy(headers: axum::http::HeaderMap) -> &'static str {
    assert!(headers.contains_key("x-never-there"), "a bug of somebody else's");
    "unreached"
}

async fn start() -> SocketAddr {
    let tokens = TokenTable::new();
    tokens.insert(*TOKEN, Caller { tenant_id: Uuid::new_v4(), user_id: Uuid::new_v4(), role: Role::Manager });
    let foreign = Router::new()
        .route("/foreign", get(|| async { (StatusCode::BAD_GATEWAY, "upstream 10.0.0.8 refused") }))
        .route("/foreign/ok", get(|| async { "fine" }))
        .route("/foreign/body", post(|| async { (StatusCode::CONFLICT, "not now") }))
        .route("/foreign/panic", post(buggy))
        .route(
            "/foreign/encoded",
            get(|| async { (StatusCode::BAD_GATEWAY, [("content-encoding", "gzip"), ("etag", "x")], "\u{1f}") }),
        )
        .route("/layered", get(|| async { "unreached" }))
        .route_layer(middleware::from_fn(|request: axum::extract::Request, next: middleware::Next| async move {
            match request.uri().path() {
                "/layered" => (StatusCode::TOO_MANY_REQUESTS, "slow down").into_response(),
                _ => next.run(request).await,
            }
        }));
    let router = api("test")
        .endpoints(endpoints![
            echo, managers, admins, slow, panics, later, numbers, page, plain_json, teapot, bare, stream, away, mirror, texts,
            words, dawdle
        ])
        .merge(foreign)
        .into_router(Gateway { tokens });
    serve(router).await
}

async fn get_path(path: &str) -> Answer {
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    Answer::of(client.get(format!("http://{}{path}", start().await)).send().await.unwrap()).await
}

async fn post_json(path: &str, body: &str) -> Answer {
    let request = Client::new().post(format!("http://{}{path}", start().await)).bearer_auth(TOKEN.expose());
    Answer::of(request.header("content-type", "application/json").body(body.to_owned()).send().await.unwrap()).await
}

#[tokio::test]
async fn a_refusal_waits_for_no_body() {
    let address = start().await;
    for (path, token, status, code) in [
        ("/echo", Token::generate(), 401, "UNAUTHORIZED"),
        ("/admins", *TOKEN, 403, "FORBIDDEN"),
        ("/managers", *TOKEN, 413, "PAYLOAD_TOO_LARGE"),
    ] {
        let mut wire = Wire::open(address).await;
        wire.head(path, token, "content-length: 10485760").await;
        wire.write(b"{").await;
        let came = wire.answer().await;
        assert_eq!((came.status, &came.body["error_code"]), (status, &json!(code)));
        assert!(came.head.contains("connection: close"), "{}", came.head);
        wire.ends().await;
    }
}

#[tokio::test]
async fn a_refused_request_with_a_small_body_costs_no_connection() {
    let address = start().await;
    let mut wire = Wire::open(address).await;
    let bodies = [0, 1, 1000, 20_000, 65_536];
    for size in bodies {
        wire.head("/echo", Token::generate(), &format!("content-length: {size}")).await;
        wire.write(&vec![b'x'; size / 2]).await;
        let came = wire.answer().await;
        assert_eq!(came.status, 401);
        assert!(!came.head.contains("connection: close"), "{size}: {}", came.head);
        // The rest arrives after the answer.
        wire.write(&vec![b'x'; size - size / 2]).await;
    }
    wire.head("/echo", *TOKEN, "content-length: 16").await;
    wire.write(br#"{"text":"still"}"#).await;
    let came = wire.answer().await;
    assert_eq!((came.status, &came.body["text"]), (200, &json!("still")));
}

#[tokio::test]
async fn a_small_body_costs_no_connection_wherever_it_was_sent() {
    let address = start().await;
    let mut wire = Wire::open(address).await;
    for (path, status) in [("/nowhere", 404), ("/later", 405), ("/foreign/body", 409), ("/foreign/panic", 500), ("/admins", 403)]
    {
        wire.head(path, *TOKEN, "content-length: 10000").await;
        let came = wire.answer().await;
        assert_eq!((came.status, came.head.contains("connection: close")), (status, false), "{path}: {}", came.head);
        wire.write(&[b'x'; 10_000]).await;
    }
    wire.head("/echo", *TOKEN, "content-length: 16").await;
    wire.write(br#"{"text":"still"}"#).await;
    assert_eq!(wire.answer().await.status, 200);
}

#[tokio::test]
async fn a_body_that_is_there_already_costs_no_connection() {
    let address = start().await;
    let mut wire = Wire::open(address).await;
    let chunk = format!("8000\r\n{}\r\n", "x".repeat(0x8000));
    for _ in 0..2 {
        wire.head("/echo", Token::generate(), "transfer-encoding: chunked").await;
        wire.write(format!("{}0\r\n\r\n", chunk.repeat(4)).as_bytes()).await;
        let came = wire.answer().await;
        assert_eq!((came.status, came.head.contains("connection: close")), (401, false), "{}", came.head);
    }
}

#[tokio::test]
async fn a_client_that_waits_for_a_word_is_told_that_the_connection_ends() {
    let mut wire = Wire::open(start().await).await;
    wire.head("/echo", Token::generate(), "expect: 100-continue\r\ncontent-length: 100").await;
    let came = wire.answer().await;
    assert_eq!((came.status, came.head.contains("connection: close")), (401, true), "{}", came.head);
}

#[tokio::test]
async fn an_answer_that_streams_the_request_back_is_left_alone() {
    let mut wire = Wire::open(start().await).await;
    for _ in 0..2 {
        wire.head("/mirror", *TOKEN, "content-length: 6").await;
        wire.write(b"\"back\"").await;
        let came = wire.answer().await;
        assert_eq!((came.body, came.head.contains("connection: close")), (json!("back"), false));
    }
}

#[tokio::test]
async fn a_long_list_of_faults_is_answered_whole() {
    let long = "x".repeat(300);
    let body = json!({"texts": vec![long; 70]}).to_string();
    let answer = post_json("/texts", &body).await;
    let faults = answer.faults();
    assert_eq!((faults.len(), faults[64].1.as_str()), (65, "6 more faults are not listed"));
    assert!(answer.text.len() > 16 * 1024 && answer.text.len() < 64 * 1024, "{}", answer.text.len());
}

#[tokio::test]
async fn a_failure_that_others_encoded_is_told_in_plain_words() {
    let answer = get_path("/foreign/encoded").await;
    answer.is_failure(502, "BAD_GATEWAY");
    assert!(!answer.headers.contains_key("content-encoding") && !answer.headers.contains_key("etag"), "{answer:?}");
}

#[tokio::test]
async fn a_slow_extractor_is_not_the_client_s_fault() {
    post_json("/dawdle", r#"{"text":"x"}"#).await.is_failure(504, "GATEWAY_TIMEOUT");
}

#[tokio::test]
async fn a_text_that_is_no_json_is_one_fault_among_others() {
    let answer = post_json("/words?count=many", "{").await;
    let fields: Vec<String> = answer.faults().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["count", "body"], "{answer:?}");
}

#[tokio::test]
async fn a_body_without_a_length_is_bounded_while_it_streams() {
    let address = start().await;
    let mut wire = Wire::open(address).await;
    wire.head("/managers", *TOKEN, "transfer-encoding: chunked").await;
    for _ in 0..17 {
        wire.write(format!("400\r\n{}\r\n", "x".repeat(1024)).as_bytes()).await;
    }
    let came = wire.answer().await;
    assert_eq!((came.status, &came.body["error"]), (413, &json!("the body is larger than 16384 bytes")));
    assert!(came.head.contains("connection: close"), "{}", came.head);
    wire.ends().await;
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let address = start().await;
    let mut wire = Wire::open(address).await;
    wire.head("/slow", *TOKEN, "content-length: 14").await;
    wire.write(b"{").await;
    let came = wire.answer().await;
    assert_eq!((came.status, &came.body["error_code"]), (408, &json!("REQUEST_TIMEOUT")));
    assert!(came.head.contains("connection: close"), "{}", came.head);
    wire.ends().await;
}

#[tokio::test]
async fn a_handler_has_its_time() {
    let begin = Instant::now();
    let answer = post_json("/slow", r#"{"text":"sleep"}"#).await;
    answer.is_failure(504, "GATEWAY_TIMEOUT");
    assert!(begin.elapsed() < Duration::from_secs(10));
    assert_eq!(post_json("/slow", r#"{"text":"quick"}"#).await.status, 200);
}

#[tokio::test]
async fn a_panic_is_a_failure_of_one_request() {
    let address = start().await;
    let client = Client::new();
    for _ in 0..3 {
        let request = client.post(format!("http://{address}/panic")).header("content-type", "application/json");
        let answer = Answer::of(request.body(r#"{"text":"abc"}"#).send().await.unwrap()).await;
        assert_eq!(answer.is_failure(500, "INTERNAL_ERROR"), "internal error");
    }
}

#[tokio::test]
async fn an_authenticator_that_fails_is_not_a_wrong_token() {
    let request = Client::new().post(format!("http://{}/echo", start().await)).bearer_auth(BROKEN.expose());
    let answer = Answer::of(request.send().await.unwrap()).await;
    answer.is_failure(503, "SERVICE_UNAVAILABLE");
    assert!(!answer.text.contains("10.0.0.7"), "{answer:?}");
}

#[tokio::test]
async fn a_higher_role_passes_and_a_lower_does_not() {
    assert_eq!(post_json("/echo", r#"{"text":"x"}"#).await.status, 200);
    assert_eq!(post_json("/managers", r#"{"text":"x"}"#).await.status, 200);
    assert_eq!(post_json("/admins", r#"{"text":"x"}"#).await.is_failure(403, "FORBIDDEN"), "this needs the role admin");
}

#[tokio::test]
async fn a_failure_tells_when_to_try_again() {
    let answer = get_path("/later").await;
    answer.is_failure(503, "SERVICE_UNAVAILABLE");
    assert_eq!(answer.headers["retry-after"], "7");
}

#[tokio::test]
async fn any_extractor_s_rejection_is_the_envelope_with_its_status() {
    let error = get_path("/numbers/300").await.is_failure(400, "BAD_REQUEST");
    assert!(error.contains("300"), "{error}");
    assert_eq!(get_path("/numbers/3").await.text, "3");
    assert!(get_path("/page").await.is_failure(400, "BAD_REQUEST").contains("limit"));
    post_json("/json", "{").await.is_failure(400, "BAD_REQUEST");
    assert_eq!(post_json("/json", "{}").await.text, "{}");
    let big = format!("\"{}\"", "x".repeat(1024 * 1024));
    post_json("/json", &big).await.is_failure(413, "PAYLOAD_TOO_LARGE");
    let tea = get_path("/teapot").await;
    assert_eq!(tea.is_failure(418, "HTTP_ERROR"), "short and stout");
    assert_eq!(tea.headers["x-tea"], "green");
    assert_eq!(get_path("/bare").await.is_failure(409, "CONFLICT"), "two of them");
}

#[tokio::test]
async fn what_others_answer_in_plain_text_is_the_envelope_too() {
    let answer = get_path("/foreign").await;
    assert_eq!(answer.is_failure(502, "BAD_GATEWAY"), "a service behind this one failed");
    assert_eq!(get_path("/layered").await.is_failure(429, "TOO_MANY_REQUESTS"), "slow down");
    get_path("/foreign/none").await.is_failure(404, "NOT_FOUND");
    assert_eq!(get_path("/foreign/ok").await.text, "fine");
}

#[tokio::test]
async fn a_layer_s_plain_text_is_the_envelope_too() {
    async fn limit(request: axum::extract::Request, next: middleware::Next) -> axum::response::Response {
        if request.headers().contains_key("x-too-many") {
            return (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "9")], "slow down").into_response();
        }
        next.run(request).await
    }

    let app = api("layered").endpoints(endpoints![stream]).layer(middleware::from_fn(limit));
    let address = serve(app.into_router(Gateway { tokens: TokenTable::new() })).await;
    let get = async |path: &str, name: &'static str| {
        let request = Client::new().get(format!("http://{address}{path}")).header(name, "1");
        Answer::of(request.send().await.unwrap()).await
    };
    for path in ["/stream", "/nowhere"] {
        let answer = get(path, "x-too-many").await;
        assert_eq!(
            (answer.is_failure(429, "TOO_MANY_REQUESTS").as_str(), &answer.headers["retry-after"]),
            ("slow down", &"9".parse().unwrap())
        );
    }
    assert_eq!(get("/stream", "x-few").await.text, "one two three");
}

#[tokio::test]
async fn what_is_no_failure_passes_untouched() {
    let streamed = get_path("/stream").await;
    assert_eq!((streamed.status, streamed.text.as_str()), (200, "one two three"));
    let moved = get_path("/away").await;
    assert_eq!((moved.status, &moved.headers["location"]), (303, &"/stream".parse().unwrap()));
}

#[tokio::test]
async fn two_services_merge_into_one_router() {
    let state = || Gateway { tokens: TokenTable::new() };
    let one = api("one").endpoints(endpoints![later]).into_router(state());
    let other = api("other").endpoints(endpoints![bare]).into_router(state());
    let address = serve(one.merge(other)).await;
    for (path, status, code) in [("/later", 503, "SERVICE_UNAVAILABLE"), ("/bare", 409, "CONFLICT"), ("/none", 404, "NOT_FOUND")]
    {
        Answer::of(reqwest::get(format!("http://{address}{path}")).await.unwrap()).await.is_failure(status, code);
    }
}

#[tokio::test]
async fn a_request_id_is_taken_if_it_is_sane_and_else_made() {
    let address = start().await;
    let id = async |sent: Option<&str>| {
        let request = Client::new().get(format!("http://{address}/numbers/1"));
        let request = if let Some(id) = sent { request.header(REQUEST_ID, id) } else { request };
        request.send().await.unwrap().headers()[REQUEST_ID].to_str().unwrap().to_owned()
    };
    assert_eq!(id(Some("abc-123")).await, "abc-123");
    let long = "x".repeat(129);
    let mut made = vec![id(None).await, id(None).await];
    for insane in ["", "with space", long.as_str()] {
        made.push(id(Some(insane)).await);
    }
    made.sort();
    made.dedup();
    assert!(made.len() == 5 && made.iter().all(|id| id.parse::<Uuid>().is_ok()), "{made:?}");
}

#[tokio::test]
async fn a_caller_may_be_asked_for_where_nobody_has_to_be() {
    #[wuts_endpoint(GET, "/who", public)]
    async fn who(caller: Option<Caller>) -> Result<String, Error> {
        Ok(caller.map_or("nobody".to_owned(), |caller| caller.role.to_string()))
    }

    let tokens = TokenTable::new();
    tokens.insert(*TOKEN, Caller { tenant_id: Uuid::new_v4(), user_id: Uuid::new_v4(), role: Role::User });
    let address = serve(api("who").endpoints(endpoints![who]).into_router(Gateway { tokens })).await;
    let get = async |path: &str, token: Option<Token>| {
        let request = Client::new().get(format!("http://{address}{path}"));
        let request = if let Some(token) = token { request.bearer_auth(token.expose()) } else { request };
        Answer::of(request.send().await.unwrap()).await
    };
    assert_eq!(get("/who", None).await.text, "nobody");
    assert_eq!(get("/who", Some(*TOKEN)).await.text, "user");
    get("/who", Some(Token::generate())).await.is_failure(401, "UNAUTHORIZED");
}
