//! With the macros.

use serde::{Deserialize, Serialize};
use wuts_core::auth::{Caller, TokenTable};
use wuts_core::id::Jid;
use wuts_core::{Api, Error, WutsRequest, WutsResponse, endpoints, wuts_endpoint};

#[derive(Deserialize, WutsRequest)]
struct HistoryRequest {
    chat_jid: Jid,
    #[wuts(pattern = "^[A-Z0-9]{1,128}$")]
    last_message_id: String,
    #[serde(default)]
    last_message_from_me: bool,
    #[wuts(range(min = 0))]
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
    std::hint::black_box((caller, body.last_message_id, body.last_message_from_me, body.last_message_timestamp));
    Ok(HistoryRequested {
        message: "History sync requested. Messages will be delivered via webhook (event: history.sync).",
        chat_jid: body.chat_jid,
        requested_count: body.count,
    })
}

pub fn api() -> Api<TokenTable> {
    Api::new("gateway", "1.0.0").endpoints(endpoints![request_message_history])
}
