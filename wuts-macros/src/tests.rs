//! What the macros expand to, pretty-printed in `tests/expand/`, so that a change of it is read as a difference. After a change
//! that is meant, run `EXPAND=overwrite cargo test -p wuts-macros`.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;

/// Compare with the file, which has at most so many lines.
fn is_as_before(name: &str, most: usize, expanded: TokenStream) {
    let file = syn::parse2(expanded).expect("an expansion is a list of items");
    let text = prettyplease::unparse(&file);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/expand").join(name);
    if std::env::var("EXPAND").is_ok_and(|mode| mode == "overwrite") {
        std::fs::write(&path, &text).expect("the snapshot can be written");
    }
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, before, "{name} has changed");
    assert!(text.lines().count() <= most, "{name} has {} lines, at most {most} are fine", text.lines().count());
}

#[test]
fn a_plain_endpoint() {
    let function = quote!(
        async fn send_text(caller: Caller, State(gateway): State<Gateway>, body: SendText) -> Result<Sent, SendError> {
            gateway.send(caller, body).await
        }
    );
    let expanded = crate::endpoint::expand(quote!(POST, "/send/text", tag = "send"), &function);
    // What is added to the function; the function itself is the user's.
    let function = function.to_string();
    let added = expanded.to_string().replace(&function, "").replace("# [allow (clippy :: unused_async)]", "");
    is_as_before("endpoint.rs", 40, added.parse().expect("tokens"));
}

#[test]
fn an_endpoint_with_everything() {
    let attribute = quote!(
        PUT,
        "/chats/{jid}/picture",
        role = admin,
        tag = "chats",
        body_limit = "8 MiB",
        timeout = "90s",
        crate = "gateway::wuts"
    );
    let function = quote!(
        /// Set the picture of a chat.
        ///
        /// It is shown to all.
        #[cfg(feature = "pictures")]
        #[deprecated]
        pub(crate) async fn set_picture(Path(jid): Path<Jid>, picture: Bytes) -> Result<Set, Failure> {
            set(jid, picture).await
        }
    );
    is_as_before("endpoint_with_everything.rs", 60, crate::endpoint::expand(attribute, &function));
}

#[test]
fn a_request_of_five_fields() {
    let expanded = crate::request::expand(quote!(
        struct HistoryRequest {
            chat_jid: Jid,
            last_message_id: MessageId,
            #[serde(default)]
            last_message_from_me: bool,
            #[wuts(range(min = 1))]
            last_message_timestamp: i64,
            #[serde(default = "fifty")]
            #[wuts(range(min = 1, max = 500))]
            count: u16,
        }
    ));
    is_as_before("request.rs", 90, expanded);
}

#[test]
fn a_response() {
    let expanded = crate::response::expand(quote!(
        #[wuts(status = 201)]
        struct Created {
            device_id: String,
        }
    ));
    is_as_before("response.rs", 20, expanded);
}

#[test]
fn an_error() {
    let expanded = crate::error::expand(quote!(
        enum SendError {
            #[wuts(code = DEVICE_NOT_READY)]
            NotConnected,
            #[wuts(status = 409, code = "ALREADY_SENT", message = "this was sent before")]
            Sent(String),
        }
    ));
    is_as_before("error.rs", 30, expanded);
}
