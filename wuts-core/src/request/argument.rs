//! What may be an argument, and in which way it is read. The last type parameter of the traits is the way; it is inferred,
//! and lets a body struct, an extractor of the head and an extractor of the whole request each have their own implementation.

use std::any::{Any, TypeId};
use std::future::Future;

use axum::extract::{FromRequest, FromRequestParts};
use axum::response::IntoResponse;

use super::texts::TextPart;
use super::{Reading, Refusal};
use crate::auth::Caller;
use crate::validate::{InBody, WutsRequest};

/// Read from the head of the request by axum's `FromRequestParts`.
#[derive(Debug)]
pub enum ViaParts {}

/// Read from the path or the query by [`WutsRequest`].
#[derive(Debug)]
pub enum ViaTexts {}

/// Read from the body by [`WutsRequest`].
#[derive(Debug)]
pub enum ViaBody {}

/// Read from the body by [`WutsRequest`], if there is one.
#[derive(Debug)]
pub enum ViaOptionalBody {}

/// Read from the whole request by axum's `FromRequest`.
#[derive(Debug)]
pub enum ViaForeignBody {}

/// What may be the last argument of an endpoint: a body, or whatever may be any other argument.
///
/// `Ok(None)` means that faults were found and reported, and that reading goes on to find the others.
///
/// An endpoint is bound by this for each of its arguments: the compiler proves a supertrait each time anew, so there is none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of an endpoint",
    label = "neither a request struct nor an extractor for this state",
    note = "derive `serde::Deserialize` and `wuts_core::WutsRequest`, or use an axum extractor such as `State`, `Path`, `Query` or `Caller`",
    note = "`State<T>` needs a `T` that is `Clone`, and is the state of the router or a part of it by `FromRef`"
)]
pub trait Argument<S, Via> {
    /// Read it.
    fn read(reading: &mut Reading, state: &S) -> impl Future<Output = Result<Option<Self>, Refusal>> + Send
    where
        Self: Sized;
}

/// What may be an argument of an endpoint in any place: an extractor that leaves the body alone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument here: it is no extractor of the request's head",
    label = "not an extractor of the head",
    note = "a body is the last argument; before it stand axum extractors such as `State`, `Path`, `Query` or `Caller`",
    note = "`State<T>` needs a `T` that is `Clone`, and is the state of the router or a part of it by `FromRef`"
)]
pub trait PartArgument<S, Via> {
    /// Read it.
    fn read_part(reading: &mut Reading, state: &S) -> impl Future<Output = Result<Option<Self>, Refusal>> + Send
    where
        Self: Sized;
}

/// The caller, if that is what a `T` is: no extractor needs to look for it.
fn as_caller<T: 'static>(reading: &Reading) -> Option<T> {
    if TypeId::of::<T>() != TypeId::of::<Caller>() {
        return None;
    }
    let mut caller = reading.caller;
    (&mut caller as &mut dyn Any).downcast_mut::<Option<T>>()?.take()
}

#[diagnostic::do_not_recommend]
impl<S: Send + Sync, T: FromRequestParts<S> + Send + 'static> PartArgument<S, ViaParts> for T {
    async fn read_part(reading: &mut Reading, state: &S) -> Result<Option<T>, Refusal> {
        if let Some(caller) = as_caller(reading) {
            return Ok(Some(caller));
        }
        reading.show();
        let answer = match T::from_request_parts(&mut reading.parts, state).await {
            Ok(value) => return Ok(Some(value)),
            Err(rejection) => rejection.into_response(),
        };
        Err(Refusal::Answer(Box::new(answer)))
    }
}

#[diagnostic::do_not_recommend]
impl<S: Send + Sync, T: FromRequestParts<S> + Send + 'static> Argument<S, ViaParts> for T {
    fn read(reading: &mut Reading, state: &S) -> impl Future<Output = Result<Option<T>, Refusal>> + Send {
        T::read_part(reading, state)
    }
}

#[diagnostic::do_not_recommend]
impl<S: Sync, T: WutsRequest<Part: TextPart> + Send> PartArgument<S, ViaTexts> for T {
    async fn read_part(reading: &mut Reading, _: &S) -> Result<Option<T>, Refusal> {
        let json = reading.texts_as_json::<T>().await?;
        Ok(reading.decode(json.as_bytes())?)
    }
}

