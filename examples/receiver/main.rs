//! A webhook receiver of its own. Start it, then point a gateway's webhook at the URL that it prints:
//!
//! ```text
//! cargo run --example receiver -- --port 8090 --secret a-long-random-string
//! ```

mod receiver;

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};

use clap::Parser;
use receiver::{PATH, Receiver, receiver};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use wuts_core::webhook::{Secret, WebhookReceiver};

/// Prints every event whose signatures fit.
#[derive(Parser)]
struct Options {
    /// The port on 127.0.0.1.
    #[arg(long, default_value_t = 8090)]
    port: u16,
    /// The secret that the gateway signs with.
    #[arg(long)]
    secret: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let webhooks = WebhookReceiver::new(Secret::new(&options.secret)?).answer_repeats();
    let (events, mut accepted) = mpsc::channel(64);
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, options.port))).await?;
    println!("receiving on http://{}{PATH}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Some(delivery) = accepted.recv().await {
            match serde_json::to_string(&delivery) {
                Ok(text) => println!("{text}"),
                Err(error) => eprintln!("{error}"),
            }
        }
    });
    axum::serve(listener, receiver(Receiver { webhooks, events })).await?;
    Ok(())
}
