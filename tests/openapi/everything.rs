//! An API that uses every rule, every kind of argument, answer and failure once.

#![allow(dead_code, reason = "what is described here is seldom called")]

use std::collections::{BTreeMap, HashMap};

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Extension, Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, NoContent, Response};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use url::Url;
use uuid::Uuid;
use wuts_core::auth::{Authenticate, AuthenticateError, AuthenticateMaster, Caller, MasterToken, Role, TokenTable};
use wuts_core::id::{Jid, MessageId, Phone, Recipient, Token};
use wuts_core::jiff::Timestamp;
use wuts_core::webhook::event::{MessageReceived, RawData, UnknownEvent};
use wuts_core::webhook::{EventKind, ReceiveWebhooks, Secret, Verified, WebhookReceiver};
use wuts_core::{Api, Error, WutsError, WutsEvent, WutsRequest, WutsResponse, endpoints, wuts_endpoint};

/// Every rule, and every kind of type.
#[derive(Deserialize, WutsRequest)]
#[serde(rename_all = "camelCase")]
#[wuts(exactly_one_of(image, image_url), any_of(number, to), check = is_fine)]
pub struct Everything {
    /// How it begins.
    ///
    /// With a second paragraph.
    #[wuts(length(min = 1, max = 4096), example = "Hello")]
    text: String,
    #[serde(default = "fifty")]
    #[wuts(range(min = 1, max = 500))]
    count: u16,
    #[wuts(range(min = 0.5))]
    factor: Option<f64>,
    #[serde(alias = "reference")]
    #[wuts(pattern = "^[A-Z0-9]+$", example = "A1")]
    code: Option<String>,
    #[wuts(count(min = 1, max = 50), items(length(min = 8), pattern = "^[0-9]+$"))]
    numbers: Option<Vec<String>>,
    #[wuts(count(max = 5), items(range(max = 9)))]
    weights: BTreeMap<String, u8>,
    #[wuts(one_of("image", "video"))]
    kind: Option<String>,
    #[wuts(length(min = 1))]
    image: Option<String>,
    #[wuts(url)]
    image_url: Option<String>,
    number: Option<Phone>,
    to: Option<Recipient>,
    #[wuts(sensitive, length(min = 6))]
    pin: Option<String>,
    #[wuts(check = is_even)]
    even: Option<u32>,
    secret: Option<Secret>,
    token: Option<Token>,
    message_id: Option<MessageId>,
    homepage: Option<Url>,
    homepages: Option<Vec<Url>>,
    id: Option<Uuid>,
    at: Option<Timestamp>,
    #[serde(default)]
    flag: bool,
    color: Option<Color>,
    shape: Option<Shape>,
    plain: Option<Plain>,
    /// Others like this one.
    #[serde(default)]
    inner: Vec<Node>,
    boxed: Option<Box<Node>>,
    by_name: Option<HashMap<String, Node>>,
    #[serde(flatten)]
    paging: Paging,
    #[serde(skip)]
    ours: u8,
    any: Option<serde_json::Value>,
}

fn fifty() -> u16 {
    50
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "a rule takes a reference")]
fn is_even(n: &u32) -> Result<(), &'static str> {
    if n.is_multiple_of(2) { Ok(()) } else { Err("must be even") }
}

fn is_fine(body: &Everything) -> Result<(), &'static str> {
    if body.text == body.image.as_deref().unwrap_or_default() { Err("says nothing") } else { Ok(()) }
}

/// A struct that contains itself.
#[derive(Deserialize, WutsRequest)]
#[serde(deny_unknown_fields)]
#[wuts(example = json!({ "name": "root", "children": [{ "name": "leaf" }] }))]
pub struct Node {
    name: String,
    #[serde(default)]
    children: Vec<Node>,
}

/// Which part of a list.
#[derive(Deserialize, WutsRequest)]
pub struct Paging {
    #[wuts(range(min = 1, max = 100))]
    limit: Option<u8>,
    after: Option<Jid>,
}

/// No more than serde knows.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Color {
    Red,
    Green,
}

#[derive(Deserialize)]
struct Plain {
    name: String,
    sizes: Vec<u32>,
    color: Option<Color>,
    by_name: HashMap<String, bool>,
}

/// A choice with a tag.
#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Shape {
    /// A round one.
    Circle {
        radius: f64,
    },
    Square {
        side: f64,
    },
    Group {
        members: Vec<Shape>,
    },
}

#[derive(Serialize, JsonSchema, WutsResponse)]
#[wuts(status = 201, example = Made { id: Uuid::nil(), at: Timestamp::UNIX_EPOCH, shape: None })]
/// It was made.
pub struct Made {
    id: Uuid,
    #[schemars(with = "wuts_core::openapi::DateTime")]
    at: Timestamp,
    shape: Option<Shape>,
}

/// Everything at once.
///
/// The rest of the description has several lines,
/// and *Markdown*.
#[wuts_endpoint(POST, "/everything", tag = "things", operation_id = "makeEverything")]
pub async fn everything(caller: Caller, query: ByQuery, body: Everything) -> Result<Made, ThingError> {
    drop((caller, query, body));
    Err(ThingError::Gone)
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = query, any_of(name, color))]
pub struct ByQuery {
    /// Whether it is only looked at.
    #[serde(default)]
    preview: bool,
    #[wuts(length(max = 10))]
    name: Option<String>,
    #[wuts(one_of("red", "green"))]
    color: Option<String>,
    #[wuts(count(max = 3))]
    ids: Option<Vec<u8>>,
}

