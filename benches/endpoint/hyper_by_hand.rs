//! Bare hyper: what no service can go below.

use std::convert::Infallible;

use axum::body::{Bytes, HttpBody};
use axum::http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};

use super::by_hand::{LIMIT, Tokens, answer, is_json, response, too_large, unauthorized, unsupported};

pub async fn serve<B>(tokens: Tokens, request: Request<B>) -> Result<Response<Full<Bytes>>, Infallible>
where
    B: HttpBody<Error: Into<Box<dyn std::error::Error + Send + Sync>>>,
{
    if request.uri().path() != "/messages/history/request" {
        return Ok(response((StatusCode::NOT_FOUND, Vec::new())));
    }
    if request.method() != Method::POST {
        return Ok(response((StatusCode::METHOD_NOT_ALLOWED, Vec::new())));
    }
    let Some(caller) = tokens.caller(request.headers()) else { return Ok(response(unauthorized())) };
    if !is_json(request.headers()) {
        return Ok(response(unsupported()));
    }
    Ok(match Limited::new(request.into_body(), LIMIT).collect().await {
        Ok(body) => response(answer(caller, &body.to_bytes())),
        Err(_) => response(too_large()),
    })
}
