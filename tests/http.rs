//! What a client of an annotated service meets, over a real listener.

mod support;

use std::sync::LazyLock;

use axum::Router;
use reqwest::{Client, Method, RequestBuilder};
use serde::{Deserialize, Serialize};
use serde_json::json;
use support::{Answer, serve};
use uuid::Uuid;
use wuts_core::auth::{Caller, Role, TokenTable};
use wuts_core::id::{Jid, MessageId, Token};
use wuts_core::{Api, Error, WutsRequest, WutsResponse, endpoints, wuts_endpoint};

static TOKEN: LazyLock<Token> = LazyLock::new(Token::generate);

const PATH: &str = "/messages/history/request";
const REQUEST: &str = r#"{"chat_jid":"5511999999999@s.whatsapp.net","last_message_id":"3EB0XXXX1234ABCD","last_message_from_me":false,"last_message_timestamp":1750000000,"count":50}"#;
const ANSWER: &str = r#"{"success":true,"message":"History sync requested. Messages will be delivered via webhook (event: history.sync).","chat_jid":"5511999999999@s.whatsapp.net","requested_count":50}"#;

#[derive(Deserialize, WutsRequest)]
struct HistoryRequest {
    chat_jid: Jid,
    last_message_id: MessageId,
    #[serde(default)]
    last_message_from_me: bool,
    #[wuts(range(min = 1))]
    last_message_timestamp: i64,
    #[serde(default = "fifty")]
    #[wuts(range(min = 1, max = 500))]
    count: u16,
}

fn fifty() -> u16 {
    50
}

#[derive(Serialize, WutsResponse)]
struct HistoryRequested {
    message: &'static str,
    chat_jid: Jid,
    requested_count: u16,
}

#[wuts_endpoint(POST, "/messages/history/request", tag = "messages")]
async fn request_message_history(caller: Caller, body: HistoryRequest) -> Result<HistoryRequested, Error> {
    assert_eq!(caller.role, Role::Manager);
    assert!(!body.last_message_from_me && body.last_message_timestamp > 0 && !body.last_message_id.as_str().is_empty());
    Ok(HistoryRequested {
        message: "History sync requested. Messages will be delivered via webhook (event: history.sync).",
        chat_jid: body.chat_jid,
        requested_count: body.count,
    })
}

#[derive(Serialize, WutsResponse)]
#[wuts(status = 201)]
struct Created {}

#[wuts_endpoint(POST, "/open", public)]
async fn open() -> Result<Created, Error> {
    Ok(Created {})
}

fn app() -> Router {
    let tokens = TokenTable::new();
    tokens.insert(*TOKEN, Caller { tenant_id: Uuid::new_v4(), user_id: Uuid::new_v4(), role: Role::Manager });
    Api::new("test", "1.0.0").endpoints(endpoints![request_message_history, open]).into_router(tokens)
}

async fn send(build: impl FnOnce(&Client, String) -> RequestBuilder) -> Answer {
    let address = serve(app()).await;
    let client = Client::new();
    Answer::of(build(&client, format!("http://{address}{PATH}")).send().await.unwrap()).await
}

/// A request with a token and this body, declared as JSON.
async fn post(body: impl Into<reqwest::Body>) -> Answer {
    let body = body.into();
    send(|client, url| client.post(url).bearer_auth(TOKEN.expose()).header("content-type", "application/json").body(body)).await
}

/// The reference's request with this `Authorization` header.
async fn authorized(value: Option<String>) -> Answer {
    send(|client, url| {
        let request = client.post(url).header("content-type", "application/json").body(REQUEST);
        match value {
            Some(value) => request.header("authorization", value),
            None => request,
        }
    })
    .await
}

#[tokio::test]
async fn the_reference_s_request_gets_the_reference_s_answer() {
    let answer = post(REQUEST).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, ANSWER));
    assert_eq!(answer.headers["content-type"], "application/json");
}

#[tokio::test]
async fn defaults_stand_in_for_what_may_be_missing() {
    let body = json!({"chat_jid": "120363039000000000@g.us", "last_message_id": "3EB0", "last_message_timestamp": 1});
    let answer = post(body.to_string()).await;
    assert_eq!((answer.status, &answer.json()["requested_count"]), (200, &json!(50)), "{answer:?}");
}

