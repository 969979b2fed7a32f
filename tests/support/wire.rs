//! HTTP by hand, for what a decent client does not do.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use wuts_core::id::Token;

/// A connection on which bytes are written by hand.
pub struct Wire(TcpStream);

/// What came on the wire: status, head in lower case, body.
pub struct Came {
    pub status: u16,
    pub head: String,
    pub body: Value,
}

impl Wire {
    /// Connect.
    pub async fn open(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.unwrap())
    }

    /// A head with this length of the body and this token.
    pub async fn head(&mut self, path: &str, token: Token, length: &str) {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: test\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n{length}\r\n\r\n",
            token.expose()
        );
        self.write(head.as_bytes()).await;
    }

    /// Write these bytes.
    pub async fn write(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.unwrap();
    }

    /// One answer, within a second.
    pub async fn answer(&mut self) -> Came {
        tokio::time::timeout(Duration::from_secs(1), self.read()).await.expect("an answer at once")
    }

    async fn read(&mut self) -> Came {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.0.read_u8().await.unwrap());
        }
        let head = String::from_utf8(head).unwrap().to_lowercase();
        let length = head.split("content-length: ").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).await.unwrap();
        Came { status: head[9..12].parse().unwrap(), body: serde_json::from_slice(&body).unwrap(), head }
    }

    /// The other side ends the connection soon.
    pub async fn ends(&mut self) {
        let mut rest = Vec::new();
        let end = tokio::time::timeout(Duration::from_secs(8), self.0.read_to_end(&mut rest)).await.expect("the connection ends");
        // A reset is an end, too, once the answer has been read.
        assert!(end.is_err() || rest.is_empty(), "{}", String::from_utf8_lossy(&rest));
    }
}
