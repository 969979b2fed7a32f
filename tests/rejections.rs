//! The table of refusals in the documentation, row by row, against a real service.

mod support;

use std::collections::BTreeSet;
use std::future::pending;
use std::net::SocketAddr;
use std::sync::LazyLock;

use axum::extract::Json;
use reqwest::{Client, RequestBuilder};
use serde::Deserialize;
use support::wire::Wire;
use support::{Answer, serve};
use uuid::Uuid;
use wuts_core::auth::{Authenticate, AuthenticateError, AuthenticateMaster, Caller, MasterToken, Role, TokenTable};
use wuts_core::id::Token;
use wuts_core::{Api, Error, WutsRequest, endpoints, wuts_endpoint};

const TABLE: &str = include_str!("../wuts-core/src/envelope/rejections.md");

static TOKEN: LazyLock<Token> = LazyLock::new(Token::generate);
static DOWN: LazyLock<Token> = LazyLock::new(Token::generate);
static SLOW: LazyLock<Token> = LazyLock::new(Token::generate);

#[derive(Clone)]
struct Gateway {
    tokens: TokenTable,
    master: MasterToken,
}

impl Authenticate for Gateway {
    async fn authenticate(&self, token: Token) -> Result<Option<Caller>, AuthenticateError> {
        match token {
            token if token == *DOWN => Err("down".into()),
            token if token == *SLOW => pending().await,
            token => self.tokens.authenticate(token).await,
        }
    }
}

impl AuthenticateMaster for Gateway {
    async fn authenticate_master(&self, token: &str) -> Result<bool, AuthenticateError> {
        self.master.authenticate_master(token).await
    }
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = path)]
struct Path {
    name: String,
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = query)]
struct Query {
    word: Option<String>,
}

#[derive(Deserialize, WutsRequest)]
struct Body {
    what: String,
}

#[wuts_endpoint(POST, "/of/{name}", timeout = "200ms")]
async fn of_name(path: Path, query: Query, body: Body) -> Result<String, Error> {
    match body.what.as_str() {
        "panic" => panic!("as asked"),
        "sleep" => pending().await,
        _ => Ok(format!("{} {:?}", path.name, query.word)),
    }
}

#[wuts_endpoint(GET, "/admins", role = admin)]
async fn admins() -> Result<(), Error> {
    Ok(())
}

#[wuts_endpoint(GET, "/platform", auth = master)]
async fn platform() -> Result<(), Error> {
    Ok(())
}

#[wuts_endpoint(POST, "/json", public)]
async fn json(_: Json<Body>) -> Result<(), Error> {
    Ok(())
}

async fn start() -> SocketAddr {
    let tokens = TokenTable::new();
    tokens.insert(*TOKEN, Caller { tenant_id: Uuid::new_v4(), user_id: Uuid::new_v4(), role: Role::User });
    let gateway = Gateway { tokens, master: MasterToken::new("master").unwrap() };
    serve(Api::new("test", "1.0.0").endpoints(endpoints![of_name, admins, platform, json]).into_router(gateway)).await
}

