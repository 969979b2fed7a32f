//! Sends: recipients, media by one of two fields, polls, nested lists, tagged unions.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use wuts_core::id::{Jid, MessageId, Phone, Recipient};
use wuts_core::{Error, WutsRequest, WutsResponse, wuts_endpoint};

use crate::{Service, example, fields, is_example, reference};

/// The rich answer of a send.
#[derive(Serialize, Deserialize, WutsResponse)]
pub struct Sent {
    message_id: MessageId,
    timestamp: jiff::Timestamp,
    status: String,
    chat_jid: Jid,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<Map<String, Value>>,
}

/// The plain answer of a send.
#[derive(Serialize, Deserialize, WutsResponse)]
pub struct PlainSent {
    message_id: MessageId,
    timestamp: jiff::Timestamp,
    message: String,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

impl PlainSent {
    fn of(example: &str) -> Result<Self, Error> {
        let mut sent: Self = reference(example)?;
        sent.extra.remove("success");
        Ok(sent)
    }
}

#[derive(Deserialize, WutsRequest)]
pub struct SendText {
    number: Recipient,
    #[wuts(length(min = 1, max = 4096))]
    text: String,
    #[serde(default)]
    #[wuts(range(max = 60))]
    delay: u8,
    #[serde(default, rename = "typingDuration")]
    #[wuts(range(max = 60))]
    typing_duration: u8,
    quoted: Option<Quoted>,
}

#[derive(Deserialize, WutsRequest)]
struct Quoted {
    key: QuotedKey,
    message: QuotedMessage,
}

#[derive(Deserialize, WutsRequest)]
struct QuotedKey {
    id: MessageId,
    #[serde(default, rename = "fromMe")]
    from_me: bool,
}

#[derive(Deserialize, WutsRequest)]
struct QuotedMessage {
    conversation: String,
}

#[wuts_endpoint(POST, "/send/text", tag = "send")]
pub async fn send_text(body: SendText) -> Result<Sent, Error> {
    let quoted = body.quoted.as_ref().is_none_or(|quoted| !quoted.key.from_me && !quoted.message.conversation.is_empty());
    assert!(quoted && body.quoted.is_none_or(|quoted| !quoted.key.id.as_str().is_empty()));
    assert!(!body.text.is_empty() && body.delay <= 60 && body.typing_duration <= 60);
    let sent: Sent = reference(example!("sendText.response"))?;
    Ok(Sent { chat_jid: body.number.into(), ..sent })
}

#[derive(Deserialize, WutsRequest)]
#[wuts(exactly_one_of(image, image_url))]
#[serde(rename_all = "camelCase")]
pub struct SendImage {
    number: Recipient,
    #[wuts(length(min = 1))]
    image: Option<String>,
    #[serde(rename = "image_url")]
    #[wuts(url)]
    image_url: Option<String>,
    #[wuts(length(max = 1024))]
    caption: Option<String>,
    #[serde(default)]
    delay: u8,
    #[serde(default)]
    view_once: bool,
    #[serde(default)]
    mentioned: Vec<Jid>,
}

#[wuts_endpoint(POST, "/send/image", tag = "send", body_limit = "24 MiB")]
pub async fn send_image_message(body: SendImage) -> Result<Sent, Error> {
    assert!(body.image.is_some() != body.image_url.is_some());
    assert!(body.delay < 60 && !body.view_once && body.mentioned.len() < 2 && body.caption.is_none_or(|text| text.len() < 1025));
    let sent: Sent = reference(example!("sendImageMessage.response"))?;
    Ok(Sent { chat_jid: body.number.into(), ..sent })
}

#[derive(Deserialize, WutsRequest)]
pub struct SendPoll {
    to: Recipient,
    #[wuts(length(min = 1, max = 255))]
    question: String,
    #[wuts(count(min = 2, max = 12))]
    options: Vec<PollOption>,
    #[serde(default)]
    allow_multiple_answers: bool,
}

#[derive(Deserialize, WutsRequest)]
struct PollOption {
    #[wuts(length(min = 1, max = 100))]
    option_name: String,
}

#[wuts_endpoint(POST, "/send/poll", tag = "send")]
pub async fn send_poll_message(body: SendPoll) -> Result<PlainSent, Error> {
    assert!(!body.to.as_str().is_empty() && !body.question.is_empty() && !body.allow_multiple_answers);
    assert!(body.options.iter().all(|option| !option.option_name.is_empty()));
    let mut sent = PlainSent::of(example!("sendPollMessage.response"))?;
    sent.extra.insert("options_count".to_owned(), body.options.len().into());
    Ok(sent)
}

#[derive(Deserialize, WutsRequest)]
pub struct SendContacts {
    to: Recipient,
    #[wuts(count(min = 1))]
    contacts: Vec<Contact>,
}

#[derive(Deserialize, WutsRequest)]
struct Contact {
    #[wuts(length(min = 1))]
    display_name: String,
    phone: Phone,
    #[wuts(pattern = "^[^@ ]+@[^@ ]+$")]
    email: Option<String>,
    company: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
}

#[wuts_endpoint(POST, "/send/contacts", tag = "send")]
pub async fn send_contacts(body: SendContacts) -> Result<PlainSent, Error> {
    let lines = |contact: &Contact| {
        [&contact.email, &contact.company, &contact.first_name, &contact.last_name].into_iter().flatten().count()
    };
    assert!(body.contacts.iter().map(lines).sum::<usize>() < 9);
    assert!(body.contacts.iter().all(|contact| !contact.display_name.is_empty() && contact.phone.as_str() > "1"));
    assert!(!body.to.as_str().is_empty());
    let mut sent = PlainSent::of(example!("sendContacts.response"))?;
    sent.extra.insert("contact_count".to_owned(), body.contacts.len().into());
    Ok(sent)
}

#[derive(Deserialize, WutsRequest)]
pub struct SendInteractive {
    to: Recipient,
    #[wuts(length(min = 1))]
    title: String,
    body: String,
    footer: Option<String>,
    #[wuts(length(min = 1, max = 20))]
    button_text: String,
    #[wuts(count(min = 1, max = 10))]
    sections: Vec<Section>,
}

#[derive(Deserialize, WutsRequest)]
struct Section {
    title: String,
    #[wuts(count(min = 1, max = 10))]
    rows: Vec<Row>,
}

#[derive(Deserialize, WutsRequest)]
struct Row {
    #[wuts(length(min = 1, max = 200))]
    id: String,
    #[wuts(length(min = 1, max = 24))]
    title: String,
    #[wuts(length(max = 72))]
    description: Option<String>,
}

#[wuts_endpoint(POST, "/send/interactive", tag = "send")]
pub async fn send_interactive_list_message(body: SendInteractive) -> Result<PlainSent, Error> {
    let rows = body.sections.iter().flat_map(|section| section.rows.iter().map(|row| (&section.title, row)));
    assert!(
        rows.into_iter().all(|(section, row)| section.len() + row.id.len() + row.title.len() > 2 && row.description.is_some())
    );
    assert!(!(body.to.as_str().is_empty() || body.title.is_empty() || body.body.is_empty() || body.button_text.is_empty()));
    assert!(body.footer.is_some());
    PlainSent::of(example!("sendInteractiveListMessage.response"))
}

#[derive(Deserialize, WutsRequest)]
#[wuts(check = has_at_most_100_products)]
pub struct SendCatalog {
    number: Recipient,
    business_owner_jid: Jid,
    title: Option<String>,
    description: Option<String>,
    footer: Option<String>,
    #[wuts(length(min = 1))]
    button_text: String,
    #[wuts(count(min = 1, max = 10))]
    sections: Vec<CatalogSection>,
    header_product_id: Option<String>,
    #[serde(default)]
    delay: u8,
}

#[derive(Deserialize, WutsRequest)]
struct CatalogSection {
    title: String,
    #[wuts(count(min = 1, max = 30), items(length(min = 1, max = 32), pattern = "^[0-9]+$"))]
    product_ids: Vec<String>,
}

fn has_at_most_100_products(body: &SendCatalog) -> Result<(), &'static str> {
    let products: usize = body.sections.iter().map(|section| section.product_ids.len()).sum();
    if products <= 100 { Ok(()) } else { Err("a catalog has at most 100 products") }
}

