use std::future::Future;

use axum::http::request::Parts;

use super::{Authenticate, bearer};
use crate::envelope::Error;

/// What stands before an endpoint: it sees the head of the request and lets it pass, or answers. No byte of the body has been
/// read when it runs. The attribute chooses the guard: [`Bearer`], unless `public` is written.
pub trait Guard<S>: 'static {
    /// Let the request pass, perhaps with what was learnt about it in its extensions, or refuse it.
    fn check(parts: &mut Parts, state: &S) -> impl Future<Output = Result<(), Error>> + Send;
}

/// Requires a bearer token that the state knows; leaves the [`Caller`](super::Caller) in the request's extensions.
#[derive(Debug)]
pub enum Bearer {}

impl<S: Authenticate> Guard<S> for Bearer {
    async fn check(parts: &mut Parts, state: &S) -> Result<(), Error> {
        let caller = bearer::caller(&parts.headers, state).await?;
        parts.extensions.insert(caller);
        Ok(())
    }
}

/// Lets everybody pass.
#[derive(Debug)]
pub enum Public {}

impl<S: Sync> Guard<S> for Public {
    async fn check(_: &mut Parts, _: &S) -> Result<(), Error> {
        Ok(())
    }
}
