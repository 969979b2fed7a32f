//! That an operation fails just as its description says: every endpoint here is driven into everything that can go wrong, and
//! what it answers is held against the document, both ways.

use std::collections::{BTreeMap, BTreeSet};
use std::future::pending;
use std::sync::LazyLock;

use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Form, Path, Query, Request};
use axum::http::{HeaderMap, HeaderValue};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_service::Service;
use uuid::Uuid;
use wuts_core::auth::{Authenticate, AuthenticateError, AuthenticateMaster, Caller, Role};
use wuts_core::id::{Jid, Token};
use wuts_core::webhook::{Event, ReceiveWebhooks, Secret, Secrets, SeenIds, Verified, WebhookReceiver, sign_at};
use wuts_core::{Api, WutsError, WutsRequest, WutsResponse, endpoints, wuts_endpoint};

const USER: &str = "00000000-0000-4000-8000-000000000001";
const ADMIN: &str = "00000000-0000-4000-8000-000000000002";
const DOWN: &str = "00000000-0000-4000-8000-000000000003";
const SLOW: &str = "00000000-0000-4000-8000-000000000004";
const NOBODY: &str = "00000000-0000-4000-8000-000000000005";

static SECRETS: LazyLock<Secrets> = LazyLock::new(|| Secret::new("a-long-random-string").unwrap().into());

#[derive(Clone)]
struct State;

impl Authenticate for State {
    async fn authenticate(&self, token: Token) -> Result<Option<Caller>, AuthenticateError> {
        let role = match token.expose().as_str() {
            USER => Role::User,
            ADMIN => Role::Admin,
            DOWN => return Err("down".into()),
            SLOW => pending().await,
            _ => return Ok(None),
        };
        Ok(Some(Caller { tenant_id: Uuid::nil(), user_id: Uuid::nil(), role }))
    }
}

impl AuthenticateMaster for State {
    async fn authenticate_master(&self, token: &str) -> Result<bool, AuthenticateError> {
        match token {
            DOWN => Err("down".into()),
            SLOW => pending().await,
            token => Ok(token == "master"),
        }
    }
}

struct Memory;

impl SeenIds for Memory {
    async fn contains(&self, id: &str, _: Timestamp) -> Result<bool, AuthenticateError> {
        if id == "down" { Err("down".into()) } else { Ok(false) }
    }

    async fn insert(&self, _: &str, _: Timestamp) -> Result<(), AuthenticateError> {
        Ok(())
    }
}

impl ReceiveWebhooks for State {
    fn webhook_receiver(&self) -> WebhookReceiver {
        WebhookReceiver::new(SECRETS.clone()).remember_in(Memory)
    }
}

#[derive(Debug, thiserror::Error, WutsError)]
enum Failed {
    #[error("gone")]
    #[wuts(code = GONE)]
    Gone,
    #[error("taken")]
    #[wuts(status = 409, code = "TAKEN")]
    Taken,
}

#[derive(Serialize, JsonSchema, WutsResponse)]
struct Fine {
    text: &'static str,
}

/// What a handler is asked to do.
async fn act(headers: &HeaderMap) -> Result<Fine, Failed> {
    match headers.get("x-act").map(HeaderValue::as_bytes) {
        Some(b"panic") => panic!("as asked"),
        Some(b"sleep") => pending().await,
        Some(b"gone") => Err(Failed::Gone),
        Some(b"taken") => Err(Failed::Taken),
        _ => Ok(Fine { text: "fine" }),
    }
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = path)]
struct InPath {
    jid: Jid,
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = path)]
struct AnyPath {
    name: String,
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = query)]
struct InQuery {
    n: Option<u8>,
}

#[derive(Deserialize, JsonSchema, WutsRequest)]
struct InBody {
    n: u8,
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code, reason = "it is read, not looked at")]
struct Numbers {
    n: u8,
}

/// Endpoints that read this or that, and do as they are asked.
macro_rules! endpoints_that_read {
    ($($name:ident [$($attribute:tt)*] ($($argument:tt)*);)*) => {
        $(#[wuts_endpoint($($attribute)*, body_limit = "64 B", timeout = "60ms")]
        async fn $name(headers: HeaderMap, $($argument)*) -> Result<Fine, Failed> {
            act(&headers).await
        })*
    };
}

