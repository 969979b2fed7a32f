//! The macros of `wuts-macros`, with their documentation: here its examples compile.

/// Makes an endpoint of an async function.
///
/// ```text
/// #[wuts_endpoint(METHOD, "/path", arguments…)]
/// ```
///
/// | | |
/// | --- | --- |
/// | `METHOD` | `GET`, `POST`, `PUT`, `PATCH` or `DELETE` |
/// | `"/path"` | in axum's syntax: `"/chats/{jid}/messages/{id}"`, `"/files/{*rest}"`; every parameter is bound by one `Path<…>` argument |
/// | `public` | everybody may call it; without this word a bearer token is required |
/// | `role = admin` | a bearer token whose owner has this role or a higher one: `user`, `manager`, `admin` |
/// | `auth = master` | the platform's token, which the state knows by [`AuthenticateMaster`](crate::auth::AuthenticateMaster) |
/// | `auth = webhook` | whoever has signed the body as a webhook; the last argument is [`Verified`](crate::webhook::Verified), and the state tells how it is verified by [`ReceiveWebhooks`](crate::webhook::ReceiveWebhooks) |
/// | `body_limit = "16 MiB"` | the largest body; 1 MiB unless given. Units: `B`, `KiB`, `MiB`, `GiB` |
/// | `timeout = "30s"` | how long the request may take to arrive (then 408), and the handler to answer (then 504); 60 s each unless given. Units: `ms`, `s`, `m` |
/// | `tag = "messages"` | the group it is shown in |
/// | `operation_id = "sendText"` | its name in the document; the function's in camelCase unless given |
/// | `crate = "gateway::wuts_core"` | where this crate is, if `Cargo.toml` does not tell: a renamed dependency is found without it |
///
/// The doc comment is its summary (the first paragraph) and description, `#[deprecated]` is shown; see the module `openapi` (with
/// the feature of that name) for the document of an API.
///
/// The function is left as it is and can still be called. Beside it stands a type of the same name, which [`endpoints!`] takes.
///
/// An argument is any axum extractor ([`Caller`](crate::auth::Caller) is one); the last may be a body: a struct that derives
/// [`WutsRequest`](derive@crate::WutsRequest), an `Option` of it where there may be no body, or an extractor that reads the body
/// itself. A struct that derives `WutsRequest` with `from = path` or `from = query` may stand anywhere. The function returns `Result<T, E>`.
/// `T` derives [`WutsResponse`](derive@crate::WutsResponse) or is anything that axum can send; `E` derives
/// [`WutsError`](derive@crate::WutsError) or is [`Error`](crate::Error).
///
/// ```
/// use axum::extract::{Path, State};
/// use wuts_core::auth::{Caller, TokenTable};
/// use wuts_core::id::{Jid, MessageId};
/// use wuts_core::{Error, wuts_endpoint};
///
/// /// The text of a message.
/// #[wuts_endpoint(GET, "/chats/{jid}/messages/{id}", tag = "messages")]
/// async fn get_message(
///     caller: Caller,
///     State(tokens): State<TokenTable>,
///     Path((jid, id)): Path<(Jid, MessageId)>,
/// ) -> Result<String, Error> {
///     Ok(format!("{id} in {jid} for {}", caller.user_id))
/// }
///
/// /// A large body, and who may send it.
/// #[wuts_endpoint(PUT, "/pictures/{jid}", role = admin, body_limit = "16 MiB", timeout = "90s")]
/// async fn set_picture(Path(jid): Path<Jid>, picture: axum::body::Bytes) -> Result<String, Error> {
///     Ok(format!("{} bytes for {jid}", picture.len()))
/// }
///
/// /// For the platform alone.
/// #[wuts_endpoint(DELETE, "/tenants/{id}", auth = master)]
/// async fn delete_tenant(Path(id): Path<u64>) -> Result<String, Error> {
///     Ok(format!("{id} is gone"))
/// }
///
/// /// For everybody; who has a token may show it.
/// #[wuts_endpoint(GET, "/files/{*path}", public, crate = "wuts_core")]
/// async fn get_file(caller: Option<Caller>, Path(path): Path<String>) -> Result<String, Error> {
///     Ok(format!("{path} for {}", if caller.is_some() { "a friend" } else { "a stranger" }))
/// }
/// ```
pub use wuts_macros::wuts_endpoint;

