//! Groups: a PATCH of which at least one field must be given.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use wuts_core::id::{Jid, JidKind};
use wuts_core::{Error, WutsRequest, WutsResponse, wuts_endpoint};

use crate::{Service, example, fields, is_example, reference};

#[derive(Deserialize, WutsRequest)]
#[wuts(from = path)]
pub struct GroupPath {
    #[wuts(check = is_group)]
    jid: Jid,
}

fn is_group(jid: &Jid) -> Result<(), &'static str> {
    if jid.kind() == JidKind::Group { Ok(()) } else { Err("must be the JID of a group") }
}

#[derive(Deserialize, WutsRequest)]
#[serde(deny_unknown_fields)]
#[wuts(any_of(name, topic, description, announcement, locked, join_approval, member_add_mode))]
pub struct UpdateGroup {
    #[wuts(length(min = 1, max = 100))]
    name: Option<String>,
    topic: Option<String>,
    description: Option<String>,
    announcement: Option<bool>,
    locked: Option<bool>,
    join_approval: Option<bool>,
    #[wuts(one_of("admin", "all"))]
    member_add_mode: Option<String>,
}

#[derive(Serialize, Deserialize, WutsResponse)]
pub struct Updated {
    group: Group,
}

#[derive(Serialize, Deserialize)]
struct Group {
    jid: Jid,
    name: String,
    topic: String,
    owner: Jid,
    created_at: jiff::Timestamp,
    is_announce: bool,
    is_locked: bool,
    join_approval: bool,
    members_count: u32,
}

#[wuts_endpoint(PATCH, "/groups/{jid}", tag = "groups")]
pub async fn update_group(path: GroupPath, body: UpdateGroup) -> Result<Updated, Error> {
    let mut updated: Updated = reference(example!("updateGroup.response"))?;
    let group = &mut updated.group;
    group.jid = path.jid;
    group.name = body.name.unwrap_or_default();
    group.topic = body.topic.or(body.description).unwrap_or_default();
    group.is_announce = body.announcement.unwrap_or_default();
    group.is_locked = body.locked.unwrap_or_default();
    group.join_approval = body.join_approval.unwrap_or_default() || body.member_add_mode.as_deref() == Some("all");
    Ok(updated)
}

#[tokio::test]
async fn a_group_is_patched() {
    let service = Service::start().await;
    let answer = service.call(Method::PATCH, "/groups/120363039000000000@g.us", Some(example!("updateGroup.request"))).await;
    is_example(&answer, example!("updateGroup.response"));
}

#[tokio::test]
async fn at_least_one_known_field_must_be_given() {
    let service = Service::start().await;
    for body in ["{}", r#"{"name":null}"#] {
        let answer = service.call(Method::PATCH, "/groups/120363039000000000@g.us", Some(body)).await;
        assert_eq!(fields(&answer), ["name"], "{body}");
    }
    let body = r#"{"name":"x","Locked":true,"member_add_mode":"owner"}"#;
    let answer = service.call(Method::PATCH, "/groups/5511999999999@s.whatsapp.net", Some(body)).await;
    assert_eq!(fields(&answer), ["jid", "member_add_mode", "Locked"]);
}
