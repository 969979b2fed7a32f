//! Documents on disk, so that a changed API is read as a difference. After a change that is meant:
//! `GOLDEN=overwrite cargo test --test openapi`.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::everything;

fn is_as_before(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var("GOLDEN").is_ok_and(|mode| mode == "overwrite") {
        std::fs::write(&path, text).unwrap();
    }
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    let lines = || text.lines().zip(before.lines()).enumerate();
    let changed = lines().find(|(_, (now, before))| now != before);
    assert!(changed.is_none(), "{name} has changed, at first in line {} (now, before): {changed:#?}", changed.unwrap().0 + 1);
    assert_eq!(text.len(), before.len(), "{name} has changed at its end");
}

#[test]
fn everything_is_described() {
    let document = everything::api().openapi();
    is_as_before("everything.json", &(document.to_json() + "\n"));
    assert_eq!(document.check_examples(), Ok(()));
    assert_eq!(
        document.gaps(),
        ["plain: the answer `openapi::everything::Undescribed` does not implement `schemars::JsonSchema`"]
    );
}

#[test]
fn the_gateway_is_described() {
    let mut command = Command::new(env!("CARGO"));
    let printed = command.args(["run", "--quiet", "--example", "gateway", "--", "--openapi"]).stderr(Stdio::inherit()).output();
    let printed = printed.unwrap();
    assert!(printed.status.success());
    is_as_before("gateway.json", &String::from_utf8(printed.stdout).unwrap());
}
