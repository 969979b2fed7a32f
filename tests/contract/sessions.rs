//! Sessions: an optional body, and query parameters with several names.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::json;
use wuts_core::{Error, WutsRequest, WutsResponse, wuts_endpoint};

use crate::{Service, example, fields, is_example, reference};

#[derive(Deserialize, WutsRequest)]
pub struct AppstateSync {
    #[serde(default)]
    #[wuts(items(one_of("contacts", "chats", "settings", "pins", "critical")))]
    scopes: Vec<String>,
    #[serde(default)]
    full: bool,
}

#[derive(Serialize, WutsResponse)]
pub struct Syncing {
    scopes: Vec<String>,
    full_sync: bool,
}

#[wuts_endpoint(POST, "/appstate/sync", tag = "instances")]
pub async fn appstate_sync(body: Option<AppstateSync>) -> Result<Syncing, Error> {
    let AppstateSync { mut scopes, full } = body.unwrap_or(AppstateSync { scopes: Vec::new(), full: false });
    if scopes.is_empty() {
        scopes = ["contacts", "chats", "settings"].map(str::to_owned).to_vec();
    }
    Ok(Syncing { scopes, full_sync: full })
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = query)]
pub struct QrQuery {
    device_id: Option<String>,
    #[serde(default = "yes", alias = "reuse", alias = "use_cache", alias = "cached")]
    reuse_cache: bool,
    #[serde(default, alias = "force_refresh", alias = "force_new")]
    refresh: bool,
}

fn yes() -> bool {
    true
}

#[derive(Serialize, Deserialize, WutsResponse)]
pub struct QrCode {
    data: QrCodeData,
}

#[derive(Serialize, Deserialize)]
struct QrCodeData {
    qr_code: String,
    image: String,
    cached: bool,
    expires_at: jiff::Timestamp,
    ttl: u32,
}

#[wuts_endpoint(GET, "/qr", tag = "instances")]
pub async fn generate_session_qr_code(query: QrQuery) -> Result<QrCode, Error> {
    let mut code: QrCode = reference(example!("generateSessionQrCode.response"))?;
    code.data.cached = query.reuse_cache && !query.refresh && query.device_id.is_some();
    Ok(code)
}

#[tokio::test]
async fn a_body_may_be_missing() {
    let service = Service::start().await;
    let answer = service.call(Method::POST, "/appstate/sync", Some(example!("appstateSync.request"))).await;
    is_example(&answer, example!("appstateSync.response"));
    for body in [None, Some("")] {
        let answer = service.call(Method::POST, "/appstate/sync", body).await;
        assert_eq!(
            answer.json(),
            json!({"success": true, "scopes": ["contacts", "chats", "settings"], "full_sync": false}),
            "{body:?}"
        );
    }
    let answer = service.call(Method::POST, "/appstate/sync", Some(r#"{"scopes":["chats","labels","pins","x"],"full":1}"#)).await;
    assert_eq!(fields(&answer), ["scopes[1]", "scopes[3]", "full"]);
}

#[tokio::test]
async fn a_query_has_booleans_and_aliases() {
    let service = Service::start().await;
    is_example(&service.call(Method::GET, "/qr", None).await, example!("generateSessionQrCode.response"));
    for (query, cached) in [
        ("device_id=1", true),
        ("device_id=1&reuse=0", false),
        ("device_id=1&use_cache=false", false),
        ("device_id=1&cached=1&force_new=0", true),
        ("device_id=1&force_refresh=true", false),
        ("device_id=1&refresh=1&unknown=x", false),
    ] {
        let answer = service.call(Method::GET, &format!("/qr?{query}"), None).await;
        assert_eq!(answer.json()["data"]["cached"], cached, "{query}");
    }
    let answer = service.call(Method::GET, "/qr?cached=maybe&force_new=&device_id=a&device_id=b", None).await;
    let expected = [
        ("device_id", "expected a string, got a list"),
        ("cached", "expected true or false"),
        ("force_new", "expected true or false"),
    ];
    assert_eq!(answer.faults(), expected.map(|(field, message)| (field.to_owned(), message.to_owned())));
}
