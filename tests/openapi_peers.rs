//! Other people's tools read the document of the gateway example, and call the gateway by it. Runs where `WUTS_TEST_INTEROP` names
//! the Python that has the packages of `tests/interop/requirements.txt`, and those of `tests/interop/package.json` are
//! installed; see `.ci/run`.

#[path = "support/process.rs"]
mod process;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Output;

use process::Gateway;
use serde_json::Value;
use tempfile::TempDir;
use tokio::process::Command;

/// The Python with the tools; none where they are not installed.
fn python() -> Option<PathBuf> {
    let python = std::env::var_os("WUTS_TEST_INTEROP").map(PathBuf::from);
    if python.is_none() {
        eprintln!("skipped: WUTS_TEST_INTEROP does not name a Python with the packages");
    }
    python
}

/// The folder of the scripts and of the npm packages.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop")
}

/// A command of an npm package.
fn npm(name: &str) -> Command {
    let mut command = Command::new(folder().join("node_modules/.bin").join(name));
    command.current_dir(folder()).env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    command
}

/// What a tool printed; it must succeed.
async fn run(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.kill_on_drop(true).output().await.expect("the tool is installed");
    let printed = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "{command:?}: {status}\n{printed}");
    printed
}

/// A gateway with a file of its own, and its document as a file.
struct Service {
    gateway: Gateway,
    document: PathBuf,
    folder: TempDir,
}

impl Service {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let gateway = Gateway::start([OsStr::new("--data"), folder.path().join("gateway.sqlite").as_os_str()]).await;
        let document = folder.path().join("openapi.json");
        let url = format!("{}/docs/openapi.json", gateway.address);
        let text = reqwest::get(url).await.unwrap().error_for_status().unwrap().text().await.unwrap();
        std::fs::write(&document, text).unwrap();
        Self { gateway, document, folder }
    }
}

#[tokio::test]
async fn linters_have_nothing_to_say() {
    let Some(python) = python() else { return };
    let service = Service::start().await;
    let printed = run(Command::new(python).args(["-m", "openapi_spec_validator"]).arg(&service.document)).await;
    assert!(printed.trim_end().ends_with("OK"), "{printed}");
    let lint = ["lint", "--config", "redocly.yaml", "--max-problems", "1000", "--format", "json"];
    let printed = run(npm("redocly").args(lint).arg(&service.document)).await;
    let report: Value = serde_json::from_str(&printed[printed.find('{').unwrap()..=printed.rfind('}').unwrap()]).unwrap();
    assert_eq!((&report["totals"]["errors"], &report["totals"]["warnings"]), (&0.into(), &0.into()), "{printed}");
}

#[tokio::test]
async fn a_typed_client_is_generated_and_calls_the_gateway() {
    if python().is_none() {
        return;
    }
    let service = Service::start().await;
    // Beside the packages, where the compiler and Node.js look for them.
    let work = tempfile::Builder::new().prefix(".wuts").tempdir_in(folder().join("node_modules")).unwrap();
    let types = work.path().join("gateway.ts");
    // What has a default may be missing in a request.
    let options = ["--default-non-nullable", "false", "--output"];
    run(npm("openapi-typescript").arg(&service.document).args(options).arg(&types)).await;
    std::fs::copy(folder().join("client.ts"), work.path().join("client.ts")).unwrap();
    std::fs::copy(folder().join("tsconfig.json"), work.path().join("tsconfig.json")).unwrap();
    run(npm("tsc").arg("--project").arg(work.path())).await;
    let mut client = Command::new("node");
    client.arg(work.path().join("client.js")).arg(&service.gateway.address).arg(&service.gateway.token);
    assert_eq!(run(&mut client).await.trim(), "ok");
}

#[tokio::test]
async fn a_property_tester_finds_no_difference() {
    let Some(python) = python() else { return };
    let service = Service::start().await;
    let address = &service.gateway.address;
    let tester = python.with_file_name("schemathesis");
    let mut command = Command::new(tester);
    command.current_dir(service.folder.path()).args(["--config-file"]).arg(folder().join("schemathesis.toml"));
    command.args(["run", &format!("{address}/docs/openapi.json"), "--url", address]);
    command.args(["--header", &format!("Authorization: Bearer {}", service.gateway.token)]);
    run(&mut command).await;
}

#[tokio::test]
async fn a_browser_tries_a_request_from_the_page() {
    if python().is_none() {
        return;
    }
    let mut service = Service::start().await;
    let picture = service.folder.path().join("page.png");
    let mut browser = Command::new("node");
    browser.current_dir(folder()).arg("page.mjs").arg(&service.gateway.address).arg(&service.gateway.token).arg(&picture);
    assert_eq!(run(&mut browser).await.trim(), "ok");
    assert!(std::fs::metadata(&picture).unwrap().len() > 10_000, "a picture of the page");
    if let Some(kept) = std::env::var_os("WUTS_TEST_SCREENSHOT") {
        std::fs::copy(&picture, kept).unwrap();
    }
    service.gateway.stop().await;
}
