//! Contacts: the query as the fallback of the body, either of two parameters, an answer that is a map.

use std::collections::BTreeMap;

use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use wuts_core::id::{Jid, Phone};
use wuts_core::{Error, WutsRequest, WutsResponse, wuts_endpoint};

use crate::{Service, example, fields, is_example, reference};

#[derive(Deserialize, WutsRequest)]
#[wuts(any_of(jid, number))]
pub struct BlockContact {
    jid: Option<Jid>,
    number: Option<Phone>,
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = query)]
pub struct BlockContactQuery {
    jid: Option<Jid>,
    number: Option<Phone>,
}

#[derive(Serialize, Deserialize, WutsResponse)]
pub struct Blocked {
    data: BlockedData,
}

#[derive(Serialize, Deserialize)]
struct BlockedData {
    jid: Jid,
    phone_number: String,
    action: String,
    blocked: bool,
    count: u32,
    dhash: String,
}

#[wuts_endpoint(POST, "/contacts/block", tag = "contacts")]
pub async fn block_contact(query: BlockContactQuery, body: Option<BlockContact>) -> Result<Blocked, Error> {
    let (jid, number) = body.map_or((query.jid, query.number), |body| (body.jid, body.number));
    let Some(jid) = jid.or_else(|| number.map(|number| number.to_jid())) else {
        return Err(Error::fault("jid", "at least one of `jid` and `number` must be given"));
    };
    let mut blocked: Blocked = reference(example!("blockContact.response"))?;
    blocked.data.phone_number = String::from(jid.user());
    blocked.data.jid = jid;
    Ok(blocked)
}

#[derive(Deserialize, WutsRequest)]
#[wuts(from = query, any_of(jid, number))]
pub struct PictureQuery {
    jid: Option<Jid>,
    number: Option<Phone>,
    #[serde(default = "yes")]
    preview: bool,
    existing_id: Option<String>,
}

fn yes() -> bool {
    true
}

#[derive(Serialize, Deserialize, WutsResponse)]
pub struct Picture {
    data: PictureData,
}

#[derive(Serialize, Deserialize)]
struct PictureData {
    jid: Jid,
    url: Option<String>,
    id: String,
    #[serde(rename = "type")]
    kind: String,
    direct_path: String,
}

#[wuts_endpoint(GET, "/contacts/profile-picture", tag = "contacts")]
pub async fn get_contact_profile_picture(query: PictureQuery) -> Result<Picture, Error> {
    let mut picture: Picture = reference(example!("getContactProfilePicture.response"))?;
    assert!(query.jid.is_some() || query.number.is_some());
    picture.data.kind = if query.preview { "preview".to_owned() } else { picture.data.kind };
    if query.existing_id.as_ref() == Some(&picture.data.id) {
        picture.data.url = None;
    }
    Ok(picture)
}

#[derive(Deserialize, WutsRequest)]
pub struct CheckContacts {
    #[wuts(count(min = 1, max = 160))]
    numbers: Vec<Phone>,
}

#[derive(Serialize, WutsResponse)]
pub struct Checked {
    data: BTreeMap<String, bool>,
}

#[wuts_endpoint(POST, "/contact/check", tag = "contacts")]
pub async fn check_contacts_on_whats_app(body: CheckContacts) -> Result<Checked, Error> {
    let has_account = |number: &Phone| number.as_str() == "5511999999999";
    Ok(Checked { data: body.numbers.iter().map(|number| (number.to_string(), has_account(number))).collect() })
}

#[tokio::test]
async fn the_query_stands_in_for_a_missing_body() {
    let service = Service::start().await;
    let expected = example!("blockContact.response");
    is_example(&service.call(Method::POST, "/contacts/block", Some(example!("blockContact.request"))).await, expected);
    for query in ["jid=5511999999999@s.whatsapp.net", "jid=5511999999999%40s.whatsapp.net", "number=%2B55+11+99999-9999"] {
        is_example(&service.call(Method::POST, &format!("/contacts/block?{query}"), None).await, expected);
    }
    let answer = service.call(Method::POST, "/contacts/block", None).await;
    assert_eq!(answer.faults(), [("jid".to_owned(), "at least one of `jid` and `number` must be given".to_owned())]);
    let answer = service.call(Method::POST, "/contacts/block?jid=x", Some(r#"{"number":"1"}"#)).await;
    assert_eq!(fields(&answer), ["jid", "number"], "query and body together");
}

#[tokio::test]
async fn a_picture_is_asked_for_by_either_parameter() {
    let service = Service::start().await;
    for preview in ["0", "false"] {
        let path = format!("/contacts/profile-picture?jid=5511999999999@s.whatsapp.net&preview={preview}");
        is_example(&service.call(Method::GET, &path, None).await, example!("getContactProfilePicture.response"));
    }
    let answer = service.call(Method::GET, "/contacts/profile-picture?number=5511999999999&existing_id=1700000000", None).await;
    assert_eq!(answer.json()["data"]["url"], Value::Null);
    let answer = service.call(Method::GET, "/contacts/profile-picture?preview=2", None).await;
    assert_eq!(fields(&answer), ["preview", "jid"]);
}

#[tokio::test]
async fn an_answer_may_be_a_map() {
    let service = Service::start().await;
    let answer = service.call(Method::POST, "/contact/check", Some(example!("checkContactsOnWhatsApp.request"))).await;
    is_example(&answer, example!("checkContactsOnWhatsApp.response"));
    let answer =
        service.call(Method::POST, "/contact/check", Some(&json!({"numbers": ["5511999999999", "x", 7]}).to_string())).await;
    assert_eq!(fields(&answer), ["numbers[1]", "numbers[2]"]);
}
