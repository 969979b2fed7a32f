use std::any::Any;

use axum::http::{Extensions, HeaderMap};

use crate::auth::Caller;

/// What a check may know of the request beside the value: `check_with = path` gives it to the function.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    head: Option<(&'a HeaderMap, &'a Extensions)>,
    caller: Option<&'a Caller>,
}

impl<'a> Context<'a> {
    pub(crate) const fn new(headers: &'a HeaderMap, extensions: &'a Extensions, caller: Option<&'a Caller>) -> Self {
        Self { head: Some((headers, extensions)), caller }
    }

    /// Whom the bearer token belongs to; `None` in a public endpoint, and where a value is checked without a request.
    pub fn caller(&self) -> Option<&'a Caller> {
        self.caller
    }

    /// What a layer left in the request's extensions.
    pub fn get<T: Send + Sync + 'static>(&self) -> Option<&'a T> {
        let in_extensions = self.head.and_then(|(_, extensions)| extensions.get());
        in_extensions.or_else(|| (self.caller? as &dyn Any).downcast_ref())
    }

    /// The request's headers.
    pub fn headers(&self) -> Option<&'a HeaderMap> {
        self.head.map(|(headers, _)| headers)
    }
}
