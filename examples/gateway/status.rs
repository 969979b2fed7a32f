//! `GET /status`: whether the device is connected.

use axum::extract::{Query, State};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wuts_core::auth::Caller;
use wuts_core::id::Jid;
use wuts_core::openapi::DateTime;
use wuts_core::{WutsError, WutsResponse, wuts_endpoint};

use crate::app::Gateway;

/// Which device.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct StatusQuery {
    /// The caller's own device if it is missing.
    device_id: Option<String>,
}

/// The state of the device.
#[derive(Debug, Serialize, JsonSchema, WutsResponse)]
pub struct SessionStatus {
    data: Session,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Session {
    connected: bool,
    /// `connected` or `disconnected`.
    status: &'static str,
    device_id: String,
    /// The account.
    jid: Jid,
    phone_number: String,
    is_logged_in: bool,
    #[schemars(with = "DateTime")]
    last_seen: Timestamp,
}

#[derive(Debug, thiserror::Error, WutsError)]
pub enum StatusError {
    #[error("no such device for this user")]
    #[wuts(status = 404, code = "DEVICE_NOT_FOUND")]
    NoDevice,
}

/// Connection and login state of a device.
#[wuts_endpoint(GET, "/status", tag = "instances")]
pub async fn check_session_status(
    caller: Caller,
    State(gateway): State<Gateway>,
    Query(query): Query<StatusQuery>,
) -> Result<SessionStatus, StatusError> {
    let device = gateway.device_of(&caller).ok_or(StatusError::NoDevice)?;
    if query.device_id.is_some_and(|wanted| wanted != device.id()) {
        return Err(StatusError::NoDevice);
    }
    let connected = device.is_connected();
    let last_seen = device.last_seen();
    Ok(SessionStatus {
        data: Session {
            connected,
            status: if connected { "connected" } else { "disconnected" },
            device_id: device.id().to_owned(),
            jid: device.jid().clone(),
            phone_number: device.jid().user().to_owned(),
            is_logged_in: true,
            last_seen: Timestamp::from_second(last_seen.as_second()).unwrap_or(last_seen),
        },
    })
}
