//! A service that knows `wuts-core` by another name answers like any other.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use tower_service::Service;
use wuts_renamed::wuts::auth::{Caller, Role};
use wuts_renamed::wuts::id::Token;
use wuts_renamed::wuts::uuid::Uuid;
use wuts_renamed::{Gateway, app};

async fn send(body: Value) -> (StatusCode, Value) {
    let (gateway, token) = (Gateway::default(), Token::generate());
    gateway.admit(token, Caller { tenant_id: Uuid::new_v4(), user_id: Uuid::new_v4(), role: Role::Manager });
    let request = Request::post("/chats/5511999999999@s.whatsapp.net/messages")
        .header("authorization", format!("Bearer {}", token.expose()))
        .header("content-type", "application/json")
        .body(Body::from(body.to_string()))
        .expect("a request");
    let answer = app(gateway).call(request).await.expect("a router never fails");
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 1 << 16).await.expect("an answer");
    (status, serde_json::from_slice(&body).expect("JSON"))
}

#[tokio::test]
async fn a_valid_request_is_served() {
    let answer = send(json!({"to": "5511999999999@s.whatsapp.net", "text": "olá"})).await;
    assert_eq!(answer, (StatusCode::CREATED, json!({"success": true, "length": 3})));
}

#[tokio::test]
async fn rules_hold() {
    let (status, answer) = send(json!({"to": "5511999999999@s.whatsapp.net", "text": "", "mentions": [""]})).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let fields: Vec<_> = answer["validation"].as_array().expect("faults").iter().map(|fault| fault["field"].clone()).collect();
    assert_eq!(fields, ["text", "mentions[0]"]);
}
