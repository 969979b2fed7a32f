//! The gateway example as a process of its own, which serves until it is told to stop.

use std::ffi::OsStr;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A gateway that serves.
pub struct Gateway {
    pub process: Child,
    /// `http://…`
    pub address: String,
    pub token: String,
}

impl Gateway {
    /// Start one on a free port, with these arguments too, and wait until it serves.
    pub async fn start(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        let mut command = Command::new(program().await);
        command.args(["--serve", "--port", "0"]).args(arguments).env("RUST_LOG", "error");
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = loop {
            let line = tokio::time::timeout(Duration::from_mins(1), lines.next_line()).await.expect("it starts").unwrap();
            match line.expect("it serves") {
                line if line.starts_with("curl ") => break line,
                _ => {}
            }
        };
        let address = line[line.find("http://").unwrap()..line.find("/messages").unwrap()].to_owned();
        let token = line.split("Bearer ").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        Self { process, address, token }
    }

    /// Stop it as a user does.
    pub async fn stop(&mut self) {
        let id = self.process.id().unwrap().to_string();
        Command::new("kill").args(["-INT", &id]).status().await.unwrap();
        let status = tokio::time::timeout(Duration::from_secs(20), self.process.wait()).await.expect("it stops").unwrap();
        assert!(status.success(), "{status}");
    }
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
