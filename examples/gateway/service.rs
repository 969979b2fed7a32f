//! The whole service in one process: the gateway on a port, its phone, and the task that delivers events.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use uuid::Uuid;
use wuts_core::auth::{Caller, Role};
use wuts_core::id::Token;

use crate::app::{Gateway, app};
use crate::archive::Archive;
use crate::deliver::deliver;
use crate::phone::Phone;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The account of the simulated phone.
const ACCOUNT: &str = "5511888888888@s.whatsapp.net";

/// A service that answers.
pub struct Service {
    pub address: SocketAddr,
    pub token: Token,
    stop: watch::Sender<bool>,
    server: JoinHandle<std::io::Result<()>>,
    deliveries: JoinHandle<()>,
}

impl Service {
    /// Start it on a port of this machine (0 takes a free one), with its archive in a file.
    pub async fn start(port: u16, archive: &Path) -> Result<Self, Failure> {
        let archive = Archive::open(archive, ACCOUNT.parse()?).await?;
        tracing::info!(messages = archive.len().await?, "the archive is open");
        let (events, reports) = mpsc::channel(64);
        let phone = Phone::new(Uuid::new_v4(), ACCOUNT.parse()?, archive, events);
        let caller = Caller { tenant_id: Uuid::new_v4(), user_id: Uuid::new_v4(), role: Role::User };
        let gateway = Gateway::new([(caller.user_id, Arc::new(phone) as _)]);
        let token = Token::generate();
        gateway.tokens.insert(token, caller);

        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
        let address = listener.local_addr()?;
        // A webhook is never redirected: the address that was configured is the one that is called.
        let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build()?;
        let (stop, stopped) = watch::channel(false);
        let deliveries = tokio::spawn(deliver(gateway.clone(), client, reports, stopped.clone()));
        let server = tokio::spawn(serve(listener, gateway, stopped));
        Ok(Self { address, token, stop, server, deliveries })
    }

    /// Take no more requests, answer those that are being handled, deliver what was reported, and end.
    pub async fn stop(self) -> Result<(), Failure> {
        self.stop.send_replace(true);
        self.server.await??;
        self.deliveries.await?;
        Ok(())
    }
}

async fn serve(listener: TcpListener, gateway: Gateway, mut stopped: watch::Receiver<bool>) -> std::io::Result<()> {
    let stop = async move {
        // A sender that is gone means the same as a stop.
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    axum::serve(listener, app(gateway)).with_graceful_shutdown(stop).await
}
