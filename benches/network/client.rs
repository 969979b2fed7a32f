//! A client that keeps its connections, and what it met.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A request as bytes, and the status that its answer has.
#[derive(Clone)]
pub struct Asked {
    pub bytes: Vec<u8>,
    pub status: u16,
}

/// A connection to a service, opened again where the service has closed it.
pub struct Connection {
    address: SocketAddr,
    stream: Option<TcpStream>,
    answer: Vec<u8>,
    /// How often a request met a closed connection and was sent again.
    pub again: u64,
}

/// What many requests met.
pub struct Met {
    pub elapsed: Duration,
    /// How long each took, the shortest first.
    pub latencies: Vec<Duration>,
    /// How many were sent again.
    pub again: u64,
}

impl Connection {
    pub fn to(address: SocketAddr) -> Self {
        Self { address, stream: None, answer: Vec::new(), again: 0 }
    }

    /// Send a request and read its answer.
    ///
    /// # Errors
    ///
    /// There is no answer on a new connection either.
    pub async fn ask(&mut self, asked: &Asked) -> Result<()> {
        for _ in 0..20 {
            let mut stream = match self.stream.take() {
                Some(stream) => stream,
                None => {
                    let stream = TcpStream::connect(self.address).await?;
                    stream.set_nodelay(true)?;
                    stream
                }
            };
            match self.exchange(&mut stream, asked).await {
                Ok(is_kept) => {
                    self.stream = is_kept.then_some(stream);
                    return Ok(());
                }
                Err(error) if is_closed(&error) => self.again += 1,
                Err(error) => return Err(error),
            }
        }
        Err(ErrorKind::ConnectionAborted.into())
    }

    /// Whether the connection is kept behind the answer.
    async fn exchange(&mut self, stream: &mut TcpStream, asked: &Asked) -> Result<bool> {
        stream.write_all(&asked.bytes).await?;
        self.answer.clear();
        let (head, length, is_kept) = loop {
            if stream.read_buf(&mut self.answer).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            if let Some(end) = self.answer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                let head = std::str::from_utf8(&self.answer[..end]).map_err(Error::other)?;
                let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
                assert_eq!(status, Some(asked.status), "{head}");
                let of = |name| head.lines().filter_map(|line| line.split_once(": ")).find(|(key, _)| *key == name);
                let length = of("content-length").and_then(|(_, length)| length.parse::<usize>().ok());
                break (end + 4, length.expect("a length"), of("connection").is_none_or(|(_, value)| value != "close"));
            }
        };
        while self.answer.len() < head + length {
            if stream.read_buf(&mut self.answer).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(is_kept)
    }
}

fn is_closed(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe)
}

/// Send so many requests over so many connections, each of the kinds in turn.
///
/// # Errors
///
/// One has no answer.
pub async fn ask_all(address: SocketAddr, kinds: &[Asked], count: usize, connections: usize) -> Result<Met> {
    let begin = Instant::now();
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            let kinds = kinds.to_vec();
            tokio::spawn(async move {
                let mut connection = Connection::to(address);
                let mut latencies = Vec::with_capacity(count / connections);
                for asked in kinds.iter().cycle().take(count / connections) {
                    let begin = Instant::now();
                    connection.ask(asked).await?;
                    latencies.push(begin.elapsed());
                }
                Result::Ok((latencies, connection.again))
            })
        })
        .collect();
    let mut met = Met { elapsed: Duration::ZERO, latencies: Vec::with_capacity(count), again: 0 };
    for task in tasks {
        let (latencies, again) = task.await.map_err(Error::other)??;
        met.latencies.extend(latencies);
        met.again += again;
    }
    met.elapsed = begin.elapsed();
    met.latencies.sort_unstable();
    Ok(met)
}

impl Met {
    /// The latency that so many of a hundred requests kept below.
    pub fn percentile(&self, percent: usize) -> Duration {
        self.latencies[(self.latencies.len() - 1) * percent / 100]
    }
}
