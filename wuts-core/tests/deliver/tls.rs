//! Receivers over TLS.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Version;
use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::server::TlsStream;
use wuts_core::webhook::deliver::{DeliveryState, Receiver, Settings};

use crate::database::Database;
use crate::hook::{Hook, status};
use crate::{becomes, delivery, settings};

/// A listener with a certificate that it signed itself.
struct TlsListener {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = self.listener.accept().await.unwrap();
            // A client that does not trust the certificate goes away.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A receiver at `https://localhost`, and its certificate in PEM.
async fn hook() -> (Hook, Vec<u8>) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let mut config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key).unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}/hook", listener.local_addr().unwrap().port());
    let (hook, router) = Hook::at(url, |_| status(200));
    let listener = TlsListener { listener, acceptor: TlsAcceptor::from(Arc::new(config)) };
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (hook, made.cert.pem().into_bytes())
}

#[tokio::test]
async fn http_2_is_spoken_with_a_receiver_whose_certificate_is_trusted() {
    let ((hook, pem), database) = (hook().await, Database::sqlite().await.unwrap());
    let outbox = database.outbox_with(Settings { root_certificates: vec![pem], ..settings() });
    outbox.configure("d", &Receiver::new(&hook.url).unwrap().secret("s").unwrap()).await.unwrap();
    let workers = outbox.start().unwrap();
    for n in 0..10 {
        outbox.enqueue(&delivery(&format!("{n}"), "d", &format!("{n}"))).await.unwrap();
    }
    for call in hook.wait_for(10).await {
        assert_eq!(call.version, Version::HTTP_2);
        assert!(call.headers.contains_key("webhook-signature"));
    }
    workers.stop().await;
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_no_connection() {
    let ((hook, _), database) = (hook().await, Database::sqlite().await.unwrap());
    let outbox = database.outbox();
    outbox.configure("d", &Receiver::new(&hook.url).unwrap().retry_attempts(1)).await.unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    let workers = outbox.start().unwrap();
    becomes(&outbox, "1", DeliveryState::Failed).await;
    workers.stop().await;
    let attempts = outbox.attempts("1").await.unwrap();
    assert_eq!((hook.calls().len(), attempts.len()), (0, 2));
    assert!(attempts[0].error.as_ref().unwrap().to_lowercase().contains("certificate"), "{attempts:?}");
}

#[tokio::test]
async fn plain_http_is_no_answer_over_https() {
    let (hook, database) = (Hook::new(|_| status(200)).await, Database::sqlite().await.unwrap());
    let outbox = database.outbox();
    let receiver = Receiver::new(&hook.url.replace("http://", "https://")).unwrap().retry_attempts(0);
    outbox.configure("d", &receiver.timeout(Duration::from_secs(5)).unwrap()).await.unwrap();
    outbox.enqueue(&delivery("1", "d", "a")).await.unwrap();
    let workers = outbox.start().unwrap();
    becomes(&outbox, "1", DeliveryState::Failed).await;
    workers.stop().await;
    assert!(hook.calls().is_empty());
}
