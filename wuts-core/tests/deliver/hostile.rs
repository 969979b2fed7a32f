//! Receivers that misbehave, and URLs that point where they should not.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use wuts_core::webhook::deliver::{Attempt, DeliveryState, Lookup, Outbox, OutboxError, Receiver, Resolver, Settings};

use crate::database::Database;
use crate::hook::{Hook, Reply, status};
use crate::{becomes, delivery, receiver, settings, statuses};

/// A listener by hand: how many connections came is counted.
async fn listen<F: Future<Output = std::io::Result<()>> + Send>(
    serve: impl Fn(TcpStream) -> F + Send + 'static,
) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, count) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let counted = count.clone();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            counted.fetch_add(1, Ordering::SeqCst);
            // The other side may go away at any time.
            let _ = tokio::time::timeout(Duration::from_secs(8), serve(stream)).await;
        }
    });
    (address, count)
}

/// Read the request up to the end of its short body.
async fn request(stream: &mut TcpStream) -> std::io::Result<()> {
    let mut seen = Vec::new();
    while !seen.ends_with(b"}}") {
        seen.push(stream.read_u8().await?);
    }
    Ok(())
}

/// Make one attempt, without retry, at this receiver; gives how it went and the state after it.
async fn one_attempt(receiver: Receiver, settings: Settings) -> (Attempt, DeliveryState) {
    let database = Database::sqlite().await.unwrap();
    let outbox = database.outbox_with(settings);
    // What a table may hold was not always checked by the settings of today.
    database
        .outbox_with(Settings { networks: vec!["0.0.0.0/0".parse().unwrap()], ..crate::settings() })
        .configure("d", &receiver.retry_attempts(0))
        .await
        .unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    let workers = outbox.start().unwrap();
    let attempt = attempted(&outbox).await;
    workers.stop().await;
    (attempt, outbox.state("1").await.unwrap().unwrap())
}

