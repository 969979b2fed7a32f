//! Events and their signatures, without HTTP.

use axum::http::{HeaderMap, HeaderValue};
use jiff::Timestamp;
use serde_json::{Value, json};
use wuts_core::WutsEvent;
use wuts_core::envelope::Failure;
use wuts_core::webhook::event::{DriftedEvent, MessageReceived, UnknownEvent};
use wuts_core::webhook::standard::{HeaderError, ID, SIGNATURE, TIMESTAMP, sign_at, verify_at};
use wuts_core::webhook::{Delivery, Event, EventKind, Secret, Secrets, SignatureError, VerifyError};

const MESSAGE: &str = include_str!("contract/examples/_event.message.received.json");
const NAMES: &str = include_str!("contract/examples/getAvailableWebhookEvents.response.json");
const VECTORS: &str = include_str!("vectors/standard-webhooks.json");

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn secrets(text: &str) -> Secrets {
    Secret::new(text).unwrap().into()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

#[test]
fn the_events_are_the_contract_s_58() {
    let names: Vec<Value> = EventKind::ALL.iter().map(|kind| kind.name().into()).collect();
    assert_eq!(names.len(), 58);
    assert_eq!(Value::Array(names), json(NAMES)["events"]);
}

#[test]
fn every_name_round_trips() {
    for kind in EventKind::ALL {
        assert_eq!(kind.name().parse(), Ok(*kind));
        assert_eq!(serde_json::from_value::<EventKind>(kind.name().into()).unwrap(), *kind);
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        let text = format!(r#"{{"event":"{kind}","data":{{"b":1e2,"a":[ null ]}}}}"#);
        let event: Event = serde_json::from_str(&text).unwrap();
        assert_eq!(event.kind(), Some(*kind));
        let written = serde_json::to_string(&event).unwrap();
        assert_eq!(json(&written), json(&text));
        assert!(written.contains(r#""b":1e2"#) && written.contains(r#""a":[ null ]"#), "the texts are kept: {written}");
    }
    assert!("message.recieved".parse::<EventKind>().is_err());
}

#[test]
fn the_contract_s_message_is_read_and_written_equal() {
    let mut expected = json(MESSAGE);
    let delivery: Delivery = serde_json::from_value(expected.clone()).unwrap();
    let Event::MessageReceived(message) = &delivery.event else { panic!("{delivery:?}") };
    assert_eq!(message.from.as_str(), "5511999999999@s.whatsapp.net");
    assert_eq!((message.content.as_str(), message.push_name.as_deref()), ("Hello from WhatsApp!", Some("Jane Doe")));
    expected.as_object_mut().unwrap().remove("signature");
    assert_eq!(serde_json::to_value(&delivery).unwrap(), expected);
}

#[test]
fn members_of_a_message_that_are_not_known_are_kept() {
    let mut message = json(MESSAGE);
    message["data"]["media"] = json!({"mime_type": "image/jpeg", "size": 1});
    let delivery: Delivery = serde_json::from_value(message.clone()).unwrap();
    assert_eq!(serde_json::to_value(&delivery).unwrap()["data"], message["data"]);
}

#[test]
fn an_unknown_event_survives_byte_for_byte() {
    let text = r#"{"id":"1","event":"message.levitated","timestamp":1640995200,"device_id":"d","user_id":"u","data":{ "z":1.50,"a":"\u0041","z":[]  }}"#;
    let delivery: Delivery = serde_json::from_str(text).unwrap();
    assert_eq!((delivery.event.name(), delivery.event.kind()), ("message.levitated", None));
    assert_eq!(serde_json::to_string(&delivery).unwrap(), text);
    let Event::Unknown(UnknownEvent { data, .. }) = delivery.event else { panic!("known") };
    assert_eq!(data.parse::<Value>().unwrap()["a"], "A");
}

/// The same text in the two ways that it can be read.
fn read(text: &str) -> [Result<Delivery, serde_json::Error>; 2] {
    [Delivery::from_json(text.as_bytes()), serde_json::from_str(text)]
}

#[test]
fn a_known_event_that_has_drifted_keeps_its_text_and_the_reason() {
    let data = r#"{ "message_id": 7,  "from":"5511999999999@s.whatsapp.net" }"#;
    for text in [
        format!(r#"{{"id":"1","event":"message.received","timestamp":1,"device_id":"d","user_id":"u","data":{data}}}"#),
        format!(r#"{{"data":{data},"id":"1","event":"message.received","timestamp":1,"device_id":"d","user_id":"u"}}"#),
    ] {
        for delivery in read(&text) {
            let delivery = delivery.unwrap();
            assert_eq!((delivery.event.name(), delivery.event.kind()), ("message.received", Some(EventKind::MessageReceived)));
            assert!(serde_json::to_string(&delivery).unwrap().contains(data));
            let drifted = delivery.event.strict().unwrap_err();
            assert_eq!(drifted.data.as_str(), data);
            assert!(drifted.reason.contains("expected"), "{drifted}");
        }
    }
}

#[test]
fn what_is_no_delivery_is_an_error_either_way() {
    for text in [
        "",
        "{}",
        "[]",
        r#"{"id":"1","event":"call.offer","timestamp":1,"device_id":"d","data":{}}"#,
        r#"{"id":"1","event":"call.offer","timestamp":1,"device_id":"d","user_id":"u"}"#,
        r#"{"id":"1","event":"call.offer","timestamp":1,"device_id":"d","user_id":"u","data":{},"data":{}}"#,
        r#"{"id":"1","id":"2","event":"call.offer","timestamp":1,"device_id":"d","user_id":"u","data":{}}"#,
        r#"{"id":"1","event":"call.offer","timestamp":9223372036854775807,"device_id":"d","user_id":"u","data":{}}"#,
        r#"{"id":"1","event":"call.offer","timestamp":1,"device_id":"d","user_id":"u","data":{}} x"#,
        r#"{"id":"1","event":"call.offer","timestamp":1,"device_id":"d","user_id":"u","data":{"#,
    ] {
        for delivery in read(text) {
            assert!(delivery.is_err(), "{text}");
        }
    }
}

#[test]
fn typed_payloads_are_written_equal() {
    let jid = "5511999999999@s.whatsapp.net";
    let at = "2026-06-15T18:30:00Z";
    for (name, data) in [
        ("message.sent", json!({"message_id": "A1", "chat_jid": jid, "timestamp": at, "status": "sent", "x": [1, null]})),
        ("message.delivered", json!({"chat_jid": jid, "message_ids": ["A1", "A2"], "timestamp": at, "sender_jid": jid})),
        ("message.read", json!({"chat_jid": jid, "message_ids": [], "timestamp": at, "receipt_type": "read"})),
        ("device.connected", json!({"jid": jid, "phone_number": "5511999999999", "timestamp": null})),
        ("device.disconnected", json!({})),
        ("device.logged_out", json!({"reason": "by the phone"})),
        ("qr.generated", json!({"qr_code": "2@a,b", "ttl": 60, "expires_at": at, "image": "data:image/png;base64,AA=="})),
        ("pair.success", json!({"jid": jid, "platform": "android"})),
    ] {
        let text = json!({"id": "1", "event": name, "timestamp": 1, "device_id": "d", "user_id": "u", "data": data}).to_string();
        for delivery in read(&text) {
            let delivery = delivery.unwrap();
            assert_eq!(serde_json::to_value(&delivery).unwrap()["data"], data, "{name}");
            assert_eq!(delivery.event.strict().unwrap().name(), name);
        }
    }
}

/// What one service wants of the events, strictly.
#[derive(Debug, WutsEvent)]
enum Wanted {
    #[wuts(event = "message.received")]
    Message(MessageReceived),
    #[wuts(event = "order.placed")]
    Order(u64),
}

/// The same, with a place for all else.
#[derive(Debug, WutsEvent)]
#[wuts(kinds = Kind)]
enum Anything {
    #[wuts(event = "order.placed")]
    Order(u64),
    #[wuts(unknown)]
    Unknown(UnknownEvent),
    #[wuts(drifted)]
    Drifted(DriftedEvent),
}

#[test]
fn an_enum_of_one_s_own_takes_what_it_has_places_for() {
    let text = |event: &str, data: &str| {
        format!(r#"{{"id":"1","event":"{event}","timestamp":1,"device_id":"d","user_id":"u","data":{data}}}"#)
    };
    let wanted = |text: &str| Delivery::<Wanted>::from_json(text.as_bytes()).map(|delivery| delivery.event);
    assert!(matches!(wanted(&text("order.placed", "7")), Ok(Wanted::Order(7))));
    assert!(matches!(wanted(MESSAGE), Ok(Wanted::Message(_))));
    let unknown = wanted(&text("order.cancelled", "7")).unwrap_err().to_string();
    assert!(unknown.contains("unknown variant `order.cancelled`"), "{unknown}");
    let drifted = wanted(&text("order.placed", "\"seven\"")).unwrap_err().to_string();
    assert!(drifted.contains("expected u64"), "{drifted}");

    let anything = |text: &str| Delivery::<Anything>::from_json(text.as_bytes()).unwrap().event;
    assert_eq!(anything(&text("order.placed", "7")).kind(), Some(Kind::Order));
    assert_eq!(anything(&text("order.placed", "\"seven\"")).kind(), Some(Kind::Order));
    assert_eq!((anything(MESSAGE).kind(), anything(MESSAGE).name()), (None, "message.received"));
    assert_eq!((Kind::ALL, "order.placed".parse()), (&[Kind::Order][..], Ok(Kind::Order)));
}

#[test]
fn an_event_alone_is_read_and_written() {
    for text in [r#"{"event":"call.offer","data":{ "a" : 1 }}"#, r#"{"event":"call.levitated","data":[ ]}"#] {
        let event: Event = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&event).unwrap(), text);
    }
    let swapped: Event = serde_json::from_str(r#"{"data":{},"event":"device.connected"}"#).unwrap();
    assert_eq!(swapped.kind(), Some(EventKind::DeviceConnected));
}

#[test]
fn the_members_of_a_delivery_may_come_in_any_order() {
    let text =
        r#"{"data":{"x":1},"user_id":"u","signature":"sha256=","device_id":"d","timestamp":1,"event":"call.offer","id":"1"}"#;
    let delivery: Delivery = serde_json::from_str(text).unwrap();
    assert_eq!(delivery.event.kind(), Some(EventKind::CallOffer));
}

#[test]
fn a_signed_delivery_verifies_and_nothing_else_does() {
    let secrets = secrets("a-long-random-string");
    let delivery: Delivery = serde_json::from_str(MESSAGE).unwrap();
    let signed = delivery.sign_at(&secrets, at(1_640_995_200)).unwrap();
    let text = String::from_utf8(signed.body.clone()).unwrap();
    assert!(text.starts_with(r#"{"id":"event-uuid","event":"message.received","timestamp":1640995200,"device_id""#), "{text}");
    assert!(text[..text.len() - 66].ends_with(r#","signature":"sha256="#), "{text}");
    assert_eq!(<Delivery>::verify(&signed.body, &secrets).unwrap().event, delivery.event);

    for bit in 0..signed.body.len() * 8 {
        let mut flipped = signed.body.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(<Delivery>::verify(&flipped, &secrets).is_err(), "bit {bit} may be flipped");
    }
    let wrong = <Delivery>::verify(&signed.body, &self::secrets("another"));
    assert!(matches!(wrong, Err(VerifyError::Signature(SignatureError::Mismatch))), "{wrong:?}");
    let unsigned = serde_json::to_vec(&delivery).unwrap();
    let missing = <Delivery>::verify(&unsigned, &secrets);
    assert!(matches!(missing, Err(VerifyError::Signature(SignatureError::Missing))), "{missing:?}");
}

#[test]
fn one_call_gives_both_signatures() {
    let secrets = secrets("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    let delivery: Delivery = serde_json::from_str(MESSAGE).unwrap();
    let signed = delivery.sign_at(&secrets, at(1_640_995_200)).unwrap();
    assert_eq!(
        (&signed.headers[ID], &signed.headers[TIMESTAMP]),
        (&HeaderValue::from_static("event-uuid"), &HeaderValue::from_static("1640995200"))
    );
    assert!(<Delivery>::verify(&signed.body, &secrets).is_ok());
    let read: Delivery = Delivery::verify_at(&signed.headers, &signed.body, &secrets, at(1_640_995_300)).unwrap();
    assert_eq!(read.event, delivery.event);
}

/// A public vector: what was sent, and when.
fn vector(number: usize) -> (HeaderMap, Vec<u8>, Secrets, Timestamp) {
    let vector = &json(VECTORS)["accept"][number];
    let text = |name: &str| vector[name].as_str().unwrap().to_owned();
    let seconds = vector["timestamp"].as_i64().unwrap();
    let headers = HeaderMap::from_iter([
        (ID, text("id").parse().unwrap()),
        (TIMESTAMP, seconds.to_string().parse().unwrap()),
        (SIGNATURE, text("signature").parse().unwrap()),
    ]);
    (headers, text("body").into_bytes(), secrets(&text("secret")), at(seconds))
}

#[test]
fn the_public_vectors_verify_and_are_signed_again() {
    for number in 0..2 {
        let (headers, body, secrets, now) = vector(number);
        let id = verify_at(&headers, &body, &secrets, now).unwrap().to_owned();
        assert_eq!(sign_at(&id, &body, &secrets, now).unwrap(), headers);
    }
}

#[test]
fn what_the_vectors_reject_is_rejected_with_its_reason() {
    let (headers, body, secrets, now) = vector(0);
    let right = headers[SIGNATURE].to_str().unwrap().to_owned();
    let with = |name, value: &str| {
        let mut headers = headers.clone();
        headers.insert(name, value.parse().unwrap());
        headers
    };
    for wrong in [&right[..right.len() - 4], "v1,", "v1a,xyz", "v2,abc v1,YWJj v1,ZGVm", right.trim_start_matches("v1,")] {
        assert_eq!(verify_at(&with(SIGNATURE, wrong), &body, &secrets, now), Err(HeaderError::Mismatch), "{wrong}");
    }
    for name in [ID, TIMESTAMP, SIGNATURE] {
        let mut headers = headers.clone();
        headers.remove(&name);
        assert_eq!(verify_at(&headers, &body, &secrets, now), Err(HeaderError::Missing), "{name}");
    }
    for seconds in [now.as_second() - 301, now.as_second() + 301, i64::MIN, i64::MAX] {
        let headers = with(TIMESTAMP, &seconds.to_string());
        assert_eq!(verify_at(&headers, &body, &secrets, now), Err(HeaderError::Expired), "{seconds}");
    }
    assert_eq!(verify_at(&with(TIMESTAMP, "soon"), &body, &secrets, now), Err(HeaderError::Timestamp));
    assert_eq!(verify_at(&headers, b"{}", &secrets, now), Err(HeaderError::Mismatch));
    assert_eq!(verify_at(&headers, &body, &secrets, at(now.as_second() + 300)).map(str::len), Ok(31));
}

#[test]
fn one_right_signature_or_secret_among_others_is_enough() {
    let (mut headers, body, old, now) = vector(0);
    let right = headers[SIGNATURE].to_str().unwrap().to_owned();
    headers.insert(SIGNATURE, format!("v1,YWJj v2,x {right}").parse().unwrap());
    let both = secrets("the-new-one").and(old.current().clone());
    assert!(verify_at(&headers, &body, &both, now).is_ok());
}

#[test]
fn an_id_that_would_make_the_signed_text_ambiguous_is_refused() {
    for id in ["", "a.b", "a\nb"] {
        assert_eq!(sign_at(id, b"{}", &secrets("s"), at(0)), Err(HeaderError::Id), "{id:?}");
    }
}

#[test]
fn the_contract_s_failures_are_written_byte_for_byte() {
    for example in
        [include_str!("contract/examples/_error.full.json"), include_str!("contract/examples/_error.standard-placeholder.json")]
    {
        let failure: Failure = serde_json::from_str(example).unwrap();
        assert_eq!(serde_json::to_string_pretty(&failure).unwrap(), example.trim_end());
    }
}
