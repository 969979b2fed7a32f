use std::future::Future;
use std::sync::Arc;

use super::Caller;
use crate::id::Token;

/// Says whom a token belongs to. Implemented by the state of the router.
///
/// `Ok(None)` means that nobody has this token: the client gets 401. An error means that the question could not be answered
/// (a database is down): the client gets 503, and the cause is logged, not sent.
///
/// ```
/// use wuts_core::auth::{Authenticate, AuthenticateError, Caller, TokenTable};
/// use wuts_core::id::Token;
///
/// #[derive(Clone)]
/// struct Gateway {
///     tokens: TokenTable,
/// }
///
/// impl Authenticate for Gateway {
///     async fn authenticate(&self, token: Token) -> Result<Option<Caller>, AuthenticateError> {
///         self.tokens.authenticate(token).await
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say whom a bearer token belongs to",
    label = "this state type lacks `Authenticate`",
    note = "implement `wuts_core::auth::Authenticate` for the router state, or write `public` in the attribute of every endpoint that needs no token"
)]
pub trait Authenticate: Send + Sync {
    /// Whom `token` belongs to, if anybody.
    fn authenticate(&self, token: Token) -> impl Future<Output = Result<Option<Caller>, AuthenticateError>> + Send;
}

impl<T: Authenticate> Authenticate for Arc<T> {
    fn authenticate(&self, token: Token) -> impl Future<Output = Result<Option<Caller>, AuthenticateError>> + Send {
        T::authenticate(self, token)
    }
}

/// Says whether a token is the platform's own, for endpoints with `auth = master`. Implemented by the state of the router,
/// which keeps a [`MasterToken`](super::MasterToken) for it.
///
/// ```
/// use wuts_core::auth::{AuthenticateError, AuthenticateMaster, MasterToken};
///
/// #[derive(Clone)]
/// struct Platform {
///     master: MasterToken,
/// }
///
/// impl AuthenticateMaster for Platform {
///     async fn authenticate_master(&self, token: &str) -> Result<bool, AuthenticateError> {
///         self.master.authenticate_master(token).await
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not know a master token",
    label = "this state type lacks `AuthenticateMaster`",
    note = "implement `wuts_core::auth::AuthenticateMaster` for the router state, which `auth = master` asks"
)]
pub trait AuthenticateMaster: Send + Sync {
    /// Whether `token`, as it was presented, is the platform's.
    fn authenticate_master(&self, token: &str) -> impl Future<Output = Result<bool, AuthenticateError>> + Send;
}

impl<T: AuthenticateMaster> AuthenticateMaster for Arc<T> {
    fn authenticate_master(&self, token: &str) -> impl Future<Output = Result<bool, AuthenticateError>> + Send {
        T::authenticate_master(self, token)
    }
}

/// Why an [`Authenticate`] could not answer. Any error turns into it with `?`; it is logged, never sent.
#[derive(Debug)]
pub struct AuthenticateError(pub(crate) Box<dyn std::error::Error + Send + Sync>);

impl<E: Into<Box<dyn std::error::Error + Send + Sync>>> From<E> for AuthenticateError {
    fn from(cause: E) -> Self {
        Self(cause.into())
    }
}