async fn attempted(outbox: &Outbox) -> Attempt {
    let deadline = Instant::now() + Duration::from_secs(8);
    loop {
        if let Some(attempt) = outbox.attempts("1").await.unwrap().pop() {
            return attempt;
        }
        assert!(Instant::now() < deadline, "no attempt");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// A receiver at this address, with half a second for each attempt.
fn hasty(address: SocketAddr) -> Receiver {
    Receiver::new(&format!("http://{address}/")).unwrap().timeout(Duration::from_millis(500)).unwrap()
}

#[track_caller]
fn timed_out(attempt: &Attempt) {
    assert!(attempt.error.as_ref().is_some_and(|error| error.starts_with("timeout")), "{attempt:?}");
    assert!(attempt.elapsed >= Duration::from_millis(450) && attempt.elapsed < Duration::from_secs(2), "{attempt:?}");
}

#[tokio::test]
async fn an_answer_that_never_comes_times_out() {
    let (address, _) = listen(|mut stream| async move {
        request(&mut stream).await?;
        std::future::pending().await
    })
    .await;
    timed_out(&one_attempt(hasty(address), settings()).await.0);
}

#[tokio::test]
async fn a_head_that_trickles_times_out() {
    let (address, _) = listen(|mut stream| async move {
        request(&mut stream).await?;
        for byte in b"HTTP/1.1 200 OK\r\nx-slow: ".iter().chain(std::iter::repeat(&b'a')) {
            stream.write_all(&[*byte]).await?;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    })
    .await;
    timed_out(&one_attempt(hasty(address), settings()).await.0);
}

#[tokio::test]
async fn headers_without_end_are_no_answer() {
    let (address, _) = listen(|mut stream| async move {
        request(&mut stream).await?;
        stream.write_all(b"HTTP/1.1 200 OK\r\n").await?;
        loop {
            stream.write_all(b"x-more: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").await?;
        }
    })
    .await;
    let (attempt, state) = one_attempt(hasty(address), settings()).await;
    assert!(attempt.error.is_some() && state == DeliveryState::Failed, "{attempt:?}");
}

#[tokio::test]
async fn a_body_that_trickles_is_not_waited_for() {
    let (address, _) = listen(|mut stream| async move {
        request(&mut stream).await?;
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n").await?;
        loop {
            stream.write_all(b"a").await?;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let patient = hasty(address).timeout(Duration::from_secs(10)).unwrap();
    let (attempt, state) = one_attempt(patient, settings()).await;
    assert_eq!((attempt.status, state), (Some(200), DeliveryState::Delivered));
    assert!(attempt.elapsed < Duration::from_secs(3) && attempt.answer.starts_with(b"aaaa"), "{attempt:?}");
}

#[tokio::test]
async fn a_status_in_time_counts_though_the_body_is_late() {
    let (address, _) = listen(|mut stream| async move {
        request(&mut stream).await?;
        tokio::time::sleep(Duration::from_millis(250)).await;
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok").await?;
        std::future::pending().await
    })
    .await;
    let (attempt, state) = one_attempt(hasty(address), settings()).await;
    assert_eq!((attempt.status, state, attempt.answer.as_slice()), (Some(200), DeliveryState::Delivered, &b"ok"[..]));
    assert!(attempt.elapsed < Duration::from_secs(1), "{attempt:?}");
}

#[tokio::test]
async fn a_body_without_end_is_cut_and_the_connection_ends() {
    for head in ["content-length: 10737418240\r\n", "transfer-encoding: identity\r\n", ""] {
        let (ended, mut was_ended) = tokio::sync::mpsc::unbounded_channel();
        let (address, _) = listen(move |mut stream| {
            let ended = ended.clone();
            async move {
                request(&mut stream).await?;
                stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes()).await?;
                let mut sent = 0_usize;
                while stream.write_all(&[b'a'; 4096]).await.is_ok() {
                    sent += 4096;
                }
                ended.send(sent).unwrap();
                Ok(())
            }
        })
        .await;
        let (attempt, state) = one_attempt(hasty(address).timeout(Duration::from_secs(5)).unwrap(), settings()).await;
        if head.starts_with("transfer") {
            // No transfer coding that a client knows: no answer to read to its end.
            assert!(attempt.elapsed < Duration::from_secs(3), "{attempt:?}");
        } else {
            assert_eq!((attempt.status, state, attempt.answer.len()), (Some(200), DeliveryState::Delivered, 1024), "{head}");
        }
        let sent = tokio::time::timeout(Duration::from_secs(5), was_ended.recv()).await.expect("the connection ends").unwrap();
        assert!(sent < 64 << 20, "{sent} bytes were taken");
    }
}

#[tokio::test]
async fn a_reset_and_an_answer_that_is_no_http_are_tried_again() {
    let database = Database::sqlite().await.unwrap();
    let outbox = database.outbox();
    let count = Arc::new(AtomicUsize::new(0));
    let (address, _) = listen(move |mut stream| {
        let nth = count.fetch_add(1, Ordering::SeqCst);
        async move {
            request(&mut stream).await?;
            match nth {
                0 => stream.set_zero_linger(),
                1 => stream.write_all(b"SSH-2.0-OpenSSH_9.9\r\n\r\n").await,
                2 => Ok(()),
                _ => stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await,
            }
        }
    })
    .await;
    outbox.configure("d", &hasty(address)).await.unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    let workers = outbox.start().unwrap();
    becomes(&outbox, "1", DeliveryState::Delivered).await;
    workers.stop().await;
    assert_eq!(statuses(&outbox, "1").await, [0, 0, 0, 200]);
    let attempts = outbox.attempts("1").await.unwrap();
    assert!(attempts[..3].iter().all(|attempt| attempt.error.as_ref().unwrap().starts_with("connection")), "{attempts:?}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let target = Hook::new(|_| status(200)).await;
    let location: &'static str = target.url.clone().leak();
    let headers: &'static [(&'static str, &'static str)] = vec![("location", location)].leak();
    for code in [301, 302, 303, 307, 308] {
        let hook = Hook::new(move |_| Reply(code, Duration::ZERO, headers)).await;
        let (attempt, state) = one_attempt(receiver(&hook.url), settings()).await;
        assert_eq!((attempt.status, state), (Some(code), DeliveryState::Failed));
    }
    assert!(target.calls().is_empty());
}

/// Answers each lookup with the next of these, and counts them.
struct Script {
    answers: Vec<Vec<IpAddr>>,
    asked: Arc<AtomicUsize>,
}

impl Resolver for Script {
    fn lookup(&self, host: String) -> Lookup {
        assert_eq!(host, "rebind.test");
        let nth = self.asked.fetch_add(1, Ordering::SeqCst);
        let answer = self.answers[nth.min(self.answers.len() - 1)].clone();
        Box::pin(async move { Ok(answer) })
    }
}

fn resolving(answers: &[&[&str]], networks: &[&str]) -> (Settings, Arc<AtomicUsize>) {
    let addresses = |answer: &&[&str]| answer.iter().map(|address| address.parse().unwrap()).collect();
    let (answers, asked) = (answers.iter().map(addresses).collect(), Arc::new(AtomicUsize::new(0)));
    let resolver = Arc::new(Script { answers, asked: asked.clone() });
    let networks = networks.iter().map(|network| network.parse().unwrap()).collect();
    (Settings { resolver, networks, ..settings() }, asked)
}

#[tokio::test]
async fn a_name_that_points_inside_is_never_connected_to() {
    let (address, connections) = listen(|_| async { Ok(()) }).await;
    for (scheme, answer, networks) in [
        ("https", &["127.0.0.1"][..], &[][..]),
        ("https", &["::ffff:127.0.0.1", "::1", "10.0.0.1", "169.254.169.254"], &[]),
        ("https", &["127.0.0.1"], &["10.0.0.0/8"]),
        ("http", &["127.0.0.1"], &["10.0.0.0/8"]),
        ("http", &["93.184.215.14"], &["10.0.0.0/8"]),
    ] {
        let (settings, asked) = resolving(&[answer], networks);
        let receiver = Receiver::new(&format!("{scheme}://rebind.test:{}/", address.port())).unwrap();
        let (attempt, _) = one_attempt(receiver, settings).await;
        assert!(attempt.error.as_ref().is_some_and(|error| error.starts_with("address refused")), "{attempt:?}");
        assert_eq!(asked.load(Ordering::SeqCst), 1, "the lookup that is checked is the only one");
    }
    assert_eq!(connections.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn of_several_addresses_only_an_open_one_is_connected_to() {
    let hook = Hook::new(|_| status(200)).await;
    let port = hook.url.split(&[':', '/'][..]).nth(4).unwrap().to_owned();
    // The second lookup would point elsewhere; there is none between the check and the connection.
    let (settings, asked) = resolving(&[&["10.0.0.1", "127.0.0.1"], &["10.0.0.1"]], &["127.0.0.0/8"]);
    let start = Instant::now();
    let (attempt, state) = one_attempt(Receiver::new(&format!("http://rebind.test:{port}/")).unwrap(), settings).await;
    assert_eq!((attempt.status, state), (Some(200), DeliveryState::Delivered));
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    assert!(start.elapsed() < Duration::from_secs(2), "10.0.0.1 was tried");
}

#[tokio::test]
async fn an_address_in_the_url_is_checked_when_it_is_configured_and_when_it_is_used() {
    let database = Database::sqlite().await.unwrap();
    let outbox = database.outbox_with(Settings { networks: Vec::new(), ..settings() });
    for url in [
        "http://example.com/",
        "http://93.184.215.14/",
        "http://127.0.0.1/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://0x7f.1/",
        "https://2130706433/",
        "https://017700000001/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1:8443/",
        "https://0/",
    ] {
        let refused = outbox.configure("d", &receiver(url)).await;
        assert!(matches!(refused, Err(OutboxError::Closed)), "{url} {refused:?}");
    }
    outbox.configure("d", &receiver("https://93.184.215.14/")).await.unwrap();
    outbox.configure("d", &receiver("https://example.com/")).await.unwrap();

    let (address, connections) = listen(|_| async { Ok(()) }).await;
    for networks in [vec![], vec!["10.0.0.0/8".parse().unwrap()]] {
        let (attempt, _) = one_attempt(hasty(address), Settings { networks, ..settings() }).await;
        assert!(attempt.error.as_ref().is_some_and(|error| error.starts_with("address refused")), "{attempt:?}");
    }
    assert_eq!(connections.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_name_that_does_not_resolve_is_tried_again_and_no_url_is_recorded() {
    let (settings, asked) = resolving(&[&[]], &[]);
    let database = Database::sqlite().await.unwrap();
    let outbox = database.outbox_with(settings);
    outbox.configure("d", &Receiver::new("https://rebind.test/secret-path").unwrap().retry_attempts(1)).await.unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    let workers = outbox.start().unwrap();
    becomes(&outbox, "1", DeliveryState::Failed).await;
    workers.stop().await;
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    for attempt in outbox.attempts("1").await.unwrap() {
        assert!(!attempt.error.unwrap().contains("secret-path"));
    }
}
