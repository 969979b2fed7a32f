//! The contract as the measure: its distinct shapes as real endpoints, fed with the reference's own bodies, giving its own
//! answers as equal JSON.

#![allow(clippy::missing_panics_doc, reason = "a test may")]

mod contacts;
mod groups;
mod messages;
mod send;
mod sessions;
#[path = "../support/mod.rs"]
mod support;
mod tenants;
mod users;
mod webhook;

use std::net::SocketAddr;

use reqwest::{Client, Method};
use serde::de::DeserializeOwned;
use support::{Answer, serve};
use uuid::Uuid;
use wuts_core::auth::{Authenticate, AuthenticateError, AuthenticateMaster, Caller, MasterToken, Role, TokenTable};
use wuts_core::id::Token;
use wuts_core::{Api, Error, endpoints};

/// The text of an example.
macro_rules! example {
    ($name:literal) => {
        include_str!(concat!("examples/", $name, ".json"))
    };
}
pub(crate) use example;

/// An answer as the reference has it, through our own type for it.
pub fn reference<T: DeserializeOwned>(example: &str) -> Result<T, Error> {
    serde_json::from_str(example).map_err(Error::internal)
}

/// The state: users, and the platform.
#[derive(Clone)]
pub struct Platform {
    tokens: TokenTable,
    master: MasterToken,
}

impl Authenticate for Platform {
    async fn authenticate(&self, token: Token) -> Result<Option<Caller>, AuthenticateError> {
        self.tokens.authenticate(token).await
    }
}

impl AuthenticateMaster for Platform {
    async fn authenticate_master(&self, token: &str) -> Result<bool, AuthenticateError> {
        self.master.authenticate_master(token).await
    }
}

const MASTER: &str = "wuts_master_3EB0A1B2C3D4E5F6";

/// The service, with a token for each role.
pub struct Service {
    address: SocketAddr,
    user: Token,
    admin: Token,
}

impl Service {
    /// On a free port.
    pub async fn start() -> Self {
        let tokens = TokenTable::new();
        let token = |role| {
            let token = Token::generate();
            tokens.insert(token, Caller { tenant_id: Uuid::new_v4(), user_id: Uuid::new_v4(), role });
            token
        };
        let (user, admin) = (token(Role::User), token(Role::Admin));
        let platform = Platform { tokens, master: MasterToken::new(MASTER).unwrap() };
        let router = Api::new("contract", "1.0.0")
            .endpoints(endpoints![
                send::send_text,
                send::send_image_message,
                send::send_poll_message,
                send::send_contacts,
                send::send_interactive_list_message,
                send::send_catalog,
                send::send_template_message,
                messages::delete_message,
                messages::edit_message,
                messages::get_message_media,
                messages::get_message_status,
                sessions::appstate_sync,
                sessions::generate_session_qr_code,
                contacts::block_contact,
                contacts::get_contact_profile_picture,
                contacts::check_contacts_on_whats_app,
                users::create_user,
                users::promote_user,
                tenants::super_admin_register_tenant,
                tenants::super_admin_delete_tenant,
                groups::update_group,
                webhook::configure_webhook,
            ])
            .into_router(platform);
        Self { address: serve(router).await, user, admin }
    }

    async fn send(&self, token: &str, method: Method, path: &str, body: Option<&str>) -> Answer {
        let request = Client::new().request(method, format!("http://{}{path}", self.address)).bearer_auth(token);
        let request = match body {
            Some(body) => request.header("content-type", "application/json").body(body.to_owned()),
            None => request,
        };
        Answer::of(request.send().await.unwrap()).await
    }

    /// As a user.
    pub async fn call(&self, method: Method, path: &str, body: Option<&str>) -> Answer {
        self.send(&self.user.expose(), method, path, body).await
    }

    /// As an admin.
    pub async fn call_as_admin(&self, method: Method, path: &str, body: Option<&str>) -> Answer {
        self.send(&self.admin.expose(), method, path, body).await
    }

    /// As the platform.
    pub async fn call_as_master(&self, method: Method, path: &str, body: Option<&str>) -> Answer {
        self.send(MASTER, method, path, body).await
    }
}

/// The answer is a success with the JSON of an example.
#[track_caller]
pub fn is_example(answer: &Answer, example: &str) {
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.json(), serde_json::from_str::<serde_json::Value>(example).unwrap());
}

/// The fields of the faults.
pub fn fields(answer: &Answer) -> Vec<String> {
    answer.faults().into_iter().map(|(field, _)| field).collect()
}
