//! `Api::into_service` answers as the router of `Api::into_router` does, whether it calls an endpoint itself or not.

mod support;

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{MatchedPath, OriginalUri, Path};
use axum::http::{HeaderMap, Method};
use axum::routing::get;
use reqwest::Client;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use uuid::Uuid;
use wuts_core::auth::{Caller, Role, TokenTable};
use wuts_core::id::Token;
use wuts_core::{Api, Error, WutsRequest, WutsResponse, endpoints, wuts_endpoint};

#[derive(Deserialize, WutsRequest)]
struct Counted {
    #[wuts(range(min = 1, max = 500))]
    count: u16,
}

#[derive(Serialize, WutsResponse)]
struct Told {
    words: String,
}

fn told(words: impl Into<String>) -> Told {
    Told { words: words.into() }
}

#[wuts_endpoint(POST, "/count", body_limit = "64KiB")]
async fn count(caller: Caller, body: Counted) -> Result<Told, Error> {
    Ok(told(format!("{:?} {}", caller.role, body.count)))
}

/// What extractors are told of the request.
#[wuts_endpoint(GET, "/seen", public)]
async fn seen(path: MatchedPath, uri: OriginalUri, headers: HeaderMap) -> Result<Told, Error> {
    let id = headers.get("x-request-id").map(axum::http::HeaderValue::len);
    Ok(told(format!("{} {} {id:?}", path.as_str(), uri.0)))
}

#[wuts_endpoint(PUT, "/seen", public)]
async fn put_seen(body: Bytes) -> Result<Told, Error> {
    Ok(told(body.len().to_string()))
}

#[wuts_endpoint(GET, "/items/{id}", public)]
async fn item(Path(id): Path<String>) -> Result<Told, Error> {
    Ok(told(id))
}

#[wuts_endpoint(GET, "/admin", role = admin)]
async fn admin() -> Result<Told, Error> {
    Ok(told("admin"))
}

#[wuts_endpoint(GET, "/panic", public)]
async fn panics() -> Result<Told, Error> {
    panic!("SECRET")
}

#[wuts_endpoint(GET, "/slow", public, timeout = "50ms")]
async fn slow() -> Result<Told, Error> {
    tokio::time::sleep(Duration::from_secs(5)).await;
    Ok(told("late"))
}

fn api() -> Api<TokenTable> {
    let plain = Router::new().route("/plain", get(|| async { "plain" }).post(|| async { axum::http::StatusCode::IM_A_TEAPOT }));
    let endpoints = endpoints![count, seen, put_seen, item, admin, panics, slow];
    Api::new("service", "1.0.0").endpoints(endpoints).merge(plain)
}

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// One after the other: by the router, and by the service.
struct Both {
    router: SocketAddr,
    service: SocketAddr,
    token: Token,
}

impl Both {
    async fn start() -> Self {
        let (tokens, token) = (TokenTable::new(), Token::generate());
        tokens.insert(token, Caller { tenant_id: Uuid::new_v4(), user_id: Uuid::new_v4(), role: Role::User });
        let router = support::serve(api().into_router(tokens.clone())).await;
        let (listener, service) = listen().await;
        tokio::spawn(async move { axum::serve(listener, api().into_service(tokens)).await.unwrap() });
        Self { router, service, token }
    }

    /// What came, without what is of the moment.
    async fn ask(&self, address: SocketAddr, asked: &Asked) -> String {
        let mut request = Client::new().request(asked.method.clone(), format!("http://{address}{}", asked.path));
        for (name, value) in asked.headers {
            request = request.header(*name, *value);
        }
        if asked.has_token {
            request = request.bearer_auth(self.token.expose());
        }
        if let Some(body) = &asked.body {
            request = request.body(body.clone());
        }
        let response = request.send().await.unwrap_or_else(|error| panic!("{asked:?}: {error}"));
        let status = response.status();
        let mut headers: Vec<String> = Vec::new();
        for (name, value) in response.headers() {
            let value = match name.as_str() {
                "date" => continue,
                "x-request-id" if value.len() == 36 => "made",
                _ => value.to_str().unwrap(),
            };
            headers.push(format!("{name}: {value}"));
        }
        headers.sort();
        let text = response.text().await.unwrap();
        let text = text.split("\"timestamp\":\"").enumerate().map(|(n, part)| if n == 0 { part } else { &part[20..] });
        format!("{status} {headers:?} {}", text.collect::<String>())
    }
}

/// A request.
#[derive(Clone, Debug)]
struct Asked {
    method: Method,
    path: &'static str,
    headers: &'static [(&'static str, &'static str)],
    has_token: bool,
    body: Option<String>,
}

