use std::convert::Infallible;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::response::Response;
use tower_service::Service;

use super::{Description, Endpoint};
use crate::constant::same;

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// One endpoint as an element of [`Endpoints`].
pub struct Mounted<S> {
    pub(super) description: Description,
    pub(super) run: fn(Request, Arc<S>) -> Answer,
}

impl<S> Debug for Mounted<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.description.fmt(f)
    }
}

/// The endpoint `E` as an element of [`Endpoints`].
pub fn mount<E: Endpoint<S, V>, S: Send + Sync + 'static, V>() -> Mounted<S> {
    Mounted { description: E::DESCRIPTION, run: |request, state| Box::pin(async move { E::serve(request, &*state).await }) }
}

/// A list of endpoints for the state `S`, made by [`endpoints!`](crate::endpoints).
#[derive(Debug)]
pub struct Endpoints<S>(pub(super) Vec<Mounted<S>>);

impl<S> Endpoints<S> {
    /// The list of these.
    pub fn new(endpoints: Vec<Mounted<S>>) -> Self {
        Self(endpoints)
    }
}

/// An endpoint with its state, as axum's router holds it.
pub(super) struct Route<S> {
    pub(super) run: fn(Request, Arc<S>) -> Answer,
    pub(super) state: Arc<S>,
}

impl<S> Clone for Route<S> {
    fn clone(&self) -> Self {
        Self { run: self.run, state: Arc::clone(&self.state) }
    }
}

impl<S> Service<Request> for Route<S> {
    type Response = Response;
    type Error = Infallible;
    type Future = Infallibly;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Infallibly {
        Infallibly((self.run)(request, Arc::clone(&self.state)))
    }
}

/// An answer that always comes.
pub(super) struct Infallibly(Answer);

impl Future for Infallibly {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(cx).map(Ok)
    }
}

/// Whether no two endpoints share method and path, or an operation id; evaluated at compile time by `endpoints!`.
///
/// # Panics
///
/// Two do; the message names both. In a constant that is a compile error.
pub const fn all_distinct(descriptions: &[Description]) {
    let mut i = 0;
    while i < descriptions.len() {
        let mut j = i + 1;
        while j < descriptions.len() {
            let (a, b) = (&descriptions[i], &descriptions[j]);
            if same_route(a.path.as_bytes(), b.path.as_bytes()) {
                if a.method as u8 == b.method as u8 {
                    conflict(&[a.operation_id, " and ", b.operation_id, " are both ", a.method.name(), " ", a.path]);
                }
                if !same(a.path, b.path) {
                    conflict(&[
                        a.operation_id,
                        " and ",
                        b.operation_id,
                        " name the parameters of one path differently: ",
                        a.path,
                        " and ",
                        b.path,
                    ]);
                }
            }
            if same(a.operation_id, b.operation_id) {
                conflict(&["two endpoints have the operation id ", a.operation_id, ": ", a.path, " and ", b.path]);
            }
            j += 1;
        }
        i += 1;
    }
}

/// Panics with these pieces as the message.
const fn conflict(pieces: &[&str]) -> ! {
    let mut message = [0; 512];
    let mut length = 0;
    let mut i = 0;
    while i < pieces.len() {
        let piece = pieces[i].as_bytes();
        let mut j = 0;
        while j < piece.len() && length < message.len() {
            message[length] = piece[j];
            length += 1;
            j += 1;
        }
        i += 1;
    }
    match std::str::from_utf8(message.split_at(length).0) {
        Ok(message) => panic!("{}", message),
        Err(_) => panic!("two endpoints of this list conflict"),
    }
}

/// Whether two paths are one to the router: the names of their parameters do not count.
const fn same_route(a: &[u8], b: &[u8]) -> bool {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] != b[j] {
            return false;
        }
        if a[i] == b'{' {
            i = closing_brace(a, i);
            j = closing_brace(b, j);
        }
        i += 1;
        j += 1;
    }
    i >= a.len() && j >= b.len()
}

const fn closing_brace(path: &[u8], mut at: usize) -> usize {
    while at < path.len() && path[at] != b'}' {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_parameters_do_not_tell_paths_apart() {
        for (a, b, is_same) in [
            ("/a", "/a", true),
            ("/a", "/b", false),
            ("/a", "/a/", false),
            ("/a/{id}", "/a/{jid}", true),
            ("/a/{id}/x", "/a/{jid}/x", true),
            ("/a/{id}/x", "/a/{jid}/y", false),
            ("/a/{id}", "/a/b", false),
            ("/a/{id}", "/a/{id}/b", false),
        ] {
            assert_eq!(same_route(a.as_bytes(), b.as_bytes()), is_same, "{a} {b}");
        }
    }
}
