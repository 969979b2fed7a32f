//! One gateway: a process with a file of its own, and the client that asks it.

use std::ffi::OsString;
use std::ops::Range;
use std::os::unix::process::ExitStatusExt;
use std::time::Duration;

use reqwest::Client;
use serde_json::json;
use tempfile::TempDir;
use tokio::process::Command;
use tokio::task::JoinHandle;

use crate::hook::SECRET;
use crate::process::Gateway;

/// The chats that it is asked for.
pub const CHATS: [&str; 4] =
    ["5511999999999@s.whatsapp.net", "5511988887777@s.whatsapp.net", "120363039000000000@g.us", "112233445566778@lid"];

/// How many messages a request asks for. In the archive they are all a part of their own, for parts may have one byte.
const COUNT: usize = 10;

/// A number of this range. Moments of a crash are never the same twice, so neither are these.
pub fn random(range: Range<u64>) -> u64 {
    let random = uuid::Uuid::new_v4().as_u64_pair().1;
    range.start + (random & 0xFFFF_FFFF) % (range.end - range.start)
}

/// A request that was answered with 200.
#[derive(Debug)]
pub struct Accepted {
    /// Names it: no two have the same.
    pub anchor: String,
    pub chat: &'static str,
    /// How many events it makes.
    pub events: usize,
}

/// A gateway that runs.
pub struct Node {
    pub number: usize,
    pub accepted: Vec<Accepted>,
    asked: usize,
    postgres: Option<String>,
    folder: TempDir,
    pub gateway: Gateway,
    client: Client,
}

impl Node {
    /// Start one with a new file.
    pub async fn start(number: usize, postgres: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let gateway = start(&folder, postgres).await;
        let client = Client::builder().no_proxy().timeout(Duration::from_secs(10)).build().unwrap();
        let (postgres, accepted) = (postgres.map(str::to_owned), Vec::new());
        Self { number, accepted, asked: 0, postgres, folder, gateway, client }
    }

    /// Set where its events go.
    pub async fn configure_webhook(&mut self, url: &str) {
        let body = json!({
            "webhook_url": url, "enabled_events": ["history.sync"], "secret": SECRET, "retry_attempts": 10, "timeout": 1,
        });
        let answer = self.post("/webhook", &body.to_string()).await.unwrap();
        assert_eq!(answer.status(), 200, "{}", answer.text().await.unwrap());
    }

    /// Ask for history. A request that gets no answer may have been taken or not, so it does not count.
    pub async fn ask(&mut self) {
        self.asked += 1;
        let anchor = format!("NODE{}REQUEST{}", self.number, self.asked);
        let chat = CHATS[self.asked % CHATS.len()];
        let body = json!({
            "chat_jid": chat, "last_message_id": anchor, "last_message_timestamp": 1_750_000_000, "count": COUNT,
        });
        match self.post("/messages/history/request", &body.to_string()).await {
            Ok(answer) => {
                assert_eq!(answer.status(), 200, "{}", answer.text().await.unwrap());
                self.accepted.push(Accepted { anchor, chat, events: COUNT });
            }
            Err(error) => assert!(!error.is_timeout(), "a gateway that is up answers: {error}"),
        }
    }

    /// Kill it in a while, as an operating system does.
    pub fn kill_after(&self, delay: Duration) -> JoinHandle<()> {
        let id = self.gateway.process.id().expect("it runs").to_string();
        tokio::spawn(async move {
            tokio::time::sleep(delay).await;
            assert!(Command::new("kill").args(["-KILL", &id]).status().await.unwrap().success());
        })
    }

    /// After it was killed: start it again with the same file.
    pub async fn restart(&mut self) {
        let status = self.gateway.process.wait().await.unwrap();
        assert_eq!(status.signal(), Some(9), "it had not ended before");
        self.gateway = start(&self.folder, self.postgres.as_deref()).await;
    }

    async fn post(&self, path: &str, body: &str) -> reqwest::Result<reqwest::Response> {
        let request = self.client.post(format!("{}{path}", self.gateway.address)).bearer_auth(&self.gateway.token);
        request.header("content-type", "application/json").body(body.to_owned()).send().await
    }
}

/// A gateway with this folder's file.
async fn start(folder: &TempDir, postgres: Option<&str>) -> Gateway {
    let mut arguments: Vec<OsString> =
        ["--event-size", "1", "--retry-unit", "20", "--lease-margin", "500"].map(OsString::from).to_vec();
    arguments.extend(["--data".into(), folder.path().join("gateway.sqlite").into()]);
    if let Some(url) = postgres {
        arguments.extend(["--postgres".into(), url.into()]);
    }
    Gateway::start(arguments).await
}
