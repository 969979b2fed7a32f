//! What a service logs, with everything captured at the level of traces: enough to find a request, and nothing secret.

mod support;

use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex};

use reqwest::Client;
use serde::{Deserialize, Serialize};
use support::serve;
use tracing_subscriber::fmt::MakeWriter;
use uuid::Uuid;
use wuts_core::auth::{Authenticate, AuthenticateError, Caller, Role, TokenTable};
use wuts_core::id::Token;
use wuts_core::webhook::Secret;
use wuts_core::{Api, Error, WutsError, WutsRequest, WutsResponse, endpoints, wuts_endpoint};

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The lines that were logged for a request.
    fn of(&self, request_id: &str) -> Vec<String> {
        self.text().lines().filter(|line| line.contains(request_id)).map(str::to_owned).collect()
    }
}

static LOG: LazyLock<Log> = LazyLock::new(|| {
    let log = Log::default();
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).with_writer(log.clone()).init();
    log
});

#[derive(Clone)]
struct Gateway {
    tokens: TokenTable,
    down: Token,
}

impl Authenticate for Gateway {
    async fn authenticate(&self, token: Token) -> Result<Option<Caller>, AuthenticateError> {
        if token == self.down {
            return Err("the database is down".into());
        }
        self.tokens.authenticate(token).await
    }
}

#[derive(Debug, Deserialize, WutsRequest)]
struct Login {
    name: String,
    #[wuts(sensitive, length(min = 8))]
    password: String,
    secret: Option<Secret>,
}

#[derive(Serialize, WutsResponse)]
struct Welcome {
    name: String,
}

#[derive(Debug, thiserror::Error, WutsError)]
enum LoginError {
    #[error("the account is locked")]
    #[wuts(status = 423, code = "LOCKED")]
    Locked,
    #[error("cannot log in")]
    #[wuts(code = INTERNAL_ERROR)]
    Storage(#[from] std::io::Error),
}

#[wuts_endpoint(POST, "/login/{tenant}")]
async fn login(axum::extract::Path(tenant): axum::extract::Path<String>, body: Login) -> Result<Welcome, LoginError> {
    assert!(!body.password.is_empty() && body.secret.is_none());
    match tenant.as_str() {
        "locked" => Err(LoginError::Locked),
        "broken" => {
            store(&body.name)?;
            Ok(Welcome { name: body.name })
        }
        "panic" => panic!("a bug in the handler"),
        _ => Ok(Welcome { name: body.name }),
    }
}

/// A library's function with a library's error.
fn store(_name: &str) -> std::io::Result<()> {
    Err(std::io::Error::other("the disk is full"))
}

#[wuts_endpoint(GET, "/error", public)]
async fn error() -> Result<(), Error> {
    Err(Error::internal("the inside of it"))
}

#[tokio::test]
async fn a_request_can_be_found_in_the_log_and_nothing_secret_can() {
    let log = LOG.clone();
    let (token, unknown, down) = (Token::generate(), Token::generate(), Token::generate());
    let caller = Caller { tenant_id: Uuid::new_v4(), user_id: Uuid::new_v4(), role: Role::User };
    let tokens = TokenTable::new();
    tokens.insert(token, caller);
    let address =
        serve(Api::new("test", "1.0.0").endpoints(endpoints![login, error]).into_router(Gateway { tokens, down })).await;
    let send = async |id: &str, tenant: &str, token: Token, body: &str| {
        let request = Client::new().post(format!("http://{address}/login/{tenant}?key=QUERYSECRET")).bearer_auth(token.expose());
        let request =
            request.header("x-request-id", id).header("content-type", "application/json").header("cookie", "COOKIESECRET");
        request.body(body.to_owned()).send().await.unwrap().status().as_u16()
    };
    let good = r#"{"name":"BODYTEXT","password":"PASSWORDSECRET"}"#;
    assert_eq!(send("id-good", "PATHTEXT", token, good).await, 200);
    assert_eq!(send("id-unknown", "PATHTEXT", unknown, good).await, 401);
    assert_eq!(send("id-down", "PATHTEXT", down, good).await, 503);
    assert_eq!(send("id-locked", "locked", token, good).await, 423);
    assert_eq!(send("id-broken", "broken", token, good).await, 500);
    assert_eq!(send("id-panic", "panic", token, good).await, 500);
    assert_eq!(send("id-bad", "PATHTEXT", token, r#"{"name":7,"password":"SHORTPW","secret":"whsec_!"}"#).await, 400);
    assert_eq!(send("id-malformed", "PATHTEXT", token, r#"{"password":"PASSWORDSECRET"#).await, 400);
    let inside = Client::new().get(format!("http://{address}/error")).header("x-request-id", "id-inside");
    assert_eq!(inside.send().await.unwrap().status(), 500);

    // The span of a request has all that is known of it.
    let lines = log.of("id-good");
    let answered = lines.iter().find(|line| line.contains("answered")).unwrap_or_else(|| panic!("{lines:?}"));
    let (tenant, user) = (caller.tenant_id, caller.user_id);
    for field in [
        "method=\"POST\"",
        "endpoint=\"login\"",
        "route=\"/login/{tenant}\"",
        "status=200",
        "elapsed=",
        &format!("tenant={tenant}"),
        &format!("user={user}"),
    ] {
        assert!(answered.contains(field), "{field}: {answered}");
    }
    // A cause is logged once, with its chain, for the request it broke.
    for (id, cause) in [
        ("id-broken", "cannot log in: the disk is full"),
        ("id-down", "the database is down"),
        ("id-panic", "a panic: a bug in the handler"),
        ("id-inside", "the inside of it"),
    ] {
        let errors: Vec<String> = log.of(id).into_iter().filter(|line| line.contains("ERROR")).collect();
        assert!(errors.len() == 1 && errors[0].contains(cause), "{id}: {errors:?}");
    }
    assert!(log.of("id-locked").iter().all(|line| !line.contains("ERROR")), "a client's fault is no error of the service");

    let text = log.text();
    let hidden = [token, unknown, down].map(|token| token.expose());
    let hidden = hidden.iter().map(String::as_str);
    for secret in hidden.chain(["BODYTEXT", "PASSWORDSECRET", "SHORTPW", "whsec_", "COOKIESECRET", "QUERYSECRET", "PATHTEXT"]) {
        // reqwest and hyper log in this process too, as the client; the service's own lines are those with a span.
        let lines: Vec<&str> = text.lines().filter(|line| line.contains(secret)).collect();
        assert!(lines.is_empty(), "{secret}: {lines:?}");
    }
}
