//! Receiving: an argument that is a delivery whose signature fits, and the memory of those that were there before.

mod guard;
mod receiver;
mod seen;
mod verified;

pub use guard::Webhook;
pub use receiver::{ReceiveWebhooks, WebhookReceiver};
pub use seen::{SeenIds, SeenInMemory};
pub use verified::Verified;
