//! Documents on disk, so that a changed API is read as a difference. After a change that is meant:
//! `GOLDEN=overwrite cargo test --test openapi`.

use std::path::Path;

use wuts_core::openapi::Document;

use crate::everything;

fn is_as_before(name: &str, document: &Document) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    let text = document.to_json() + "\n";
    if std::env::var("GOLDEN").is_ok_and(|mode| mode == "overwrite") {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(text, std::fs::read_to_string(&path).unwrap_or_default(), "{name} has changed");
}

#[test]
fn everything_is_described() {
    let document = everything::api().openapi();
    is_as_before("everything.json", &document);
    assert_eq!(document.check_examples(), Ok(()));
    assert_eq!(document.gaps(), ["plain: the answer `openapi::everything::Undescribed` does not implement `JsonSchema`"]);
}