/// A list of endpoints, by the names of their functions, for [`Api::endpoints`](crate::Api::endpoints).
///
/// Two endpoints with the same method and path, with the same name, or with one path whose parameters are named differently,
/// are a compile error that names both. `endpoints![crate = "gateway::wuts_core", a, b]` says where this crate is, as in
/// [`wuts_endpoint`].
///
/// ```
/// # use wuts_core::{Api, Error, auth::TokenTable, endpoints, wuts_endpoint};
/// # #[wuts_endpoint(GET, "/a", public)] async fn a() -> Result<(), Error> { Ok(()) }
/// # #[wuts_endpoint(GET, "/b", public)] async fn b() -> Result<(), Error> { Ok(()) }
/// let app = Api::new("gateway", "1.0.0").endpoints(endpoints![a, b]).into_router(TokenTable::new());
/// # drop(app);
/// ```
pub use wuts_macros::endpoints;

/// Makes a struct a part of a request that is checked before a handler sees it. The struct also derives `serde::Deserialize`.
///
/// It is read from the body, or from what `#[wuts(from = path)]` or `#[wuts(from = query)]` on the struct names. In a query,
/// `1` and `0` are booleans beside `true` and `false`, and a name that comes several times is a list.
///
/// A whole number may be written as `50.0` or `5e1`, as JSON Schema has it.
///
/// Names in answers are the names of the wire: serde's `rename`, `rename_all`, `alias`, `default`, `skip`, `flatten`,
/// `deny_unknown_fields`, `with` and `deserialize_with` are honoured; a serde attribute that changes the shape of the whole struct
/// is a compile error.
///
/// Rules stand in `#[wuts(…)]` on a field. On an `Option` they apply to the value that is there. Nested structs that derive
/// `WutsRequest` are looked into, through `Option`, `Box`, `Vec`, `HashMap` and `BTreeMap`.
///
/// | rule | holds for |
/// | --- | --- |
/// | `length(min = 1, max = 4096)` | a text of so many characters (Unicode scalar values); one bound is enough |
/// | `range(min = 1, max = 500)` | a number, both ends included; one bound is enough |
/// | `pattern = "^[A-Z0-9]+$"` | a text that the regular expression matches somewhere; the expression is checked at compile time |
/// | `count(min = 2, max = 12)` | a list or a map of so many entries; one bound is enough |
/// | `items(length(min = 1))` | a list or a map whose elements keep these rules |
/// | `one_of("image", "video")` | a text that is one of these |
/// | `url` | an absolute `https` URL without credentials; `url(http)` takes plain http too |
/// | `check = path` | a value for which the function gives `Ok(())`; its `Err` is what the client reads. May be given several times |
/// | `check_with = path` | the same, for a function that also takes a [`Context`](crate::validate::Context): caller, headers, extensions |
/// | `sensitive` | no rule: the value is withheld from every answer |
/// | `example = "…"` | no rule: a value for the document, any expression that serde can write |
/// | `schema = json!({ … })` | no rule: keywords for the document, such as say what a `check` asks for |
///
/// On the struct: `exactly_one_of(a, b)` and `any_of(a, b)` for `Option` fields of which so many must be given, `check = path`
/// and `check_with = path` for a rule about the whole, which is asked when every field is fine; `example = sample()` for the
/// document; `crate = "…"` as in [`wuts_endpoint`].
///
/// ```
/// use serde::Deserialize;
/// use wuts_core::WutsRequest;
/// use wuts_core::id::Jid;
/// use wuts_core::validate::Context;
///
/// #[derive(Deserialize, WutsRequest)]
/// #[serde(rename_all = "camelCase")]
/// struct SendPoll {
///     to: Jid,
///     #[wuts(length(min = 1, max = 255), example = "Pizza or pasta?")]
///     question: String,
///     #[wuts(check = are_enough)]
///     options: Vec<String>,
///     #[wuts(range(min = 1, max = 12))]
///     selectable_count: Option<u8>,
///     #[serde(default)]
///     #[wuts(sensitive, pattern = "^[0-9]{6}$")]
///     pin: Option<String>,
/// }
///
/// /// Either of two, and a rule about the whole.
/// #[derive(Deserialize, WutsRequest)]
/// #[wuts(exactly_one_of(image, image_url), check = has_text)]
/// struct SendImage {
///     #[wuts(length(min = 1))]
///     image: Option<String>,
///     #[wuts(url)]
///     image_url: Option<String>,
///     caption: String,
/// }
///
/// fn has_text(body: &SendImage) -> Result<(), &'static str> {
///     if body.caption.is_empty() && body.image_url.is_some() { Err("an image by URL needs a caption") } else { Ok(()) }
/// }
///
/// #[derive(Deserialize, WutsRequest)]
/// #[wuts(from = query)]
/// struct Page {
///     #[serde(default)]
///     preview: bool,
///     #[wuts(range(min = 1, max = 100))]
///     limit: Option<u8>,
/// }
///
/// #[derive(Deserialize, WutsRequest)]
/// #[wuts(from = path)]
/// struct Place {
///     chat: Jid,
/// }
///
/// /// At least one of two, and a rule that knows who calls.
/// #[derive(Deserialize, WutsRequest)]
/// #[wuts(any_of(numbers, homepage), check_with = may_add)]
/// struct AddContacts {
///     #[wuts(count(min = 1, max = 50), items(length(min = 8), pattern = "^[0-9]+$"))]
///     numbers: Option<Vec<String>>,
///     #[wuts(url(http))]
///     homepage: Option<String>,
///     #[wuts(one_of("add", "replace"))]
///     mode: String,
///     #[wuts(check_with = is_own_language)]
///     language: Option<String>,
/// }
///
/// fn may_add(body: &AddContacts, context: Context<'_>) -> Result<(), &'static str> {
///     if body.mode == "add" || context.caller().is_some() { Ok(()) } else { Err("only a known caller may replace contacts") }
/// }
///
/// fn is_own_language(language: &str, context: Context<'_>) -> Result<(), &'static str> {
///     let accepted = context.headers().and_then(|headers| headers.get("accept-language"));
///     if accepted.is_none_or(|accepted| accepted == language) { Ok(()) } else { Err("must be the language of the answer") }
/// }
///
/// fn are_enough(options: &[String]) -> Result<(), &'static str> {
///     if (2..=12).contains(&options.len()) { Ok(()) } else { Err("must have 2 to 12 entries") }
/// }
/// ```
pub use wuts_macros::WutsRequest;