#[tokio::test]
async fn a_request_without_a_valid_token_is_unauthorized() {
    let token = TOKEN.expose();
    for value in [
        None,
        Some("Bearer not-a-uuid".to_owned()),
        Some(format!("Bearer {}", Token::generate().expose())),
        Some(format!("Basic {token}")),
        Some(format!("Bearer {{{token}}}")),
    ] {
        let answer = authorized(value.clone()).await;
        assert_eq!(answer.is_failure(401, "UNAUTHORIZED"), "Invalid token", "{value:?}");
        assert_eq!(answer.headers["www-authenticate"], "Bearer");
    }
}

#[tokio::test]
async fn the_scheme_may_be_in_lower_case_or_missing() {
    let token = TOKEN.expose();
    for value in [token.clone(), format!("bearer {token}"), format!("BEARER {token}"), format!("Bearer {token}")] {
        let answer = authorized(Some(value.clone())).await;
        assert_eq!(answer.status, 200, "{value}");
    }
}

#[tokio::test]
async fn a_token_is_read_from_nowhere_else() {
    let token = TOKEN.expose();
    let answer = send(|client, url| {
        client
            .post(format!("{url}?token={token}&access_token={token}"))
            .header("cookie", format!("token={token}"))
            .header("x-api-key", &token)
            .header("content-type", "application/json")
            .body(REQUEST)
    })
    .await;
    answer.is_failure(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn a_text_that_is_no_json_is_told_where() {
    let error = post(&REQUEST[..60]).await.is_failure(400, "MALFORMED_JSON");
    assert!(error.contains("line 1 column 60"), "{error}");
    let error = post("{\n  \"count\": 1,\n}").await.is_failure(400, "MALFORMED_JSON");
    assert!(error.contains("line 3 column 1"), "{error}");
    for text in ["", " ", "{", "nul", "{\"count\":NaN}", "{'count':1}", "\u{feff}{}", "{} {}"] {
        post(text).await.is_failure(400, "MALFORMED_JSON");
    }
    let error = post(b"{\n\"a\":\"\xff\"}".to_vec()).await.is_failure(400, "MALFORMED_JSON");
    assert!(error.contains("not UTF-8 at line 2 column 6"), "{error}");
}

#[tokio::test]
async fn what_json_allows_and_a_field_does_not_is_told() {
    let with = |count: &str| REQUEST.replace("\"count\":50", count);
    for (text, message) in [
        (with("\"count\":50,\"count\":51"), "is given more than once"),
        (with("\"count\":70000"), "expected an integer from 1 to 500"),
        (with("\"count\":1e400"), "expected an integer from 1 to 500, got a number with a fraction"),
        (with("\"count\":123456789012345678901234567890"), "expected an integer from 1 to 500"),
        (
            with(&format!("\"count\":{}{}", "[".repeat(10_000), "]".repeat(10_000))),
            "expected an integer from 1 to 500, got a list",
        ),
    ] {
        assert_eq!(post(text.clone()).await.faults(), [("count".to_owned(), message.to_owned())], "{}", &text[..200]);
    }
    // An unknown member is nobody's business, however deep it is.
    let deep = with(&format!("\"x\":{}{}", "[".repeat(10_000), "]".repeat(10_000)));
    assert_eq!(post(deep).await.status, 200);
    post("[".repeat(10_000)).await.is_failure(400, "MALFORMED_JSON");
}

#[tokio::test]
async fn a_body_that_is_no_object_is_told_so() {
    let positional = r#"["5511999999999@s.whatsapp.net","3EB0",false,1750000000,50]"#;
    for (text, came) in [(positional, "a list"), ("[]", "a list"), ("7", "a number"), ("null", "null"), ("\"x\"", "a string")] {
        let expected = vec![("body".to_owned(), format!("expected an object, got {came}"))];
        assert_eq!(post(text).await.faults(), expected, "{text}");
    }
}

#[tokio::test]
async fn a_missing_field_is_named_and_has_no_value() {
    let answer = post(r#"{"chat_jid":"5511999999999@s.whatsapp.net","last_message_timestamp":1}"#).await;
    assert_eq!(answer.faults(), [("last_message_id".to_owned(), "is required".to_owned())]);
    assert_eq!(answer.json()["validation"][0].get("value"), None);
}

#[tokio::test]
async fn five_wrong_fields_are_five_entries_in_source_order() {
    let body = r#"{"count":1.50,"last_message_timestamp":-1,"last_message_from_me":"no","last_message_id":"","chat_jid":"5511999999999"}"#;
    let answer = post(body).await;
    let expected = [
        ("chat_jid", "must be a full JID such as 5511999999999@s.whatsapp.net or 120363039000000000@g.us"),
        ("last_message_id", "must be a message id of 1 to 128 visible ASCII characters"),
        ("last_message_from_me", "expected true or false, got a string"),
        ("last_message_timestamp", "must be at least 1"),
        ("count", "expected an integer from 1 to 500, got a number with a fraction"),
    ];
    let expected: Vec<(String, String)> = expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(answer.faults(), expected);
    assert!(answer.text.ends_with(r#""value":1.50}]}"#), "the value as it came: {}", answer.text);
}

#[tokio::test]
async fn a_whole_number_may_have_a_fraction_or_an_exponent() {
    for (count, is_fine) in [("50.0", true), ("5e1", true), ("501.0", false), ("1e3", false)] {
        let answer = post(REQUEST.replace(r#""count":50"#, &format!(r#""count":{count}"#))).await;
        if is_fine {
            assert_eq!((answer.status, answer.text.as_str()), (200, ANSWER), "{count}");
        } else {
            assert_eq!(answer.faults(), [("count".to_owned(), "must be from 1 to 500".to_owned())], "{count}");
        }
    }
}

#[tokio::test]
async fn only_json_is_taken_as_json() {
    for kind in ["application/json; charset=utf-8", "application/vnd.wuts+json", "APPLICATION/JSON"] {
        let answer =
            send(|client, url| client.post(url).bearer_auth(TOKEN.expose()).header("content-type", kind).body(REQUEST)).await;
        assert_eq!(answer.status, 200, "{kind}");
    }
    for kind in [Some("text/plain"), Some("application/x-www-form-urlencoded"), None] {
        let answer = send(|client, url| {
            let request = client.post(url).bearer_auth(TOKEN.expose()).body(REQUEST);
            if let Some(kind) = kind { request.header("content-type", kind) } else { request }
        })
        .await;
        answer.is_failure(415, "UNSUPPORTED_MEDIA_TYPE");
    }
}

#[tokio::test]
async fn a_body_of_two_mebibytes_is_too_large() {
    let error = post(vec![b' '; 2 * 1024 * 1024]).await.is_failure(413, "PAYLOAD_TOO_LARGE");
    assert_eq!(error, "the body is larger than 1048576 bytes");
    let mut at_the_limit = REQUEST.as_bytes().to_vec();
    at_the_limit.resize(1024 * 1024, b' ');
    assert_eq!(post(at_the_limit).await.status, 200);
}

#[tokio::test]
async fn another_method_is_told_which_there_are() {
    for method in [Method::GET, Method::PUT, Method::DELETE, Method::OPTIONS] {
        let answer = send(|client, url| client.request(method, url).bearer_auth(TOKEN.expose())).await;
        answer.is_failure(405, "METHOD_NOT_ALLOWED");
        assert_eq!(answer.headers["allow"], "POST");
    }
}

#[tokio::test]
async fn an_unknown_route_is_not_found() {
    for path in ["/", "/messages", "/messages/history/request/", "/messages/history/request/x"] {
        let address = serve(app()).await;
        let response = Client::new().get(format!("http://{address}{path}")).send().await.unwrap();
        Answer::of(response).await.is_failure(404, "NOT_FOUND");
    }
}

#[tokio::test]
async fn a_public_endpoint_asks_for_no_token_and_a_status_can_be_chosen() {
    let address = serve(app()).await;
    let answer = Answer::of(Client::new().post(format!("http://{address}/open")).send().await.unwrap()).await;
    assert_eq!((answer.status, answer.text.as_str()), (201, r#"{"success":true}"#));
}

#[tokio::test]
async fn a_handler_is_still_a_function() {
    let caller = Caller { tenant_id: Uuid::new_v4(), user_id: Uuid::new_v4(), role: Role::Manager };
    let body = serde_json::from_str(REQUEST).unwrap();
    let answer = request_message_history(caller, body).await.unwrap();
    assert_eq!((answer.chat_jid.as_str(), answer.requested_count), ("5511999999999@s.whatsapp.net", 50));
}
