//! The routes of the document and of the page that shows it.

use std::sync::Arc;

use axum::Router;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use hmac_sha256::Hash;

use super::Document;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
const REQUEST_SCRIPT: &str = include_str!("request.js");
const SCHEMA_SCRIPT: &str = include_str!("schema.js");

/// Everything comes from where the page comes from; requests go wherever the document's servers are.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src *; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The routes under `path`.
pub(crate) fn router(path: &str, name: &str, document: &Document) -> Router {
    let path = path.trim_end_matches('/');
    // With and without a slash at its end the page lies in another folder than its parts, or in the same.
    let folder = path.rsplit('/').next().filter(|folder| !folder.is_empty()).map(|folder| format!("{folder}/"));
    let page = |prefix: &str| {
        let page = PAGE.replace("{title}", &escaped(name)).replace("{prefix}", &escaped(prefix));
        File::new("text/html; charset=utf-8", page)
    };
    let file = |name: &str, media_type, content: String| (format!("{path}/{name}"), File::new(media_type, content));
    let script = |name, content: &str| file(name, "text/javascript; charset=utf-8", content.to_owned());
    let files = [
        file("openapi.json", "application/json", document.to_json()),
        file("page.css", "text/css; charset=utf-8", STYLE.to_owned()),
        script("page.js", SCRIPT),
        script("request.js", REQUEST_SCRIPT),
        script("schema.js", SCHEMA_SCRIPT),
        (format!("{path}/"), page("")),
    ];
    let outer = folder.map(|folder| (path.to_owned(), page(&folder)));
    files.into_iter().chain(outer).fold(Router::new(), |router, (route, file)| {
        router.route(&route, get(move |headers: HeaderMap| async move { file.answer(&headers) }))
    })
}

/// What is served under one name.
#[derive(Clone)]
struct File {
    media_type: &'static str,
    content: Bytes,
    tag: Arc<str>,
}

impl File {
    fn new(media_type: &'static str, content: String) -> Self {
        let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&Hash::hash(content.as_bytes())[..12]));
        Self { media_type, content: content.into(), tag: tag.into() }
    }

    /// The content, or that the client has it.
    fn answer(&self, headers: &HeaderMap) -> Response {
        let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|tags| tags.to_str().ok()).flat_map(|tags| tags.split(','));
        let is_known = known.map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == &*self.tag);
        let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { self.content.clone().into_response() };
        let own = response.headers_mut();
        if let Ok(tag) = HeaderValue::from_str(&self.tag) {
            own.insert(ETAG, tag);
        }
        // It may change with the next version of the service, so it is asked for each time.
        own.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if is_known {
            return response;
        }
        own.insert(CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        own.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if self.media_type.starts_with("text/html") {
            own.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
            own.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
            own.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
        }
        response
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