/// Makes a struct the payload of a success: `{"success":true, …fields}`. The struct also derives `serde::Serialize`.
///
/// `#[wuts(status = 201)]` on the struct chooses another 2xx than 200; `success = false` is for an answer that is neither a
/// success nor an error. An enum is a choice of answers: each variant holds one, which derives `WutsResponse` itself or is
/// anything that axum can send. `example = …` is a value of the struct for the document; `crate = "…"` is as in
/// [`wuts_endpoint`].
///
/// ```
/// use serde::Serialize;
/// use wuts_core::WutsResponse;
///
/// #[derive(Serialize, WutsResponse)]
/// #[wuts(status = 201, example = Created { device_id: "d1".to_owned() })]
/// struct Created {
///     device_id: String,
/// }
///
/// #[derive(Serialize, WutsResponse)]
/// #[wuts(status = 202, success = false)]
/// struct RetryRequested {
///     status: &'static str,
/// }
///
/// #[derive(WutsResponse)]
/// enum Media {
///     Bytes(axum::body::Bytes),
///     Later(RetryRequested),
/// }
/// ```
pub use wuts_macros::WutsResponse;

/// Gives each variant of an error enum its status, code and message. The enum is a `std::error::Error`.
///
/// | on a variant | |
/// | --- | --- |
/// | `#[wuts(code = DEVICE_NOT_READY)]` | a constant of [`ErrorCode`](crate::ErrorCode), which has its status |
/// | `#[wuts(status = 409, code = "ALREADY_PAIRED")]` | a code of the service's own |
/// | `message = "…"` | what the client reads in place of the variant's `Display` |
///
/// `#[wuts(crate = "…")]` on the enum is as in [`wuts_endpoint`].
///
/// The error itself, with its chain of sources, goes to the log: at the level of errors for a 5xx, of debugging for a 4xx.
///
/// ```
/// use wuts_core::{Error, WutsError};
///
/// #[derive(Debug, WutsError)]
/// enum SendError {
///     #[wuts(code = DEVICE_NOT_READY)]
///     NotConnected,
///     #[wuts(code = INTERNAL_ERROR, message = "the message could not be stored")]
///     Storage(std::io::Error),
/// }
///
/// # impl std::error::Error for SendError {}
/// impl std::fmt::Display for SendError {
///     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///         match self {
///             Self::NotConnected => f.write_str("WhatsApp session is not connected"),
///             Self::Storage(cause) => write!(f, "cannot write: {cause}"),
///         }
///     }
/// }
///
/// let error: Error = SendError::Storage(std::io::Error::other("disk full")).into();
/// assert_eq!((error.status().as_u16(), error.message()), (500, "the message could not be stored"));
/// ```
pub use wuts_macros::WutsError;

