use std::sync::Arc;

use axum::extract::{OriginalUri, Request};
use axum::http::Extensions;
use axum::http::request::Parts;

use super::request_id::RequestId;

/// A request at an endpoint.
#[derive(Debug)]
pub struct Arrived {
    pub(crate) request: Request,
    pub(crate) unseen: Option<Unseen>,
}

/// What an extractor may ask for beside what was sent. It is shown when one asks.
#[derive(Debug)]
pub(crate) struct Unseen {
    pub(super) id: RequestId,
    /// What axum's router says of a request on this route.
    pub(super) route: Arc<Extensions>,
}

impl Unseen {
    /// Put it where an extractor finds it.
    pub(crate) fn show(self, parts: &mut Parts) {
        self.id.show(&mut parts.headers);
        parts.extensions.extend(Extensions::clone(&self.route));
        parts.extensions.insert(OriginalUri(parts.uri.clone()));
    }
}