#[wuts_endpoint(POST, "/send/catalog", tag = "send")]
pub async fn send_catalog(body: SendCatalog) -> Result<Sent, Error> {
    let texts = [&body.title, &body.description, &body.footer, &body.header_product_id].into_iter().flatten().count();
    assert!(texts <= 4 && body.delay == 0 && !body.button_text.is_empty() && body.business_owner_jid.as_str() > "5");
    assert!(body.sections.iter().all(|section| !section.title.is_empty()));
    let sent: Sent = reference(example!("sendCatalog.response"))?;
    Ok(Sent { chat_jid: body.number.into(), ..sent })
}

#[derive(Deserialize, WutsRequest)]
pub struct SendTemplate {
    number: Recipient,
    header: Option<Header>,
    #[wuts(length(min = 1))]
    body: String,
    footer: Option<String>,
    #[serde(default)]
    #[wuts(count(max = 3))]
    buttons: Vec<Button>,
    #[serde(default)]
    delay: u8,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Header {
    Text { text: String },
    Image { image: String },
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Button {
    QuickReply { text: String, id: String },
    Url { text: String, url: String },
    Call { text: String, phone_number: Phone },
}

#[wuts_endpoint(POST, "/send/template", tag = "send")]
pub async fn send_template_message(body: SendTemplate) -> Result<Sent, Error> {
    let header = body.header.map(|header| match header {
        Header::Text { text } => text,
        Header::Image { image } => image,
    });
    let button = |button: &Button| match button {
        Button::QuickReply { text, id } => text.len() + id.len(),
        Button::Url { text, url } => text.len() + url.len(),
        Button::Call { text, phone_number } => text.len() + phone_number.as_str().len(),
    };
    assert!(header.is_some_and(|header| !header.is_empty()) && body.footer.is_some() && !body.body.is_empty() && body.delay == 0);
    assert!(body.buttons.iter().map(button).all(|length| length > 2));
    let sent: Sent = reference(example!("sendTemplateMessage.response"))?;
    Ok(Sent { chat_jid: body.number.into(), ..sent })
}

/// The text of an example with one change.
fn changed(example: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut body = serde_json::from_str(example).unwrap();
    change(&mut body);
    body.to_string()
}

#[tokio::test]
async fn each_send_answers_as_the_reference_does() {
    let service = Service::start().await;
    for (path, request, response) in [
        ("/send/text", example!("sendText.request"), example!("sendText.response")),
        ("/send/image", example!("sendImageMessage.request"), example!("sendImageMessage.response")),
        ("/send/poll", example!("sendPollMessage.request"), example!("sendPollMessage.response")),
        ("/send/contacts", example!("sendContacts.request"), example!("sendContacts.response")),
        ("/send/interactive", example!("sendInteractiveListMessage.request"), example!("sendInteractiveListMessage.response")),
        ("/send/catalog", example!("sendCatalog.request"), example!("sendCatalog.response")),
        ("/send/template", example!("sendTemplateMessage.request"), example!("sendTemplateMessage.response")),
    ] {
        is_example(&service.call(Method::POST, path, Some(request)).await, response);
    }
}

#[tokio::test]
async fn a_number_is_normalised_and_a_text_bounded() {
    let service = Service::start().await;
    let body = changed(example!("sendText.request"), |body| body["number"] = "+55 (11) 99999-9999".into());
    is_example(&service.call(Method::POST, "/send/text", Some(&body)).await, example!("sendText.response"));
    let body = changed(example!("sendText.request"), |body| {
        body["text"] = "x".repeat(4097).into();
        body["quoted"]["key"]["id"] = "".into();
    });
    let answer = service.call(Method::POST, "/send/text", Some(&body)).await;
    assert_eq!(fields(&answer), ["text", "quoted.key.id"]);
}

#[tokio::test]
async fn an_image_comes_in_exactly_one_way() {
    let service = Service::start().await;
    for change in [json!({"image": "aGk="}), json!({"image_url": null})] {
        let body = changed(example!("sendImageMessage.request"), |body| {
            body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        });
        let answer = service.call(Method::POST, "/send/image", Some(&body)).await;
        let expected = ("image".to_owned(), "exactly one of `image` and `image_url` must be given".to_owned());
        assert_eq!(answer.faults(), [expected], "{change}");
    }
    let body = changed(example!("sendImageMessage.request"), |body| body["image_url"] = "http://cdn.example.com/x.png".into());
    assert_eq!(fields(&service.call(Method::POST, "/send/image", Some(&body)).await), ["image_url"]);
}

#[tokio::test]
async fn a_poll_has_2_to_12_options() {
    let service = Service::start().await;
    for options in [0, 1, 13] {
        let body = changed(example!("sendPollMessage.request"), |body| {
            body["options"] = vec![json!({"option_name": "x"}); options].into();
        });
        let answer = service.call(Method::POST, "/send/poll", Some(&body)).await;
        assert_eq!(answer.faults(), [("options".to_owned(), "must have 2 to 12 entries".to_owned())], "{options}");
    }
}

#[tokio::test]
async fn faults_deep_inside_are_found_together() {
    let service = Service::start().await;
    let body = changed(example!("sendContacts.request"), |body| {
        body["contacts"][0]["phone"] = "12".into();
        body["contacts"][0]["email"] = "nobody".into();
        body["contacts"][1] = json!({"phone": 5});
    });
    let answer = service.call(Method::POST, "/send/contacts", Some(&body)).await;
    assert_eq!(fields(&answer), ["contacts[0].phone", "contacts[0].email", "contacts[1].display_name", "contacts[1].phone"]);

    let body = changed(example!("sendInteractiveListMessage.request"), |body| {
        body["sections"][0]["rows"][1]["title"] = "x".repeat(25).into();
        body["sections"].as_array_mut().unwrap().push(json!({"title": "Empty", "rows": []}));
    });
    let answer = service.call(Method::POST, "/send/interactive", Some(&body)).await;
    assert_eq!(fields(&answer), ["sections[0].rows[1].title", "sections[1].rows"]);
}

#[tokio::test]
async fn a_catalog_is_bounded_in_each_section_and_in_all() {
    let service = Service::start().await;
    let sections = |sizes: &[usize]| {
        changed(example!("sendCatalog.request"), |body| {
            let section = |size: &usize| json!({"title": "x", "product_ids": vec!["1"; *size]});
            body["sections"] = sizes.iter().map(section).collect();
        })
    };
    let answer = service.call(Method::POST, "/send/catalog", Some(&sections(&[30, 30, 30, 11]))).await;
    assert_eq!(answer.faults(), [("body".to_owned(), "a catalog has at most 100 products".to_owned())]);
    let answer = service.call(Method::POST, "/send/catalog", Some(&sections(&[31, 0]))).await;
    assert_eq!(fields(&answer), ["sections[0].product_ids", "sections[1].product_ids"]);
    let body = changed(example!("sendCatalog.request"), |body| {
        body.as_object_mut().unwrap().remove("button_text");
        body["sections"][1]["product_ids"][0] = "abc".into();
    });
    let answer = service.call(Method::POST, "/send/catalog", Some(&body)).await;
    assert_eq!(fields(&answer), ["button_text", "sections[1].product_ids[0]"]);
}

#[tokio::test]
async fn a_tagged_union_says_where_and_what() {
    let service = Service::start().await;
    let body = changed(example!("sendTemplateMessage.request"), |body| {
        body["body"] = "".into();
        body["header"] = json!({"type": "video"});
        body["buttons"][2] = json!({"type": "call", "text": "x", "phone_number": "1"});
    });
    let answer = service.call(Method::POST, "/send/template", Some(&body)).await;
    let expected = [
        ("header", "unknown variant `video`, expected `text` or `image`"),
        ("body", "must not be empty"),
        ("buttons[2]", "must be a phone number of 10 to 15 digits with its country code, such as 5511999999999"),
    ];
    assert_eq!(answer.faults(), expected.map(|(field, message)| (field.to_owned(), message.to_owned())));
}