#[diagnostic::do_not_recommend]
impl<S: Sync, T: WutsRequest<Part: TextPart> + Send> Argument<S, ViaTexts> for T {
    fn read(reading: &mut Reading, state: &S) -> impl Future<Output = Result<Option<T>, Refusal>> + Send {
        T::read_part(reading, state)
    }
}

#[diagnostic::do_not_recommend]
impl<S: Sync, T: WutsRequest<Part = InBody> + Send> Argument<S, ViaBody> for T {
    async fn read(reading: &mut Reading, _: &S) -> Result<Option<T>, Refusal> {
        let bytes = reading.json_bytes().await?;
        Ok(reading.decode_body(&bytes)?)
    }
}

#[diagnostic::do_not_recommend]
impl<S: Sync, T: WutsRequest<Part = InBody> + Send> Argument<S, ViaOptionalBody> for Option<T> {
    async fn read(reading: &mut Reading, _: &S) -> Result<Option<Option<T>>, Refusal> {
        match reading.optional_json_bytes().await? {
            Some(bytes) => Ok(reading.decode_body(&bytes)?.map(Some)),
            None => Ok(Some(None)),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<S: Send + Sync, T: FromRequest<S> + Send> Argument<S, ViaForeignBody> for T {
    async fn read(reading: &mut Reading, state: &S) -> Result<Option<T>, Refusal> {
        if reading.report.has_faults() {
            return Ok(None);
        }
        let answer = match T::from_request(reading.request()?, state).await {
            Ok(value) => return Ok(Some(value)),
            Err(rejection) => rejection.into_response(),
        };
        Err(Refusal::Answer(Box::new(answer)))
    }
}

/// All arguments of an endpoint, as a tuple.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the arguments of an endpoint",
    label = "one of them cannot be read from a request",
    note = "each is a request struct or an axum extractor; a body is the last"
)]
pub trait Arguments<S, Via>: Sized + Send {
    /// Read them in order. There are none if one of them has a fault, which is reported then, with every fault of the others.
    fn read(arguments: &mut Option<Self>, reading: &mut Reading, state: &S) -> impl Future<Output = Result<(), Refusal>> + Send;
}

impl<S: Sync> Arguments<S, ()> for () {
    async fn read(arguments: &mut Option<()>, _: &mut Reading, _: &S) -> Result<(), Refusal> {
        *arguments = Some(());
        Ok(())
    }
}

macro_rules! tuples {
    ($last:ident $last_via:ident $(, $part:ident $via:ident)*) => {
        impl<S: Sync, $($part, $via,)* $last, $last_via> Arguments<S, ($($via,)* $last_via,)> for ($($part,)* $last,)
        where
            $($part: PartArgument<S, $via> + Send,)*
            $last: Argument<S, $last_via> + Send,
        {
            #[allow(non_snake_case, reason = "the variables have the names of their types")]
            async fn read(arguments: &mut Option<Self>, reading: &mut Reading, state: &S) -> Result<(), Refusal> {
                $(let $part = $part::read_part(reading, state).await?;)*
                let $last = $last::read(reading, state).await?;
                if let (false, $(Some($part),)* Some($last)) = (reading.report.has_faults(), $($part,)* $last) {
                    *arguments = Some(($($part,)* $last,));
                }
                Ok(())
            }
        }
    };
}

tuples!(L V);
tuples!(L V, A VA);
tuples!(L V, A VA, B VB);
tuples!(L V, A VA, B VB, C VC);
tuples!(L V, A VA, B VB, C VC, D VD);
tuples!(L V, A VA, B VB, C VC, D VD, E VE);
tuples!(L V, A VA, B VB, C VC, D VD, E VE, F VF);
tuples!(L V, A VA, B VB, C VC, D VD, E VE, F VF, G VG);
tuples!(L V, A VA, B VB, C VC, D VD, E VE, F VF, G VG, H VH);
tuples!(L V, A VA, B VB, C VC, D VD, E VE, F VF, G VG, H VH, I VI);
tuples!(L V, A VA, B VB, C VC, D VD, E VE, F VF, G VG, H VH, I VI, J VJ);
tuples!(L V, A VA, B VB, C VC, D VD, E VE, F VF, G VG, H VH, I VI, J VJ, K VK);
