//! Messages: a body on DELETE, path and body together, bytes or 202.

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use reqwest::Method;
use serde::{Deserialize, Serialize};
use wuts_core::id::{Jid, MessageId, Recipient};
use wuts_core::{Error, ErrorCode, WutsRequest, WutsResponse, wuts_endpoint};

use crate::{Service, example, fields, is_example, reference};

#[derive(Deserialize, WutsRequest)]
#[serde(rename_all = "camelCase")]
pub struct DeleteMessage {
    message_id: MessageId,
    chat_jid: Jid,
    #[wuts(one_of("for_everyone", "for_me"))]
    delete_type: String,
    #[wuts(length(max = 256))]
    reason: Option<String>,
    #[serde(default)]
    validate_ownership: bool,
}

#[derive(Serialize, Deserialize, WutsResponse)]
pub struct Deleted {
    message_id: MessageId,
    deleted_at: jiff::Timestamp,
    delete_type: String,
    chat_jid: Jid,
    metadata: DeletedMetadata,
}

#[derive(Serialize, Deserialize)]
struct DeletedMetadata {
    time_elapsed_minutes: u32,
    within_time_limit: bool,
    reason: Option<String>,
    processing_time_ms: u32,
}

#[wuts_endpoint(DELETE, "/messages/delete", tag = "messages")]
pub async fn delete_message(body: DeleteMessage) -> Result<Deleted, Error> {
    assert!(body.validate_ownership);
    let mut deleted: Deleted = reference(example!("deleteMessage.response"))?;
    deleted.metadata.reason = body.reason;
    Ok(Deleted { message_id: body.message_id, chat_jid: body.chat_jid, delete_type: body.delete_type, ..deleted })
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = path)]
#[serde(rename_all = "camelCase")]
pub struct EditPath {
    message_id: MessageId,
}

#[derive(Deserialize, WutsRequest)]
pub struct EditMessage {
    to: Recipient,
    #[wuts(length(min = 1, max = 4096))]
    message: String,
}

#[derive(Serialize, Deserialize, WutsResponse)]
pub struct Edited {
    message_id: MessageId,
    timestamp: jiff::Timestamp,
    message: String,
}

#[wuts_endpoint(PUT, "/messages/{messageId}", tag = "messages")]
pub async fn edit_message(path: EditPath, body: EditMessage) -> Result<Edited, Error> {
    assert!(!body.to.as_str().is_empty() && !body.message.is_empty());
    let edited: Edited = reference(example!("editMessage.response"))?;
    Ok(Edited { message_id: path.message_id, ..edited })
}

#[derive(WutsResponse)]
pub enum Media {
    Bytes(([(axum::http::HeaderName, &'static str); 1], Bytes)),
    Later(RetryRequested),
}

#[derive(Serialize, WutsResponse)]
#[wuts(status = 202, success = false)]
pub struct RetryRequested {
    status: &'static str,
}

#[wuts_endpoint(GET, "/messages/{messageId}/media", tag = "messages")]
pub async fn get_message_media(path: EditPath) -> Result<Media, Error> {
    match path.message_id.as_str() {
        "3EB0CACHED" => Ok(Media::Bytes(([(CONTENT_TYPE, "application/octet-stream")], Bytes::from_static(b"\xff\xd8")))),
        "3EB0EXPIRED" => Ok(Media::Later(RetryRequested { status: "retry_requested" })),
        _ => Err(Error::new(ErrorCode::NOT_FOUND, "no such message")),
    }
}

#[derive(Serialize, Deserialize, WutsResponse)]
pub struct MessageStatus {
    message_id: MessageId,
    chat_jid: Jid,
    is_group: bool,
    status: String,
    delivered_at: Option<jiff::Timestamp>,
    read_at: Option<jiff::Timestamp>,
    played_at: Option<jiff::Timestamp>,
}

#[wuts_endpoint(GET, "/messages/{messageId}/status", tag = "messages")]
pub async fn get_message_status(path: EditPath) -> Result<MessageStatus, Error> {
    let status: MessageStatus = reference(example!("getMessageStatus.response"))?;
    Ok(MessageStatus { message_id: path.message_id, ..status })
}

#[tokio::test]
async fn a_delete_may_carry_a_body() {
    let service = Service::start().await;
    let request = example!("deleteMessage.request");
    let answer = service.call(Method::DELETE, "/messages/delete", Some(request)).await;
    is_example(&answer, example!("deleteMessage.response"));
    let answer = service.call(Method::DELETE, "/messages/delete", Some(&request.replace("for_everyone", "for_nobody"))).await;
    assert_eq!(answer.faults(), [("deleteType".to_owned(), "must be one of `for_everyone`, `for_me`".to_owned())]);
    let answer = service.call(Method::DELETE, "/messages/delete", Some("{}")).await;
    assert_eq!(fields(&answer), ["messageId", "chatJid", "deleteType"]);
}

#[tokio::test]
async fn path_and_body_are_checked_together() {
    let service = Service::start().await;
    let request = example!("editMessage.request");
    let answer = service.call(Method::PUT, "/messages/3EB0XXXXEDIT0001", Some(request)).await;
    is_example(&answer, example!("editMessage.response"));
    let long = format!("/messages/{}", "x".repeat(129));
    let answer = service.call(Method::PUT, &long, Some(r#"{"message":7}"#)).await;
    assert_eq!(fields(&answer), ["messageId", "to", "message"]);
    let answer = service.call(Method::PUT, "/messages/caf%C3%A9", Some(request)).await;
    assert_eq!(answer.json()["validation"][0]["value"], "café", "the parameter is decoded");
}

#[tokio::test]
async fn media_are_bytes_or_come_later() {
    let service = Service::start().await;
    let bytes = service.call(Method::GET, "/messages/3EB0CACHED/media", None).await;
    assert_eq!((bytes.status, bytes.headers["content-type"].to_str().unwrap()), (200, "application/octet-stream"));
    let later = service.call(Method::GET, "/messages/3EB0EXPIRED/media", None).await;
    assert_eq!(later.status, 202);
    let expected: serde_json::Value = serde_json::from_str(example!("_alt.getMessageMedia.retry_requested.response")).unwrap();
    assert_eq!(later.json(), expected);
    service.call(Method::GET, "/messages/3EB0/media", None).await.is_failure(404, "NOT_FOUND");
}

#[tokio::test]
async fn a_status_has_its_nulls() {
    let service = Service::start().await;
    let answer = service.call(Method::GET, "/messages/3EB0XXXX1234ABCD/status", None).await;
    is_example(&answer, example!("getMessageStatus.response"));
}
