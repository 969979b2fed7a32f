use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, Query, State};
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use wuts_core::auth::{Authenticate, AuthenticateError, Caller, TokenTable};
use wuts_core::id::{Jid, MessageId, Token};
use wuts_core::{Api, Error, WutsRequest, WutsResponse, endpoints, wuts_endpoint};

// Private types in the signature of a public endpoint are a matter of the user's lints, not of ours.
#[allow(private_interfaces)]
mod public {
    use super::*;

    #[wuts_endpoint(POST, "/public")]
    pub async fn public(State(_gateway): State<Gateway>, body: Edit) -> Result<Edited, Error> {
        Ok(Edited { text: body.text })
    }
}

#[derive(Clone)]
struct Gateway {
    tokens: TokenTable,
}

impl Authenticate for Gateway {
    async fn authenticate(&self, token: Token) -> Result<Option<Caller>, AuthenticateError> {
        self.tokens.authenticate(token).await
    }
}

#[derive(Deserialize, WutsRequest)]
struct Edit {
    text: String,
}

#[derive(Deserialize)]
struct Page {
    count: Option<u16>,
}

#[derive(Serialize, WutsResponse)]
struct Edited {
    text: String,
}

/// No argument.
#[wuts_endpoint(GET, "/none", public)]
async fn none() -> Result<(), Error> {
    Ok(())
}

#[wuts_endpoint(PATCH, "/chats/{jid}/messages/{id}", tag = "messages")]
async fn edit(
    _caller: Caller,
    State(_gateway): State<Gateway>,
    Path((_jid, _id)): Path<(Jid, MessageId)>,
    body: Edit,
) -> Result<Edited, Error> {
    Ok(Edited { text: body.text })
}

#[wuts_endpoint(GET, "/files/{*rest}")]
async fn file(Path(rest): Path<String>, Query(page): Query<Page>, _uri: OriginalUri) -> Result<impl axum::response::IntoResponse, Error> {
    Ok(format!("{rest} {:?}", page.count))
}

#[wuts_endpoint(PUT, "/raw", public)]
async fn raw(caller: Option<Caller>, headers: HeaderMap, body: Bytes) -> Result<Vec<u8>, Error> {
    drop((caller, headers));
    Ok(body.to_vec())
}

mod nested {
    #[wuts_core::wuts_endpoint(DELETE, "/nested")]
    pub(crate) async fn r#type() -> ::core::result::Result<(), wuts_core::Error> {
        Ok(())
    }
}

fn main() {
    let gateway = Gateway { tokens: TokenTable::new() };
    let _app = Api::new("test", "1.0.0").endpoints(endpoints![none, edit, file, raw, nested::r#type, public::public]).into_router(gateway);
    let _still_a_function = edit;
}
