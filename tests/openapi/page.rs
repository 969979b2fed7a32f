//! The page and the document as they are served.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use tower_service::Service;
use wuts_core::Api;
use wuts_core::auth::{MasterToken, TokenTable};
use wuts_core::webhook::{Secret, Secrets, WebhookReceiver};

use crate::everything::{self, Everyone};

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: impl axum::http::header::AsHeaderName) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

async fn get(path: &str, tag: Option<&str>) -> Answer {
    ask(everything::api(), path, tag).await
}

async fn ask(api: Api<Everyone>, path: &str, tag: Option<&str>) -> Answer {
    let secrets = Secrets::from(Secret::new("a-long-random-string").unwrap());
    let state = Everyone {
        tokens: TokenTable::new(),
        master: MasterToken::new("master").unwrap(),
        receiver: WebhookReceiver::new(secrets),
    };
    let mut request = Request::get(path);
    if let Some(tag) = tag {
        request = request.header(IF_NONE_MATCH, tag);
    }
    let answer = api.into_router(state).call(request.body(Body::empty()).unwrap()).await.unwrap();
    let (head, body) = answer.into_parts();
    let text = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap();
    Answer { status: head.status, headers: head.headers, text }
}

#[tokio::test]
async fn the_document_is_served_to_everybody() {
    let answer = get("/docs/openapi.json", None).await;
    assert_eq!((answer.status, answer.header(CONTENT_TYPE)), (StatusCode::OK, "application/json"));
    assert_eq!(answer.text, everything::api().openapi().to_json());
}

#[tokio::test]
async fn what_a_client_has_is_not_sent_again() {
    let tag = get("/docs/openapi.json", None).await.header(ETAG).to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let again = get("/docs/openapi.json", Some(&known)).await;
        assert_eq!((again.status, again.text.as_str(), again.header(ETAG)), (StatusCode::NOT_MODIFIED, "", &*tag), "{known}");
    }
    let other = get("/docs/openapi.json", Some("\"other\"")).await;
    assert_eq!((other.status, other.header(CACHE_CONTROL)), (StatusCode::OK, "no-cache"));
}

#[tokio::test]
async fn the_page_asks_only_where_it_came_from() {
    for (path, folder) in [("/docs", "docs/"), ("/docs/", "")] {
        let page = get(path, None).await;
        assert_eq!((page.status, page.header(CONTENT_TYPE)), (StatusCode::OK, "text/html; charset=utf-8"), "{path}");
        let policy = page.header(CONTENT_SECURITY_POLICY);
        assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert!(page.text.contains(&format!("src=\"{folder}page.js\"")), "{path}");
        assert!(!page.text.contains("//"), "no other host is named: {path}");
        assert!(!page.text.contains('{'), "nothing is left to be filled in: {path}");
    }
    for name in ["page.js", "request.js", "schema.js", "page.css"] {
        let part = get(&format!("/docs/{name}"), None).await;
        assert_eq!(part.status, StatusCode::OK, "{name}");
        assert!(!part.text.contains("http://"), "{name}");
        assert!(!part.text.contains("innerHTML") && !part.text.contains("eval("), "{name}");
    }
}

#[tokio::test]
async fn the_page_may_lie_anywhere() {
    for (place, pages) in [("/", &[("/", "")][..]), ("/api/docs/", &[("/api/docs", "docs/"), ("/api/docs/", "")])] {
        for (path, folder) in pages {
            let page = ask(Api::new("<b>", "1.0.0").docs(place), path, None).await;
            assert_eq!(page.status, StatusCode::OK, "{place} {path}");
            assert!(page.text.contains(&format!("src=\"{folder}page.js\"")), "{place} {path}");
            assert!(page.text.contains("<title>&lt;b&gt;</title>"), "a name is no markup: {}", page.text);
        }
        let document = ask(Api::new("<b>", "1.0.0").docs(place), &format!("{place}openapi.json"), None).await;
        assert!(document.text.contains("\"title\": \"<b>\""), "{place}");
    }
}