const JSON: &[(&str, &str)] = &[("content-type", "application/json")];

fn post(body: impl Into<String>) -> Asked {
    Asked { method: Method::POST, path: "/count", headers: JSON, has_token: true, body: Some(body.into()) }
}

fn ask(method: Method, path: &'static str) -> Asked {
    Asked { method, path, headers: &[], has_token: false, body: None }
}

/// Each request, and what its answer begins with.
fn requests() -> Vec<(Asked, &'static str)> {
    let fine = post(r#"{"count":7}"#);
    let with_token = |asked: Asked| Asked { has_token: true, ..asked };
    vec![
        (fine.clone(), "200"),
        (Asked { has_token: false, ..fine.clone() }, "401"),
        (Asked { has_token: false, headers: &[("authorization", "Bearer x")], ..fine.clone() }, "401"),
        (Asked { headers: &[("content-type", "text/plain")], ..fine.clone() }, "415"),
        (Asked { headers: &[("content-type", "application/json"), ("x-request-id", "my-own")], ..fine.clone() }, "200"),
        (post(r#"{"count":0}"#), "400"),
        (post(r#"{"count":7.0}"#), "200"),
        (post(r#"{"count":"#), "400"),
        (post("[]"), "400"),
        (post("x".repeat(65 * 1024)), "413"),
        (ask(Method::GET, "/count"), "405"),
        (ask(Method::OPTIONS, "/count"), "405"),
        (ask(Method::GET, "/seen"), "200"),
        (ask(Method::GET, "/seen?a=b"), "200"),
        (Asked { headers: &[("x-request-id", "my-own")], ..ask(Method::GET, "/seen") }, "200"),
        (ask(Method::HEAD, "/seen"), "200"),
        (Asked { body: Some("body".to_owned()), ..ask(Method::PUT, "/seen") }, "200"),
        (ask(Method::DELETE, "/seen"), "405"),
        (ask(Method::GET, "/seen/"), "404"),
        (ask(Method::GET, "//seen"), "404"),
        (ask(Method::GET, "/nothing"), "404"),
        (ask(Method::GET, "/items/a%20b"), "200"),
        (ask(Method::POST, "/items/a"), "405"),
        (ask(Method::GET, "/admin"), "401"),
        (with_token(ask(Method::GET, "/admin")), "403"),
        (ask(Method::GET, "/panic"), "500"),
        (ask(Method::GET, "/slow"), "504"),
        (ask(Method::GET, "/plain"), "200"),
        (ask(Method::POST, "/plain"), "418"),
        (ask(Method::DELETE, "/plain"), "405"),
    ]
}

#[tokio::test]
async fn the_service_answers_as_the_router_does() {
    let both = Both::start().await;
    for (asked, begins) in requests() {
        let (by_router, by_service) = (both.ask(both.router, &asked).await, both.ask(both.service, &asked).await);
        assert_eq!(by_service, by_router, "{asked:?}");
        assert!(by_service.starts_with(begins), "{asked:?}: {by_service}");
        assert!(by_service.contains("x-request-id: ") && !by_service.contains("SECRET"), "{asked:?}: {by_service}");
    }
}

#[tokio::test]
async fn a_layer_sees_what_the_service_serves() {
    let api = api().layer(axum::middleware::map_response(|mut response: axum::response::Response| async {
        response.headers_mut().insert("x-layer", axum::http::HeaderValue::from_static("seen"));
        response
    }));
    let (listener, address) = listen().await;
    tokio::spawn(async move { axum::serve(listener, api.into_service(TokenTable::new())).await.unwrap() });
    let answer = reqwest::get(format!("http://{address}/seen")).await.unwrap();
    assert_eq!((answer.status().as_u16(), &answer.headers()["x-layer"]), (200, &"seen".parse().unwrap()));
}

#[tokio::test]
async fn a_connection_lives_on_after_a_refusal() {
    let both = Both::start().await;
    for address in [both.router, both.service] {
        let mut wire = support::wire::Wire::open(address).await;
        for _ in 0..3 {
            wire.head("/count", Token::generate(), "content-length: 2000").await;
            wire.write(&[b'x'; 2000]).await;
            let came = wire.answer().await;
            assert!(came.status == 401 && !came.head.contains("connection: close"), "{}", came.head);
        }
        wire.head("/count", both.token, "content-length: 11").await;
        wire.write(br#"{"count":7}"#).await;
        assert_eq!(wire.answer().await.status, 200);
        wire.head("/count", Token::generate(), "content-length: 10000000").await;
        wire.write(b"x").await;
        let came = wire.answer().await;
        assert!(came.status == 401 && came.head.contains("connection: close"), "{}", came.head);
        wire.ends().await;
    }
}
