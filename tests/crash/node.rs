//! One gateway: a process with a file of its own, and the client that asks it.

use std::ops::Range;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::time::Duration;

use reqwest::Client;
use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

use crate::hook::SECRET;

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
    process: Child,
    address: String,
    token: String,
    client: Client,
}

impl Node {
    /// Start one with a new file.
    pub async fn start(number: usize, postgres: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (process, address, token) = start(&folder, postgres).await;
        let client = Client::builder().no_proxy().timeout(Duration::from_secs(10)).build().unwrap();
        let (postgres, accepted) = (postgres.map(str::to_owned), Vec::new());
        Self { number, accepted, asked: 0, postgres, folder, process, address, token, client }
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
        let id = self.process.id().expect("it runs").to_string();
        tokio::spawn(async move {
            tokio::time::sleep(delay).await;
            assert!(Command::new("kill").args(["-KILL", &id]).status().await.unwrap().success());
        })
    }

    /// After it was killed: start it again with the same file.
    pub async fn restart(&mut self) {
        let status = self.process.wait().await.unwrap();
        assert_eq!(status.signal(), Some(9), "it had not ended before");
        (self.process, self.address, self.token) = start(&self.folder, self.postgres.as_deref()).await;
    }

    /// Stop it as a user does.
    pub async fn stop(&mut self) {
        let id = self.process.id().unwrap().to_string();
        Command::new("kill").args(["-INT", &id]).status().await.unwrap();
        let status = tokio::time::timeout(Duration::from_secs(20), self.process.wait()).await.expect("it stops").unwrap();
        assert!(status.success(), "{status}");
    }

    async fn post(&self, path: &str, body: &str) -> reqwest::Result<reqwest::Response> {
        let request = self.client.post(format!("{}{path}", self.address)).bearer_auth(&self.token);
        request.header("content-type", "application/json").body(body.to_owned()).send().await
    }
}

/// The process, its address and its token.
async fn start(folder: &TempDir, postgres: Option<&str>) -> (Child, String, String) {
    let mut command = Command::new(program().await);
    command.args(["--serve", "--port", "0", "--event-size", "1", "--retry-unit", "20", "--lease-margin", "500"]);
    command.arg("--data").arg(folder.path().join("gateway.sqlite")).env("RUST_LOG", "error");
    if let Some(url) = postgres {
        command.args(["--postgres", url]);
    }
    let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let line = loop {
        let line = tokio::time::timeout(Duration::from_secs(60), lines.next_line()).await.expect("it starts").unwrap();
        match line.expect("it serves") {
            line if line.starts_with("curl ") => break line,
            _ => {}
        }
    };
    let address = &line[line.find("http://").unwrap()..line.find("/messages").unwrap()];
    let token = line.split("Bearer ").nth(1).unwrap().split('\'').next().unwrap();
    let (address, token) = (address.to_owned(), token.to_owned());
    (process, address, token)
}

/// The example's binary, built if it is not there.
async fn program() -> std::path::PathBuf {
    static BUILT: tokio::sync::OnceCell<()> = tokio::sync::OnceCell::const_new();
    let build = async {
        let mut command = Command::new(env!("CARGO"));
        command.args(["build", "--quiet", "--example", "gateway"]);
        if !cfg!(debug_assertions) {
            command.arg("--release");
        }
        assert!(command.status().await.unwrap().success());
    };
    BUILT.get_or_init(|| build).await;
    let here = std::env::current_exe().unwrap();
    here.parent().unwrap().parent().unwrap().join("examples/gateway")
}
