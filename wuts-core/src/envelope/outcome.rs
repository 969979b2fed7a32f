use axum::response::{IntoResponse, Response};

use super::Error;

/// What an endpoint may return: `Result<T, E>`, where `T` is a [`Reply`] and `E` is [`Failing`].
#[diagnostic::on_unimplemented(
    message = "an endpoint cannot return `{Self}`",
    label = "this is no `Result`",
    note = "return `Result<T, E>`, where `T` derives `WutsResponse` and `E` derives `WutsError` or is `wuts_core::Error`"
)]
pub trait Outcome {
    /// The answer.
    fn into_response(self) -> Response;
}

impl<T: Reply, E: Failing> Outcome for Result<T, E> {
    fn into_response(self) -> Response {
        match self {
            Ok(reply) => reply.reply(),
            Err(error) => IntoResponse::into_response(error.fail()),
        }
    }
}

/// What an endpoint may answer with: a struct that derives [`WutsResponse`](crate::WutsResponse), or anything that axum can
/// send.
#[diagnostic::on_unimplemented(
    message = "an endpoint cannot answer with `{Self}`",
    label = "this is no answer",
    note = "add `#[derive(serde::Serialize, wuts_core::WutsResponse)]` to `{Self}` if it is a struct of yours, else make it a field of one that has them; or return something that implements axum's `IntoResponse`"
)]
pub trait Reply {
    /// The answer.
    fn reply(self) -> Response;
}

#[diagnostic::do_not_recommend]
impl<T: IntoResponse> Reply for T {
    fn reply(self) -> Response {
        self.into_response()
    }
}

/// How an endpoint may fail: an enum that derives [`WutsError`](crate::WutsError), or [`Error`] itself.
#[diagnostic::on_unimplemented(
    message = "an endpoint cannot fail with `{Self}`",
    label = "this error has no status and no code",
    note = "add `#[derive(wuts_core::WutsError)]` to `{Self}` if it is an enum of yours, else make it a variant of one that has it; or return `wuts_core::Error`"
)]
pub trait Failing {
    /// The failure that the client sees.
    fn fail(self) -> Error;
}

#[diagnostic::do_not_recommend]
impl<E: Into<Error>> Failing for E {
    fn fail(self) -> Error {
        self.into()
    }
}