endpoints_that_read! {
    all [POST, "/all/{jid}"] (_: Caller, _: InPath, _: InQuery, _: InBody);
    nothing [GET, "/nothing", public] ();
    of_users [GET, "/users", role = user] ();
    of_admins [GET, "/admins", role = admin] ();
    of_platform [GET, "/platform", auth = master] ();
    by_name [GET, "/names/{name}", public] (_: AnyPath);
    by_query [GET, "/query", public] (_: InQuery);
    optional [POST, "/optional", public] (_: Option<InBody>);
    plain_json [POST, "/json", public] (_: Json<Numbers>);
    bytes [POST, "/bytes", public] (_: Bytes);
    text [POST, "/text", public] (_: String);
    form [POST, "/form", public] (_: Form<Numbers>);
    form_of_get [GET, "/form", public] (_: Form<Numbers>);
    of_axum [GET, "/axum/{n}", public] (_: Path<u8>, _: Query<Numbers>);
    maybe [GET, "/maybe", public] (_: Option<Caller>);
    raw [POST, "/raw", public] (_: Request);
}

#[wuts_endpoint(POST, "/hook", auth = webhook, body_limit = "256 B", timeout = "60ms")]
async fn hook(headers: HeaderMap, _: Verified<Event>) -> Result<Fine, Failed> {
    act(&headers).await
}

fn api() -> Api<State> {
    Api::new("truth", "1.0.0").endpoints(endpoints![
        all,
        nothing,
        of_users,
        of_admins,
        of_platform,
        by_name,
        by_query,
        optional,
        plain_json,
        bytes,
        text,
        form,
        form_of_get,
        of_axum,
        maybe,
        raw,
        hook,
    ])
}

/// A request that is fine, and what becomes of it.
#[derive(Clone)]
struct Asked {
    method: &'static str,
    path: String,
    query: &'static str,
    headers: BTreeMap<&'static str, String>,
    body: Sent,
}

#[derive(Clone)]
enum Sent {
    Bytes(Vec<u8>),
    Never,
    Broken,
}

impl Asked {
    fn fine(method: &'static str, path: &str, query: &'static str, token: &str, content: (&str, &str)) -> Self {
        let headers = [("content-type", content.0), ("authorization", token)].into_iter();
        let headers = headers.filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.to_owned())).collect();
        Self { method, path: path.to_owned(), query, headers, body: Sent::Bytes(content.1.as_bytes().to_vec()) }
    }

    /// A delivery with this id and this body, signed.
    fn delivery(id: &str, body: &str) -> Self {
        let mut asked = Self::fine("POST", "/hook", "", "", ("application/json", ""));
        let signed = sign_at(id, body.as_bytes(), &SECRETS, Timestamp::now()).unwrap();
        for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
            asked.headers.insert(name, signed.headers[name].to_str().unwrap().to_owned());
        }
        asked.body = Sent::Bytes(signed.body);
        asked
    }

    fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut asked = self.clone();
        change(&mut asked);
        asked
    }

    /// The status and the code of the answer, if it is a failure.
    async fn failure(self) -> Option<(u16, String)> {
        let mut request = Request::builder().method(self.method).uri(format!("{}?{}", self.path, self.query));
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let body = match self.body {
            Sent::Bytes(bytes) => Body::from(bytes),
            Sent::Never => Body::from_stream(tokio_stream::pending::<Result<Bytes, std::io::Error>>()),
            Sent::Broken => Body::from_stream(tokio_stream::once(Err::<Bytes, _>(std::io::Error::other("broken")))),
        };
        let answer = api().into_router(State).call(request.body(body).unwrap()).await.unwrap();
        let status = answer.status();
        if status.is_success() {
            return None;
        }
        let body: Value = serde_json::from_slice(&to_bytes(answer.into_body(), 1 << 16).await.unwrap()).unwrap();
        Some((status.as_u16(), body["error_code"].as_str().unwrap().to_owned()))
    }
}