/// Gives each variant of an enum the name of a webhook event; the variant holds the payload.
///
/// [`Event`](crate::webhook::Event) is declared so. An enum of one's own takes the events that a service wants, with the types
/// that it wants, and goes wherever `Event` goes: `Delivery<Mine>`, `Verified<Mine>`.
///
/// | on a variant | |
/// | --- | --- |
/// | `#[wuts(event = "message.received")]` | the event of this name; the payload derives `serde::Serialize` and `Deserialize`, or is [`RawData`](crate::webhook::event::RawData) |
/// | `#[wuts(unknown)]` | every other name, as [`UnknownEvent`](crate::webhook::event::UnknownEvent); without it another name is an error |
/// | `#[wuts(drifted)]` | an event whose payload is not of its type, as [`DriftedEvent`](crate::webhook::event::DriftedEvent); without it that is an error |
///
/// `#[wuts(kinds = MyEventKind)]` on the enum declares an enum of the names beside it, with `ALL`, `name`, `FromStr`, `Display` and serde, and
/// gives the events a method `kind`. `#[wuts(crate = "…")]` is as in [`wuts_endpoint`].
///
/// ```
/// use serde::{Deserialize, Serialize};
/// use wuts_core::WutsEvent;
/// use wuts_core::webhook::Delivery;
/// use wuts_core::webhook::event::{DriftedEvent, MessageReceived, UnknownEvent};
///
/// #[derive(Serialize, Deserialize)]
/// struct Order {
///     number: u64,
/// }
///
/// #[derive(WutsEvent)]
/// #[wuts(kinds = ShopEventKind)]
/// enum ShopEvent {
///     #[wuts(event = "message.received")]
///     Message(MessageReceived),
///     #[wuts(event = "order.placed")]
///     Order(Order),
///     #[wuts(drifted)]
///     Drifted(DriftedEvent),
///     #[wuts(unknown)]
///     Other(UnknownEvent),
/// }
///
/// let body = br#"{"id":"1","event":"order.placed","timestamp":1640995200,"device_id":"d","user_id":"u","data":{"number":7}}"#;
/// let delivery: Delivery<ShopEvent> = Delivery::from_json(body)?;
/// assert_eq!(delivery.event.kind(), Some(ShopEventKind::Order));
/// assert!(matches!(delivery.event, ShopEvent::Order(Order { number: 7 })));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub use wuts_macros::WutsEvent;
