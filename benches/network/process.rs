//! A service in a process of its own.

use std::convert::Infallible;
use std::io::{BufRead, BufReader, Read, Result};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::endpoint::by_hand::Tokens;
use crate::endpoint::hyper_by_hand;
use crate::endpoint::serving::Service;

/// A service that runs. It is ended when this is dropped.
pub struct Process {
    child: Child,
    pub address: SocketAddr,
}

impl Process {
    /// Start an implementation with so many tokens.
    ///
    /// # Errors
    ///
    /// It does not start.
    pub fn start(implementation: &str, token_count: usize) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["--serve", implementation, &token_count.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line)?;
        Ok(Self { child, address: line.trim().parse().expect("an address") })
    }

    /// Its resident memory in bytes.
    ///
    /// # Errors
    ///
    /// The system does not tell.
    pub fn memory(&self) -> Result<i64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line");
        let kibibytes: i64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
        Ok(kibibytes * 1024)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// In a process that was started to serve, serves; it does not return.
pub fn on_demand() {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--serve").skip(1);
    let (Some(implementation), Some(count)) = (arguments.next(), arguments.next()) else { return };
    // A service does not outlive the bench.
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    let service = Service::new(&implementation, count.parse().expect("a number"));
    // One thread for connections, so that there is another one for the client on a machine with two.
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(1).enable_all().build().expect("a runtime");
    let ended = runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        match service {
            Service::Bare(tokens) => bare(listener, tokens).await,
            Service::Router(router) => axum::serve(listener, router).await,
            Service::Ours(service) => axum::serve(listener, service).await,
        }
    });
    panic!("the service ended: {ended:?}");
}

async fn bare(listener: TcpListener, tokens: Tokens) -> Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        let tokens = tokens.clone();
        tokio::spawn(async move {
            let service = service_fn(|request: Request<Incoming>| hyper_by_hand::serve(tokens.clone(), request));
            // What a client breaks off is its own affair.
            let _: std::result::Result<(), hyper::Error> =
                http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
            Ok::<(), Infallible>(())
        });
    }
}