/// Each endpoint with a request that it takes.
fn fine() -> Vec<(&'static str, Asked)> {
    const JSON: (&str, &str) = ("application/json", r#"{"n":1}"#);
    const FORM: (&str, &str) = ("application/x-www-form-urlencoded", "n=1");
    const NONE: (&str, &str) = ("", "");
    let delivery = r#"{"id":"1","event":"call.offer","timestamp":1640995200,"device_id":"d","user_id":"u","data":{}}"#;
    vec![
        ("all", Asked::fine("POST", "/all/status@broadcast", "n=1", USER, JSON)),
        ("nothing", Asked::fine("GET", "/nothing", "", "", NONE)),
        ("ofUsers", Asked::fine("GET", "/users", "", USER, NONE)),
        ("ofAdmins", Asked::fine("GET", "/admins", "", ADMIN, NONE)),
        ("ofPlatform", Asked::fine("GET", "/platform", "", "master", NONE)),
        ("byName", Asked::fine("GET", "/names/me", "", "", NONE)),
        ("byQuery", Asked::fine("GET", "/query", "n=1", "", NONE)),
        ("optional", Asked::fine("POST", "/optional", "", "", JSON)),
        ("plainJson", Asked::fine("POST", "/json", "", "", JSON)),
        ("bytes", Asked::fine("POST", "/bytes", "", "", ("text/plain", "text"))),
        ("text", Asked::fine("POST", "/text", "", "", ("text/plain", "text"))),
        ("form", Asked::fine("POST", "/form", "", "", FORM)),
        ("formOfGet", Asked::fine("GET", "/form", "n=1", "", NONE)),
        ("ofAxum", Asked::fine("GET", "/axum/1", "n=1", "", NONE)),
        ("maybe", Asked::fine("GET", "/maybe", "", USER, NONE)),
        ("raw", Asked::fine("POST", "/raw", "", "", NONE)),
        ("hook", Asked::delivery("1", delivery)),
    ]
}

/// Everything that can be wrong with a request, one thing each.
fn attacks(id: &str, fine: &Asked) -> Vec<Asked> {
    let mut attacks = Vec::new();
    for act in ["panic", "sleep", "gone", "taken"] {
        attacks.push(fine.with(|asked| drop(asked.headers.insert("x-act", act.to_owned()))));
    }
    for token in ["", "Bearer", NOBODY, USER, DOWN, SLOW] {
        attacks.push(fine.with(|asked| drop(asked.headers.insert("authorization", token.to_owned()))));
    }
    for header in ["authorization", "content-type", "webhook-id", "webhook-signature"] {
        attacks.push(fine.with(|asked| drop(asked.headers.remove(header))));
    }
    attacks.push(fine.with(|asked| drop(asked.headers.insert("content-type", "text/csv".to_owned()))));
    attacks.push(fine.with(|asked| drop(asked.headers.insert("content-length", "100000".to_owned()))));
    for query in ["n=%FF", "n=many", "n=1&n=2", ""] {
        attacks.push(fine.with(|asked| asked.query = query));
    }
    if fine.path.matches('/').count() > 1 {
        for name in ["%FF", "nobody"] {
            let folder = fine.path.rsplit_once('/').unwrap().0;
            attacks.push(fine.with(|asked| asked.path = format!("{folder}/{name}")));
        }
    }
    let long = [b'1'; 300];
    for body in [b"".as_slice(), b"{", b"[]", b"{}", br#"{"n":"many"}"#, b"\"\xff\"", b"n=many", b"n=%FF", &long] {
        attacks.push(fine.with(|asked| asked.body = Sent::Bytes(body.to_vec())));
    }
    attacks.push(fine.with(|asked| asked.body = Sent::Never));
    attacks.push(fine.with(|asked| asked.body = Sent::Broken));
    if id == "hook" {
        let delivery = r#"{"id":"1","event":"call.offer","timestamp":1640995200,"device_id":"d","user_id":"u","data":{}}"#;
        attacks.push(Asked::delivery("down", delivery));
        attacks.push(Asked::delivery("1", "{}"));
    }
    attacks
}

/// The failures of an operation as the document has them.
fn documented(document: &Value, id: &str) -> BTreeSet<(u16, String)> {
    let operations = document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    let operation = operations.into_iter().find(|operation| operation["operationId"] == id).unwrap();
    let mut failures = BTreeSet::new();
    for (status, response) in operation["responses"].as_object().unwrap() {
        let Some(to) = response["$ref"].as_str() else { continue };
        let schema = &document.pointer(to.trim_start_matches('#')).unwrap()["content"]["application/json"]["schema"];
        for code in schema["allOf"][1]["properties"]["error_code"]["enum"].as_array().unwrap() {
            failures.insert((status.parse().unwrap(), code.as_str().unwrap().to_owned()));
        }
    }
    failures
}

#[tokio::test]
async fn what_can_fail_is_documented_and_nothing_else_is() {
    let document = serde_json::to_value(api().openapi()).unwrap();
    let mut wrong = Vec::new();
    for (id, fine) in fine() {
        assert_eq!(fine.clone().failure().await, None, "{id} takes a request that is fine");
        let mut seen = BTreeSet::new();
        for attack in attacks(id, &fine) {
            seen.extend(attack.failure().await);
        }
        let documented = documented(&document, id);
        for (status, code) in documented.difference(&seen) {
            wrong.push(format!("{id} is said to fail with {status} {code}, and nothing brings it out"));
        }
        for (status, code) in seen.difference(&documented) {
            wrong.push(format!("{id} fails with {status} {code}, and the document does not say so"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
