//! The whole service in one process: the gateway on a port, its phone, and the workers that deliver events.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use wuts_core::auth::{Caller, Role};
use wuts_core::id::Token;
use wuts_core::webhook::deliver::Workers;

use crate::app::{Gateway, app};
use crate::archive::Archive;
use crate::options::Options;
use crate::phone::{Answers, Phone};
use crate::reports::{Reports, outbox};
use crate::requests::Requests;
use crate::store;
use crate::webhooks::Webhooks;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The account of the simulated phone.
const ACCOUNT: &str = "5511888888888@s.whatsapp.net";

/// A service that answers.
pub struct Service {
    pub address: SocketAddr,
    pub token: Token,
    stop: watch::Sender<bool>,
    server: JoinHandle<std::io::Result<()>>,
    phone: JoinHandle<()>,
    workers: Workers,
}

impl Service {
    /// Start it on a port of this machine (0 takes a free one), with everything that it keeps in a file.
    pub async fn start(port: u16, file: &Path, options: &Options) -> Result<Self, Failure> {
        let file = store::open(file).await?;
        let account = store::account(&file).await?;
        let archive = Archive::open(file.clone(), ACCOUNT.parse()?).await?;
        tracing::info!(messages = archive.len().await?, "the archive is open");
        let outbox = outbox(options, &file).await?;

        let phone = Phone::new(account.device_id.to_string(), ACCOUNT.parse()?, Requests(file.clone()));
        let webhooks = Webhooks::new(file, outbox.clone());
        let gateway = Gateway::new([(account.user_id, Arc::new(phone.clone()) as _)], webhooks);
        let token = Token::generate();
        let caller = Caller { tenant_id: account.tenant_id, user_id: account.user_id, role: Role::User };
        gateway.tokens.insert(token, caller);

        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = watch::channel(false);
        let workers = outbox.start()?;
        let reports = Reports::new(outbox, account.user_id.to_string());
        let answers = Answers { archive, reports, event_size: options.event_size };
        let phone = tokio::spawn(phone.answer(answers, stopped.clone()));
        let server = tokio::spawn(serve(listener, gateway, stopped));
        Ok(Self { address, token, stop, server, phone, workers })
    }

    /// Take no more requests, answer those that are being handled, finish or give back what is being delivered, and end. What waits
    /// is delivered after the next start with the same file.
    pub async fn stop(self) -> Result<(), Failure> {
        self.stop.send_replace(true);
        self.server.await??;
        self.phone.await?;
        self.workers.stop().await;
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