/// The rows of the table: what is wrong, status and code.
fn rows() -> Vec<(&'static str, &'static str, &'static str)> {
    let cells = |line: &'static str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        (cells[0], cells[1], cells[2].trim_matches('`'))
    };
    TABLE.lines().filter(|line| line.starts_with('|')).skip(2).map(cells).collect()
}

struct Service {
    address: SocketAddr,
    client: Client,
}

impl Service {
    fn post(&self, path: &str, token: Token, body: impl Into<reqwest::Body>) -> RequestBuilder {
        let request = self.client.post(format!("http://{}{path}", self.address)).bearer_auth(token.expose());
        request.header("content-type", "application/json").body(body)
    }

    fn get(&self, path: &str, token: &str) -> RequestBuilder {
        self.client.get(format!("http://{}{path}", self.address)).bearer_auth(token)
    }

    /// What a request with this fault is answered: status and code.
    async fn answer(&self, what: &str) -> Option<(u16, String)> {
        const GOOD: &str = r#"{"what":"nothing"}"#;
        let request = match what {
            "no route has this path" => self.get("/nowhere", ""),
            "the route has other methods, listed in `Allow`" => self.get("/of/x", ""),
            "no bearer token, a malformed one, or one that nobody has" => self.post("/of/x", Token::generate(), GOOD),
            "no master token, or another" => self.get("/platform", &TOKEN.expose()),
            "the token cannot be checked at the moment" => self.post("/of/x", *DOWN, GOOD),
            "checking the token takes longer than the timeout" => self.post("/of/x", *SLOW, GOOD),
            "the caller's role is too low" => self.get("/admins", &TOKEN.expose()),
            "a path parameter is not UTF-8" => self.post("/of/%FF", *TOKEN, GOOD),
            "the query is not UTF-8" => self.post("/of/x?word=%FF", *TOKEN, GOOD),
            "the content type is missing or not JSON" => {
                self.client.post(format!("http://{}/of/x", self.address)).bearer_auth(TOKEN.expose()).body(GOOD)
            }
            "the body is larger than the endpoint takes" => self.post("/of/x", *TOKEN, vec![b' '; 1024 * 1024 + 1]),
            "the body is no JSON text, or not UTF-8" => self.post("/of/x", *TOKEN, b"{\"what\":\"\xff\"}".to_vec()),
            "a field is missing, mistyped, unknown or against a rule" => self.post("/of/x", *TOKEN, "{}"),
            "an extractor of axum or of somebody else refuses" => self.post("/json", *TOKEN, "{}"),
            "the handler takes longer than the timeout" => self.post("/of/x", *TOKEN, r#"{"what":"sleep"}"#),
            "the handler panics" => self.post("/of/x", *TOKEN, r#"{"what":"panic"}"#),
            "the body does not arrive within the timeout" => return Some(self.by_hand("content-length: 100", "{").await),
            "the body is not sent as HTTP demands" => {
                return Some(self.by_hand("transfer-encoding: chunked", "not a length\r\n").await);
            }
            _ => return None,
        };
        let answer = Answer::of(request.send().await.unwrap()).await;
        let code = answer.json()["error_code"].as_str().unwrap().to_owned();
        answer.is_failure(answer.status, &code);
        Some((answer.status, code))
    }

    async fn by_hand(&self, length: &str, body: &str) -> (u16, String) {
        let mut wire = Wire::open(self.address).await;
        wire.head("/of/x", *TOKEN, length).await;
        wire.write(body.as_bytes()).await;
        let came = wire.answer().await;
        (came.status, came.body["error_code"].as_str().unwrap().to_owned())
    }
}

#[tokio::test]
async fn every_row_of_the_table_is_true() {
    let service = Service { address: start().await, client: Client::new() };
    let good = Answer::of(service.post("/of/x?word=y", *TOKEN, r#"{"what":"nothing"}"#).send().await.unwrap()).await;
    assert_eq!(good.text, "x Some(\"y\")");
    assert!(rows().len() >= 18);
    for (what, status, code) in rows() {
        let (came, came_code) = service.answer(what).await.unwrap_or_else(|| panic!("nothing tries: {what}"));
        if status == "its own" {
            assert_eq!((came, came_code.as_str()), (422, "UNPROCESSABLE"), "{what}");
        } else {
            assert_eq!((came.to_string().as_str(), came_code.as_str()), (status, code), "{what}");
        }
    }
}

#[test]
fn the_codes_of_the_table_are_codes() {
    let known: BTreeSet<&str> = wuts_core::ErrorCode::ALL.iter().map(|code| code.name()).collect();
    for (what, _, code) in rows() {
        assert!(known.contains(code) || code == "by the status", "{what}: {code}");
    }
}
