//! A service that knows `wuts-core` only as `wuts_renamed::wuts`.
#![deny(warnings, missing_docs, clippy::pedantic)]

use axum::extract::State;
use serde::{Deserialize, Serialize};
use wuts_renamed::Gateway;
use wuts_renamed::wuts::{Api, WutsError, WutsRequest, WutsResponse, endpoints, wuts_endpoint};

/// What is asked for.
#[derive(Clone, Debug, Deserialize, WutsRequest)]
#[wuts(crate = "wuts_renamed::wuts", from = query)]
pub struct Page {
    /// How many.
    #[wuts(range(min = 1, max = 100))]
    pub limit: u8,
}

/// What is there.
#[derive(Clone, Debug, Serialize, WutsResponse)]
#[wuts(crate = "wuts_renamed::wuts")]
pub struct Chats {
    /// How many.
    pub count: u8,
}

/// Why nothing is there.
#[derive(Clone, Copy, Debug, WutsError)]
#[wuts(crate = "wuts_renamed::wuts")]
pub enum NoChats {
    /// There are none.
    #[wuts(code = NOT_FOUND)]
    None,
}

impl std::fmt::Display for NoChats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("there are no chats")
    }
}

impl std::error::Error for NoChats {}

/// The chats.
///
/// # Errors
///
/// There are none.
#[wuts_endpoint(GET, "/chats", crate = "wuts_renamed::wuts")]
pub async fn list_chats(State(_): State<Gateway>, page: Page) -> Result<Chats, NoChats> {
    if page.limit > 50 { Err(NoChats::None) } else { Ok(Chats { count: page.limit }) }
}

/// The service as a router.
pub fn app(gateway: Gateway) -> axum::Router {
    let endpoints = endpoints![crate = "wuts_renamed::wuts", list_chats];
    Api::new("reexported", "1.0.0").endpoints(endpoints).into_router(gateway)
}
