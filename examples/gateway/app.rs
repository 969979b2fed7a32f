//! The service: its state and its endpoints.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use uuid::Uuid;
use wuts_core::auth::{Authenticate, AuthenticateError, Caller, TokenTable};
use wuts_core::id::Token;
use wuts_core::webhook::Event;
use wuts_core::{Api, endpoints};

use crate::device::Device;
use crate::history::request_message_history;
use crate::status::check_session_status;
use crate::webhook::{configure_webhook, delete_webhook, get_available_webhook_events, get_webhook};
use crate::webhooks::Webhooks;

/// The state of the service. Clones share it.
#[derive(Clone)]
pub struct Gateway {
    pub tokens: TokenTable,
    pub webhooks: Webhooks,
    devices: Arc<HashMap<Uuid, Arc<dyn Device>>>,
}

impl Gateway {
    /// A gateway for these devices, each with the user that owns it.
    pub fn new(devices: impl IntoIterator<Item = (Uuid, Arc<dyn Device>)>, webhooks: Webhooks) -> Self {
        Self { tokens: TokenTable::new(), webhooks, devices: Arc::new(devices.into_iter().collect()) }
    }

    /// The device of a user.
    pub fn device_of(&self, caller: &Caller) -> Option<&dyn Device> {
        self.devices.get(&caller.user_id).map(|device| &**device)
    }
}

impl Authenticate for Gateway {
    async fn authenticate(&self, token: Token) -> Result<Option<Caller>, AuthenticateError> {
        self.tokens.authenticate(token).await
    }
}

/// What the service is made of.
pub fn api() -> Api<Gateway> {
    Api::new("gateway", env!("CARGO_PKG_VERSION"))
        .description("A small WUTS-compatible gateway with a simulated phone. Messages of the past come by webhook.")
        .license("MIT OR Apache-2.0", "MIT OR Apache-2.0")
        .tag("messages", "Messages, and those of the past.")
        .tag("webhooks", "Where events are sent.")
        .tag("instances", "The device behind the account.")
        .webhooks::<Event>()
        .docs("/docs")
        .endpoints(endpoints![
            request_message_history,
            configure_webhook,
            get_webhook,
            delete_webhook,
            get_available_webhook_events,
            check_session_status,
        ])
}

/// The service as a router.
pub fn app(gateway: Gateway) -> Router {
    api().into_router(gateway)
}
