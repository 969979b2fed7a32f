use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use axum::http::request::Parts;

use super::{Authenticate, AuthenticateMaster, Caller, Role, bearer};
use crate::envelope::{Error, ErrorCode};

/// What stands before an endpoint: it sees the head of the request and lets it pass, or answers. No byte of the body has been
/// read when it runs. The attribute chooses the guard: [`Bearer`], unless it says otherwise.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot guard an endpoint of a router with the state `{S}`",
    label = "no guard for this state",
    note = "implement `wuts_core::auth::Authenticate` for the state, or `AuthenticateMaster` for `auth = master`"
)]
pub trait Guard<S> {
    /// Let the request pass, with its caller if that was asked, or refuse it.
    fn check(parts: &mut Parts, state: &S) -> impl Future<Output = Result<Option<Caller>, Error>> + Send;

    /// What is to be done when the handler has answered by a 2xx: nothing, for most.
    fn afterwards(_: &Parts) -> Option<Afterwards> {
        None
    }
}

/// What a guard wants done after a success, before the answer is sent.
pub type Afterwards = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Requires a bearer token that the state knows, and tells the [`Caller`].
#[derive(Debug)]
pub enum Bearer {}

impl<S: Authenticate> Guard<S> for Bearer {
    async fn check(parts: &mut Parts, state: &S) -> Result<Option<Caller>, Error> {
        bearer::caller(&parts.headers, state).await.map(Some)
    }
}

/// Requires a bearer token whose owner has a role, or a higher one: `role = admin`.
#[derive(Debug)]
pub struct AtLeast<R>(PhantomData<R>);

/// A role as a type, for [`AtLeast`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no role",
    label = "not a role",
    note = "the roles are `User`, `Manager` and `Admin` of `wuts_core::auth`"
)]
pub trait NamedRole: 'static {
    /// The role.
    const ROLE: Role;
}

/// [`Role::User`] as a type.
#[derive(Debug)]
pub enum User {}

/// [`Role::Manager`] as a type.
#[derive(Debug)]
pub enum Manager {}

/// [`Role::Admin`] as a type.
#[derive(Debug)]
pub enum Admin {}

impl NamedRole for User {
    const ROLE: Role = Role::User;
}

impl NamedRole for Manager {
    const ROLE: Role = Role::Manager;
}

impl NamedRole for Admin {
    const ROLE: Role = Role::Admin;
}

impl<S: Authenticate, R: NamedRole> Guard<S> for AtLeast<R> {
    async fn check(parts: &mut Parts, state: &S) -> Result<Option<Caller>, Error> {
        let caller = bearer::caller(&parts.headers, state).await?;
        if caller.role >= R::ROLE {
            return Ok(Some(caller));
        }
        Err(Error::new(ErrorCode::FORBIDDEN, format!("this needs the role {}", R::ROLE)))
    }
}

/// Requires the platform's token: `auth = master`. There is no caller then.
#[derive(Debug)]
pub enum Master {}

impl<S: AuthenticateMaster> Guard<S> for Master {
    async fn check(parts: &mut Parts, state: &S) -> Result<Option<Caller>, Error> {
        bearer::master(&parts.headers, state).await?;
        Ok(None)
    }
}

/// Lets everybody pass.
#[derive(Debug)]
pub enum Public {}

impl<S: Sync> Guard<S> for Public {
    async fn check(_: &mut Parts, _: &S) -> Result<Option<Caller>, Error> {
        Ok(None)
    }
}
