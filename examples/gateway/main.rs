//! A small WUTS-compatible gateway: history requests, webhooks and status, with a simulated phone behind it.
//!
//! ```text
//! cargo run --example gateway              # serves on 127.0.0.1:8080 until Ctrl-C
//! cargo run --example gateway -- --once    # one round trip, then ends; status 0 only if the event came and verified
//! ```
//!
//! It sends itself the reference's history request, prints the answer and the event, and then a line for curl.

mod app;
mod archive;
mod deliver;
mod device;
mod history;
mod phone;
#[path = "../receiver/receiver.rs"]
mod receiver;
mod round_trip;
mod seed;
mod service;
mod status;
mod webhook;
mod webhook_config;

use std::path::PathBuf;

use clap::Parser;
use round_trip::{REQUEST, Subscription, round_trip, subscribe};
use service::Service;
use tracing_subscriber::EnvFilter;

/// A small WUTS-compatible gateway with a simulated phone.
#[derive(Parser)]
struct Options {
    /// The port on 127.0.0.1; 8080 unless given, and any free one with --once.
    #[arg(long)]
    port: Option<u16>,
    /// End after one round trip, with status 0 only if the event arrived and verified.
    #[arg(long)]
    once: bool,
    /// The file of the message archive; in a temporary folder unless given.
    #[arg(long)]
    data: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let options = Options::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();

    let folder = tempfile::tempdir()?;
    let data = options.data.unwrap_or_else(|| folder.path().join("archive.sqlite"));
    let port = options.port.unwrap_or(if options.once { 0 } else { 8080 });
    let service = Service::start(port, &data)
        .await
        .map_err(|error| format!("the gateway cannot start on port {port} with {}: {error}", data.display()))?;
    let mut subscription = subscribe(&service).await?;
    round_trip(&service, &mut subscription).await?;
    if !options.once {
        println!("\nserving on http://{} until Ctrl-C; try", service.address);
        println!(
            "curl -s http://{}/messages/history/request -H 'Authorization: Bearer {}' -H 'Content-Type: application/json' -d '{REQUEST}'",
            service.address,
            service.token.expose(),
        );
        tokio::select! {
            stopped = tokio::signal::ctrl_c() => stopped?,
            () = print_events(&mut subscription) => {}
        }
        tracing::info!("stopping");
    }
    service.stop().await
}

async fn print_events(subscription: &mut Subscription) {
    while let Some(delivery) = subscription.next().await {
        match serde_json::to_string(&delivery) {
            Ok(text) => println!("{text}"),
            Err(error) => tracing::error!(%error, "an event cannot be printed"),
        }
    }
}
