//! Users: a role, and a password that is never echoed.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wuts_core::auth::Role;
use wuts_core::{Error, WutsRequest, WutsResponse, wuts_endpoint};

use crate::{Service, example, fields, is_example, reference};

#[derive(Deserialize, WutsRequest)]
pub struct CreateUser {
    #[wuts(pattern = "^[^@ ]+@[^@ ]+$")]
    email: String,
    #[wuts(sensitive, length(min = 8, max = 72))]
    password: String,
    role: Role,
    #[wuts(url)]
    webhook_url: Option<String>,
}

#[derive(Serialize, Deserialize, WutsResponse)]
pub struct UserCreated {
    user: User,
    webhook_configured: bool,
    webhook_url: Option<String>,
    note: String,
}

#[derive(Serialize, Deserialize)]
pub struct User {
    id: Uuid,
    tenant_id: Uuid,
    email: String,
    role: Role,
    token: String,
    active: bool,
    created_at: jiff::Timestamp,
    updated_at: jiff::Timestamp,
}

#[wuts_endpoint(POST, "/users", role = admin, tag = "users")]
pub async fn create_user(body: CreateUser) -> Result<UserCreated, Error> {
    assert!(body.password.len() >= 8);
    let mut created: UserCreated = reference(example!("createUser.response"))?;
    created.user.email = body.email;
    created.user.role = body.role;
    Ok(UserCreated { webhook_configured: body.webhook_url.is_some(), webhook_url: body.webhook_url, ..created })
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = path)]
pub struct UserPath {
    id: Uuid,
}

#[derive(Deserialize, WutsRequest)]
pub struct PromoteUser {
    new_role: Role,
}

#[derive(Serialize, Deserialize, WutsResponse)]
pub struct Promoted {
    message: String,
    data: PromotedData,
}

#[derive(Serialize, Deserialize)]
struct PromotedData {
    user_id: Uuid,
    old_role: Role,
    new_role: Role,
}

#[wuts_endpoint(POST, "/users/{id}/promote", role = manager, tag = "users")]
pub async fn promote_user(path: UserPath, body: PromoteUser) -> Result<Promoted, Error> {
    let promoted: Promoted = reference(example!("promoteUser.response"))?;
    let data = PromotedData { user_id: path.id, new_role: body.new_role, ..promoted.data };
    Ok(Promoted { data, ..promoted })
}

#[tokio::test]
async fn only_an_admin_creates_users() {
    let service = Service::start().await;
    let request = example!("createUser.request");
    is_example(&service.call_as_admin(Method::POST, "/users", Some(request)).await, example!("createUser.response"));
    let error = service.call(Method::POST, "/users", Some(request)).await.is_failure(403, "FORBIDDEN");
    assert_eq!(error, "this needs the role admin");
}

#[tokio::test]
async fn a_password_is_never_echoed() {
    let service = Service::start().await;
    for (password, message) in [(r#""hunter2""#, "must be 8 to 72 characters long"), (r#"["hunter2"]"#, "is not valid")] {
        let body = format!(r#"{{"email":"a@b","password":{password},"role":"owner"}}"#);
        let answer = service.call_as_admin(Method::POST, "/users", Some(&body)).await;
        let expected = [("password", message), ("role", "expected one of `user`, `manager`, `admin`")];
        assert_eq!(answer.faults(), expected.map(|(field, message)| (field.to_owned(), message.to_owned())));
        assert!(!answer.text.contains("hunter2"), "{answer:?}");
        assert_eq!(answer.json()["validation"][0].get("value"), None);
    }
    let answer = service.call_as_admin(Method::POST, "/users", Some(r#"["a@b","hunter2"]"#)).await;
    assert!(!answer.text.contains("hunter2"), "{answer:?}");
}

#[tokio::test]
async fn a_role_is_changed_by_path_and_body() {
    let service = Service::start().await;
    let (path, request) = ("/users/7c2d1e3f-9a8b-4c10-b2d3-e4f5a6b7c8d9/promote", example!("promoteUser.request"));
    is_example(&service.call_as_admin(Method::POST, path, Some(request)).await, example!("promoteUser.response"));
    service.call(Method::POST, path, Some(request)).await.is_failure(403, "FORBIDDEN");
    let answer = service.call_as_admin(Method::POST, "/users/7/promote", Some("{}")).await;
    assert_eq!(fields(&answer), ["id", "new_role"]);
}
