//! From a host name to addresses, and the check between the lookup and the connection.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::Networks;

/// The answer of a [`Resolver`] to come.
pub type Lookup = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Finds the addresses of a host name. The default asks the system.
///
/// Whatever it answers is checked: a connection is made only to an address of the answer that is open to deliveries.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not look up the names of hosts",
    label = "this type lacks `Resolver`",
    note = "implement `wuts_core::webhook::deliver::Resolver` for `{Self}`, or use `SystemResolver`"
)]
pub trait Resolver: Send + Sync + 'static {
    /// The addresses of `host`, best first.
    fn lookup(&self, host: String) -> Lookup;
}

/// The system's resolver, in a thread of its own for each lookup.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemResolver;

impl Resolver for SystemResolver {
    fn lookup(&self, host: String) -> Lookup {
        Box::pin(async move {
            let addresses = tokio::net::lookup_host((host, 0)).await?;
            Ok(addresses.map(|address| address.ip()).collect())
        })
    }
}

/// A resolver behind the check, as the HTTP client calls it at each new connection.
pub(super) struct Guarded {
    pub resolver: Arc<dyn Resolver>,
    pub networks: Networks,
    pub is_encrypted: bool,
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let lookup = self.resolver.lookup(name.as_str().to_owned());
        let (networks, is_encrypted) = (self.networks.clone(), self.is_encrypted);
        Box::pin(async move {
            let mut addresses = lookup.await?;
            addresses.retain(|address| networks.admit(*address, is_encrypted));
            if addresses.is_empty() {
                return Err(AddressRefused.into());
            }
            // The client puts in the port of the URL.
            let addresses: Addrs = Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}

/// No address of the host is open to deliveries.
#[derive(Clone, Copy, Debug)]
pub(super) struct AddressRefused;

impl std::fmt::Display for AddressRefused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no address of the host is open to deliveries")
    }
}

impl std::error::Error for AddressRefused {}
