//! A small WUTS-compatible gateway: history requests, webhooks and status, with a simulated phone behind it.
//!
//! ```text
//! cargo run --example gateway              # serves on 127.0.0.1:8080 until Ctrl-C
//! cargo run --example gateway -- --once    # one round trip, then ends; status 0 only if the event came and verified
//! cargo run --example gateway -- --serve   # serves only
//! ```
//!
//! `-- --openapi` prints its OpenAPI document, which it also serves at `/docs`, with a page to read it and to try requests.
//!
//! It sends itself the reference's history request, prints the answer and the event, and then a line for curl.

mod app;
mod archive;
mod device;
mod history;
mod options;
mod phone;
#[path = "../receiver/receiver.rs"]
mod receiver;
mod reports;
mod requests;
mod round_trip;
mod seed;
mod service;
mod status;
mod store;
mod webhook;
mod webhook_config;
mod webhook_headers;
mod webhooks;

use clap::Parser;
use options::Options;
use round_trip::{REQUEST, Subscription, round_trip, subscribe};
use service::Service;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let options = Options::parse();
    if options.openapi {
        println!("{}", app::api().openapi().to_json());
        return Ok(());
    }
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();

    let folder = tempfile::tempdir()?;
    let data = options.data.clone().unwrap_or_else(|| folder.path().join("gateway.sqlite"));
    let port = options.port.unwrap_or(if options.once { 0 } else { 8080 });
    let service = Service::start(port, &data, &options)
        .await
        .map_err(|error| format!("the gateway cannot start on port {port} with {}: {error}", data.display()))?;
    if options.serve {
        print_invitation(&service);
        tokio::signal::ctrl_c().await?;
    } else {
        let mut subscription = subscribe(&service).await?;
        round_trip(&service, &mut subscription).await?;
        if !options.once {
            print_invitation(&service);
            tokio::select! {
                stopped = tokio::signal::ctrl_c() => stopped?,
                () = print_events(&mut subscription) => {}
            }
        }
    }
    tracing::info!("stopping");
    service.stop().await
}

fn print_invitation(service: &Service) {
    let (address, token) = (service.address, service.token.expose());
    println!("\nserving on http://{address} until Ctrl-C, documented at http://{address}/docs; try");
    println!(
        "curl -s http://{address}/messages/history/request -H 'Authorization: Bearer {token}' -H 'Content-Type: application/json' -d '{REQUEST}'",
    );
}

async fn print_events(subscription: &mut Subscription) {
    while let Some(delivery) = subscription.next().await {
        match serde_json::to_string(&delivery) {
            Ok(text) => println!("{text}"),
            Err(error) => tracing::error!(%error, "an event cannot be printed"),
        }
    }
}