#[derive(Debug, thiserror::Error, WutsError)]
pub enum ThingError {
    #[error("it was there and is not any more")]
    #[wuts(code = GONE)]
    Gone,
    /// It is in use.
    #[error("in use by {0}")]
    #[wuts(status = 409, code = "IN_USE")]
    InUse(String),
    #[error("the device failed")]
    #[wuts(code = DEVICE_ERROR, message = "the WhatsApp device refused")]
    Device,
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = path)]
pub struct ChatPath {
    /// The chat.
    #[wuts(example = "120363039000000000@g.us")]
    jid: Jid,
}

/// For administrators.
#[wuts_endpoint(PUT, "/chats/{jid}/picture", role = admin, tag = "chats", body_limit = "8 MiB")]
pub async fn set_picture(_path: ChatPath, picture: Bytes) -> Result<(), ThingError> {
    drop(picture);
    Ok(())
}

/// For everybody with a token.
#[wuts_endpoint(GET, "/chats/{jid}/messages/{id}", role = user, tag = "chats")]
#[deprecated]
pub async fn get_message(Path((jid, id)): Path<(Jid, MessageId)>) -> Result<String, ThingError> {
    Ok(format!("{id} in {jid}"))
}

/// For the platform.
#[wuts_endpoint(DELETE, "/tenants/{id}", auth = master)]
pub async fn delete_tenant(Path(id): Path<u64>) -> Result<NoContent, Error> {
    let _ = id;
    Ok(NoContent)
}

/// For all.
#[wuts_endpoint(GET, "/files/{*path}", public)]
pub async fn get_file(caller: Option<Caller>, path: FilePath, headers: HeaderMap) -> Result<Media, ThingError> {
    drop((caller, path, headers));
    Ok(Media::Later(Later { status: "retry_requested" }))
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = path)]
pub struct FilePath {
    path: String,
}

#[derive(WutsResponse)]
pub enum Media {
    Bytes(Bytes),
    Later(Later),
    Other(Made),
}

#[derive(Serialize, JsonSchema, WutsResponse)]
#[wuts(status = 202, success = false)]
pub struct Later {
    #[schemars(example = &"retry_requested")]
    status: &'static str,
}

#[derive(Deserialize, JsonSchema)]
pub struct Filter {
    name: Option<String>,
    #[serde(default)]
    limit: u8,
}

#[wuts_endpoint(GET, "/search", public)]
pub async fn search(Query(filter): Query<Filter>) -> Result<Json<Vec<Shape>>, Error> {
    drop(filter);
    Ok(Json(Vec::new()))
}

#[wuts_endpoint(POST, "/shapes", public)]
pub async fn put_shape(State(state): State<Everyone>, Json(shape): Json<Shape>) -> Result<StatusCode, ThingError> {
    drop((state, shape));
    Ok(StatusCode::CREATED)
}

#[wuts_endpoint(POST, "/form", public)]
pub async fn put_form(Form(filter): Form<Filter>) -> Result<Response, ThingError> {
    drop(filter);
    Ok(().into_response())
}

/// A node, or none.
#[wuts_endpoint(PATCH, "/nodes", public)]
pub async fn patch_node(body: Option<Node>) -> Result<impl IntoResponse, ThingError> {
    drop(body);
    Ok("fine")
}

#[wuts_endpoint(GET, "/plain", public)]
pub async fn plain(Extension(n): Extension<u8>) -> Result<Undescribed, ThingError> {
    Ok(Undescribed { n })
}

#[derive(Serialize, WutsResponse)]
pub struct Undescribed {
    n: u8,
}

#[wuts_endpoint(POST, "/hook", auth = webhook)]
pub async fn hook(event: Verified<ShopEvent>) -> Result<(), Error> {
    drop(event);
    Ok(())
}

/// What a shop wants to know.
#[derive(Debug, WutsEvent)]
#[wuts(kinds = ShopEventKind)]
pub enum ShopEvent {
    /// `message.received`
    #[wuts(event = "message.received")]
    Message(MessageReceived),
    /// An order was placed.
    ///
    /// By somebody.
    #[wuts(event = "order.placed")]
    Order(Order),
    #[wuts(event = "order.lost")]
    Lost(RawData),
    #[wuts(unknown)]
    Other(UnknownEvent),
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Order {
    number: u64,
    kinds: Vec<EventKind>,
    role: Role,
}

/// A state that can do all.
#[derive(Clone)]
pub struct Everyone {
    pub tokens: TokenTable,
    pub master: MasterToken,
    pub receiver: WebhookReceiver,
}

impl Authenticate for Everyone {
    async fn authenticate(&self, token: Token) -> Result<Option<Caller>, AuthenticateError> {
        self.tokens.authenticate(token).await
    }
}

impl AuthenticateMaster for Everyone {
    async fn authenticate_master(&self, token: &str) -> Result<bool, AuthenticateError> {
        self.master.authenticate_master(token).await
    }
}

impl ReceiveWebhooks for Everyone {
    fn webhook_receiver(&self) -> WebhookReceiver {
        self.receiver.clone()
    }
}

#[allow(deprecated)]
pub fn api() -> Api<Everyone> {
    Api::new("everything", "1.2.3")
        .description("An API with everything.")
        .license("MIT OR Apache-2.0", "MIT OR Apache-2.0")
        .tag("chats", "Conversations.")
        .tag("things", "All sorts of things.")
        .webhooks::<ShopEvent>()
        .endpoints(endpoints![
            everything,
            set_picture,
            get_message,
            delete_tenant,
            get_file,
            search,
            put_shape,
            put_form,
            patch_node,
            plain,
            hook,
        ])
        .docs("/docs")
}
