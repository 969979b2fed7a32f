use std::time::Duration;

use crate::auth::Role;

/// The methods that an endpoint may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::upper_case_acronyms, reason = "methods are written so")]
pub enum Method {
    /// `GET`, which answers `HEAD` too.
    GET,
    /// `POST`.
    POST,
    /// `PUT`.
    PUT,
    /// `PATCH`.
    PATCH,
    /// `DELETE`.
    DELETE,
}

impl Method {
    /// An endpoint with this method that requires a bearer token. The numbers are those of the path and of the operation id.
    pub const fn at(self, path: &'static str, route: u64, operation_id: &'static str, operation: u64) -> Description {
        Description {
            method: self,
            path,
            operation_id,
            auth: Auth::Bearer,
            tag: None,
            docs: "",
            is_deprecated: false,
            body_limit: Description::DEFAULT_BODY_LIMIT,
            timeout: Description::DEFAULT_TIMEOUT,
            route,
            operation,
        }
    }

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GET => "GET",
            Self::POST => "POST",
            Self::PUT => "PUT",
            Self::PATCH => "PATCH",
            Self::DELETE => "DELETE",
        }
    }
}

impl std::fmt::Display for Method {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

/// Who may call an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Auth {
    /// Whoever has a bearer token.
    Bearer,
    /// Whoever has a bearer token and at least this role.
    Role(Role),
    /// Whoever has the platform's token.
    Master,
    /// Whoever has signed the body as a webhook.
    Webhook,
    /// Everybody.
    Public,
}

/// The declaration of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Description {
    /// The method.
    pub method: Method,
    /// The path in axum's syntax: `/messages/{id}`.
    pub path: &'static str,
    /// The function's name in camelCase unless given; unique within an API.
    pub operation_id: &'static str,
    /// Who may call it.
    pub auth: Auth,
    /// The group it is shown in.
    pub tag: Option<&'static str>,
    /// The function's doc comment.
    pub docs: &'static str,
    /// Whether the function is `#[deprecated]`.
    pub is_deprecated: bool,
    /// The most bytes that a body may have.
    pub body_limit: usize,
    /// How long the request may take to arrive, and then the handler to answer.
    pub timeout: Duration,
    /// A number of the path, so that a path is compared with all others in few steps: the same for two paths that are one to the
    /// router. The attribute makes it, for the compiler would take a hundred times as long to evaluate it.
    pub(super) route: u64,
    /// A number of the operation id, for the same.
    pub(super) operation: u64,
}

impl Description {
    /// The most bytes that a body may have unless the attribute says otherwise: 1 MiB.
    pub const DEFAULT_BODY_LIMIT: usize = 1024 * 1024;

    /// How long reading and handling may take each, unless the attribute says otherwise: 60 seconds.
    pub const DEFAULT_TIMEOUT: Duration = Duration::from_mins(1);

    /// Open to these.
    #[must_use]
    pub const fn auth(mut self, auth: Auth) -> Self {
        self.auth = auth;
        self
    }

    /// With bodies of at most so many bytes.
    #[must_use]
    pub const fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// With so much time for reading, and for handling.
    #[must_use]
    pub const fn timeout(mut self, milliseconds: u64) -> Self {
        self.timeout = Duration::from_millis(milliseconds);
        self
    }

    /// In this group.
    #[must_use]
    pub const fn tag(mut self, tag: &'static str) -> Self {
        self.tag = Some(tag);
        self
    }

    /// With this doc comment.
    #[must_use]
    pub const fn docs(mut self, docs: &'static str) -> Self {
        self.docs = docs;
        self
    }

    /// Which clients should not use any more.
    #[must_use]
    pub const fn deprecated(mut self) -> Self {
        self.is_deprecated = true;
        self
    }
}
