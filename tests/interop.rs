//! Other people's libraries of Standard Webhooks verify what we sign, and we verify what they sign. Runs where
//! `WUTS_TEST_INTEROP` names the Python that has the packages of `tests/interop/requirements.txt`, and those of
//! `tests/interop/package.json` are installed; see `.ci/run`.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::Timestamp;
use serde_json::{Value, json};
use wuts_core::webhook::standard::{ID, SIGNATURE, TIMESTAMP};
use wuts_core::webhook::{Delivery, Secret, Secrets, SignedDelivery};

const MESSAGE: &str = include_str!("contract/examples/_event.message.received.json");
const SECRETS: [&str; 3] = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "a-long-random-string", "olá, segredo"];

/// The libraries, as commands; none where they are not installed.
fn peers() -> Vec<Command> {
    let Some(python) = std::env::var_os("WUTS_TEST_INTEROP") else {
        eprintln!("skipped: WUTS_TEST_INTEROP does not name a Python with the packages");
        return Vec::new();
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop");
    let command = |program, script| {
        let mut command = Command::new(program);
        command.arg(script).current_dir(&folder);
        command
    };
    vec![command(python, "peer.py"), command("node".into(), "peer.mjs")]
}

/// What a library makes of these tasks.
fn ask(peer: &mut Command, tasks: &[Value]) -> Vec<Value> {
    let mut process = peer.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the library is installed");
    let mut input = process.stdin.take().expect("a pipe");
    for task in tasks {
        writeln!(input, "{task}").expect("it reads");
    }
    drop(input);
    let output = process.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{peer:?} failed");
    let results: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(results.len(), tasks.len(), "{peer:?}");
    results
}

fn secrets(text: &str) -> Secrets {
    Secret::new(text).unwrap().into()
}

/// The task to verify this with a secret.
fn to_verify(secret: &str, SignedDelivery { headers, body }: &SignedDelivery) -> Value {
    let header = |name| headers[name].to_str().unwrap();
    let timestamp: i64 = header(TIMESTAMP).parse().unwrap();
    let body = String::from_utf8(body.clone()).unwrap();
    json!({"secret": secret, "id": header(ID), "timestamp": timestamp, "signature": header(SIGNATURE), "body": body})
}

#[test]
fn what_we_sign_is_verified_by_others() {
    let delivery: Delivery = Delivery::from_json(MESSAGE.as_bytes()).unwrap();
    let now = Timestamp::now();
    let mut tasks = Vec::new();
    for (i, secret) in SECRETS.iter().enumerate() {
        let other = SECRETS[(i + 1) % SECRETS.len()];
        tasks.push(to_verify(secret, &delivery.sign_at(&secrets(secret), now).unwrap()));
        let both = secrets(other).and(Secret::new(secret).unwrap());
        tasks.push(to_verify(secret, &delivery.sign_at(&both, now).unwrap()));
        tasks.push(to_verify(other, &delivery.sign_at(&secrets(secret), now).unwrap()));
    }
    for mut peer in peers() {
        let results = ask(&mut peer, &tasks);
        for three in results.chunks(3) {
            assert_eq!(three[0]["verified"]["data"]["push_name"], "Jane Doe", "{peer:?}: {three:?}");
            assert_eq!(three[1]["verified"]["event"], "message.received", "{peer:?}: {three:?}");
            assert!(three[2]["refused"].is_string(), "{peer:?} takes another secret: {three:?}");
        }
    }
}

#[test]
fn what_others_sign_is_verified_by_us() {
    let now = Timestamp::now();
    let body = r#"{"id":"msg-1","event":"message.levitated","timestamp":1,"device_id":"d","user_id":"u","data":{"o":"olá"}}"#;
    let task = |secret: &&str| json!({"secret": secret, "id": "msg-1", "timestamp": now.as_second(), "body": body});
    let tasks: Vec<Value> = SECRETS.iter().map(task).collect();
    for mut peer in peers() {
        for (secret, result) in SECRETS.iter().zip(ask(&mut peer, &tasks)) {
            let headers =
                [(ID, "msg-1"), (TIMESTAMP, &now.as_second().to_string()), (SIGNATURE, result["signature"].as_str().unwrap())];
            let headers = headers.into_iter().map(|(name, value)| (name, value.parse().unwrap())).collect();
            let delivery: Delivery = Delivery::verify_at(&headers, body.as_bytes(), &secrets(secret), now).unwrap();
            assert_eq!(delivery.event.name(), "message.levitated");
            assert!(<Delivery>::verify_at(&headers, body.as_bytes(), &secrets("another"), now).is_err());
        }
    }
}
