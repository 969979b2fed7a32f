//! Events and their signatures, without HTTP.

use axum::http::{HeaderMap, HeaderValue};
use jiff::Timestamp;
use serde_json::{Value, json};
use wuts_core::envelope::Failure;
use wuts_core::webhook::standard::{HeaderError, ID, SIGNATURE, TIMESTAMP, sign_at, verify_at};
use wuts_core::webhook::{Delivery, Event, EventKind, Secret, SignatureError, VerifyError};

const MESSAGE: &str = include_str!("contract/examples/_event.message.received.json");
const NAMES: &str = include_str!("contract/examples/getAvailableWebhookEvents.response.json");
const VECTORS: &str = include_str!("vectors/standard-webhooks.json");

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
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
        if matches!(kind, EventKind::MessageReceived | EventKind::HistorySync) {
            continue;
        }
        let text = format!(r#"{{"event":"{kind}","data":{{"b":1e2,"a":[ null ]}}}}"#);
        let event: Event = serde_json::from_str(&text).unwrap();
        assert_eq!(event.kind(), Some(*kind));
        assert_eq!(serde_json::to_string(&event).unwrap(), text);
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
    let Event::Unknown { data, .. } = delivery.event else { panic!("known") };
    assert_eq!(data.parse::<Value>().unwrap()["a"], "A");
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
    let secret = Secret::new("a-long-random-string").unwrap();
    let delivery: Delivery = serde_json::from_str(MESSAGE).unwrap();
    let signed = delivery.sign(&secret).unwrap();
    let text = String::from_utf8(signed.body.clone()).unwrap();
    assert!(text.starts_with(r#"{"id":"event-uuid","event":"message.received","timestamp":1640995200,"device_id""#), "{text}");
    assert!(text[..text.len() - 66].ends_with(r#","signature":"sha256="#), "{text}");
    assert_eq!(Delivery::verify(&signed.body, &secret).unwrap().event, delivery.event);

    for bit in 0..signed.body.len() * 8 {
        let mut flipped = signed.body.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(Delivery::verify(&flipped, &secret).is_err(), "bit {bit} may be flipped");
    }
    let wrong = Delivery::verify(&signed.body, &Secret::new("another").unwrap());
    assert!(matches!(wrong, Err(VerifyError::Signature(SignatureError::Mismatch))), "{wrong:?}");
    let unsigned = serde_json::to_vec(&delivery).unwrap();
    let missing = Delivery::verify(&unsigned, &secret);
    assert!(matches!(missing, Err(VerifyError::Signature(SignatureError::Missing))), "{missing:?}");
}

#[test]
fn one_call_gives_both_signatures() {
    let secret = Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let delivery: Delivery = serde_json::from_str(MESSAGE).unwrap();
    let signed = delivery.sign(&secret).unwrap();
    let headers = signed.headers_at(&secret, at(1_640_995_200)).unwrap();
    assert_eq!(
        (&headers[ID], &headers[TIMESTAMP]),
        (&HeaderValue::from_static("event-uuid"), &HeaderValue::from_static("1640995200"))
    );
    let read = Delivery::verify_at(&headers, &signed.body, std::slice::from_ref(&secret), at(1_640_995_300)).unwrap();
    assert_eq!(read.event, delivery.event);
}

/// A public vector: what was sent, and when.
fn vector(number: usize) -> (HeaderMap, Vec<u8>, Secret, Timestamp) {
    let vector = &json(VECTORS)["accept"][number];
    let text = |name: &str| vector[name].as_str().unwrap().to_owned();
    let seconds = vector["timestamp"].as_i64().unwrap();
    let headers = HeaderMap::from_iter([
        (ID, text("id").parse().unwrap()),
        (TIMESTAMP, seconds.to_string().parse().unwrap()),
        (SIGNATURE, text("signature").parse().unwrap()),
    ]);
    (headers, text("body").into_bytes(), Secret::new(&text("secret")).unwrap(), at(seconds))
}

#[test]
fn the_public_vectors_verify_and_are_signed_again() {
    for number in 0..2 {
        let (headers, body, secret, now) = vector(number);
        let id = verify_at(&headers, &body, std::slice::from_ref(&secret), now).unwrap().to_owned();
        assert_eq!(sign_at(&id, &body, &secret, now).unwrap(), headers);
    }
}

#[test]
fn what_the_vectors_reject_is_rejected_with_its_reason() {
    let (headers, body, secret, now) = vector(0);
    let secrets = [secret];
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
    assert_eq!(verify_at(&headers, &body, &[], now), Err(HeaderError::Mismatch));
    assert_eq!(verify_at(&headers, &body, &secrets, at(now.as_second() + 300)).map(str::len), Ok(31));
}

#[test]
fn one_right_signature_or_secret_among_others_is_enough() {
    let (mut headers, body, secret, now) = vector(0);
    let right = headers[SIGNATURE].to_str().unwrap().to_owned();
    headers.insert(SIGNATURE, format!("v1,YWJj v2,x {right}").parse().unwrap());
    let other = Secret::new("the-new-one").unwrap();
    assert!(verify_at(&headers, &body, &[other, secret], now).is_ok());
}

#[test]
fn an_id_that_would_make_the_signed_text_ambiguous_is_refused() {
    let secret = Secret::new("s").unwrap();
    for id in ["", "a.b", "a\nb"] {
        assert_eq!(sign_at(id, b"{}", &secret, at(0)), Err(HeaderError::Id), "{id:?}");
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
