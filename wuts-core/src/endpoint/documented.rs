//! What an API says of itself in its document, and where it is served.

use axum::Router;

use super::Api;
use crate::openapi::{Document, document, page};
use crate::webhook::WutsEvent;

impl<S: Send + Sync + 'static> Api<S> {
    /// What the service is for, in Markdown.
    #[must_use]
    pub const fn description(mut self, text: &'static str) -> Self {
        self.about.description = Some(text);
        self
    }

    /// Under which licence it may be used: a name, and the identifier of SPDX.
    #[must_use]
    pub const fn license(mut self, name: &'static str, identifier: &'static str) -> Self {
        self.about.license = Some((name, identifier));
        self
    }

    /// Where it is served; the host of the document itself unless given.
    #[must_use]
    pub fn server(mut self, url: &'static str) -> Self {
        self.about.servers.push(url);
        self
    }

    /// What a tag is about. Tags are shown in the order in which they are described, and then in that of the endpoints.
    #[must_use]
    pub fn tag(mut self, name: &'static str, description: &'static str) -> Self {
        self.about.tags.push((name, description));
        self
    }

    /// The webhooks that it sends: the events of an enum, such as [`Event`](crate::webhook::Event).
    #[must_use]
    pub fn webhooks<E: WutsEvent>(mut self) -> Self {
        self.about.webhooks.push(E::describe);
        self
    }

    /// Serve the document and a page that shows it, to everybody: `.docs("/docs")` serves `/docs` and `/docs/openapi.json`.
    ///
    /// The page is a part of this crate and asks no other host for anything. A token can be entered, and a request tried. With the
    /// feature `openapi`.
    #[must_use]
    pub const fn docs(mut self, path: &'static str) -> Self {
        self.about.docs = Some(path);
        self
    }

    /// The OpenAPI document. With the feature `openapi`.
    pub fn openapi(&self) -> Document {
        let endpoints: Vec<_> = self.endpoints.iter().map(|endpoint| (endpoint.description, endpoint.describe)).collect();
        document(self.name(), self.version(), &self.about, &endpoints)
    }

    /// The routes of the document and its page, if they are served.
    pub(super) fn docs_router(&self) -> Option<Router> {
        self.about.docs.map(|path| page::router(path, self.name(), &self.openapi()))
    }
}
