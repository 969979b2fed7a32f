//! What can be set when the gateway starts.

use std::path::PathBuf;

use clap::Parser;

/// A small WUTS-compatible gateway with a simulated phone.
#[derive(Parser)]
pub struct Options {
    /// The port on 127.0.0.1; 8080 unless given, and any free one with --once.
    #[arg(long)]
    pub port: Option<u16>,
    /// End after one round trip, with status 0 only if the event arrived and verified.
    #[arg(long, conflicts_with = "serve")]
    pub once: bool,
    /// Only serve: no webhook and no request of its own at the start.
    #[arg(long)]
    pub serve: bool,
    /// Print the OpenAPI document and end.
    #[arg(long)]
    pub openapi: bool,
    /// The SQLite file that keeps messages, webhooks and deliveries; in a temporary folder unless given.
    #[arg(long)]
    pub data: Option<PathBuf>,
    /// Keep the deliveries in this PostgreSQL, which several gateways may share, and not in the file.
    #[arg(long, value_name = "URL")]
    pub postgres: Option<String>,
    /// The most bytes of messages in one history.sync event.
    #[arg(long, value_name = "BYTES", default_value_t = 256 * 1024)]
    pub event_size: usize,
    /// The shortest delay before a delivery is tried again, in milliseconds.
    #[arg(long, value_name = "MS")]
    pub retry_unit: Option<u64>,
    /// How long after its timeout an attempt counts as lost, in milliseconds.
    #[arg(long, value_name = "MS")]
    pub lease_margin: Option<u64>,
}
