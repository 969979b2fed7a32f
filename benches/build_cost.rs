//! What the annotations cost to build: a crate of 100 endpoints beside the same crate in plain axum.
//!
//! ```text
//! cargo bench -p wuts-benches --bench build_cost                   # the table
//! cargo bench -p wuts-benches --bench build_cost -- --functions    # and which functions of the annotated crate have the most LLVM lines
//! cargo bench -p wuts-benches --bench build_cost -- --rounds 21    # for a machine with other things to do
//! ```
//!
//! Both crates are written into the target folder, have the same dependencies and share them. `cargo check` is timed with every
//! dependency built, once of the whole crate and once where its file was saved without a change, as an editor does. LLVM lines are
//! the instructions that a debug build hands to LLVM before any optimisation.

#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    clippy::needless_raw_string_hashes,
    clippy::unnecessary_debug_formatting,
    reason = "sources and manifests are written as text"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};
use std::{env, fs, io};

/// How many endpoints, each with a request struct of its own.
const ENDPOINTS: usize = 100;

/// The two crates that are compared; the first is the measure.
const CRATES: [&str; 2] = ["plain", "annotated"];

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let after = |name: &str| arguments.iter().skip_while(|argument| *argument != name).nth(1);
    let rounds = after("--rounds").and_then(|text| text.parse().ok()).map_or(9, |rounds: usize| rounds.max(1));
    let bench = Bench::generate(Path::new(env!("CARGO_TARGET_TMPDIR")).join("build_cost"))?;

    println!("{ENDPOINTS} endpoints, median of {rounds} rounds (shortest to longest)\n");
    println!("| {:22} | {:24} | {:24} | ratio |", "", CRATES[0], CRATES[1]);
    println!("| --- | --- | --- | --- |");
    for (title, mode) in [("`cargo check`, whole", Mode::Whole), ("`cargo check`, again", Mode::Again)] {
        let times = bench.time(mode, rounds)?;
        row(title, &times.each_ref().map(Times::text), ratio(times.each_ref().map(|times| times.median().as_secs_f64())));
    }
    let [plain, annotated] = [bench.functions(CRATES[0])?, bench.functions(CRATES[1])?];
    let lines = [&plain, &annotated].map(|functions| functions.iter().map(|function| function.lines).sum::<usize>());
    #[allow(clippy::cast_precision_loss, reason = "there are fewer lines than a float can count")]
    row("LLVM lines, debug", &lines.map(|lines| lines.to_string()), ratio(lines.map(|lines| lines as f64)));
    if arguments.iter().any(|argument| argument == "--functions") {
        print_largest(&annotated);
    }
    Ok(())
}

fn row(title: &str, [plain, annotated]: &[String; 2], ratio: f64) {
    println!("| {title:22} | {plain:24} | {annotated:24} | {ratio:.2} |");
}

fn ratio([plain, annotated]: [f64; 2]) -> f64 {
    annotated / plain
}

/// What `cargo check` finds.
#[derive(Clone, Copy)]
enum Mode {
    /// Nothing of the crate itself.
    Whole,
    /// What it remembers of the same source.
    Again,
}

/// The workspace with the two crates.
struct Bench {
    folder: PathBuf,
}

impl Bench {
    fn generate(folder: PathBuf) -> io::Result<Self> {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        for (name, source) in CRATES.into_iter().zip([plain(), annotated()]) {
            fs::create_dir_all(folder.join(name).join("src"))?;
            fs::write(folder.join(name).join("Cargo.toml"), manifest(name))?;
            fs::write(folder.join(name).join("src/lib.rs"), source)?;
        }
        fs::write(folder.join("Cargo.toml"), workspace(root))?;
        // The versions that the project itself is built with.
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Self { folder })
    }

    /// Check the two crates in turn, so that a busy moment of the machine meets both.
    fn time(&self, mode: Mode, rounds: usize) -> io::Result<[Times; 2]> {
        let mut times = CRATES.map(|_| Times(Vec::new()));
        // The first round builds the dependencies and is not counted.
        for round in 0..=rounds {
            for (name, times) in CRATES.into_iter().zip(&mut times) {
                let time = self.check(name, mode)?;
                if round > 0 {
                    times.0.push(time);
                }
            }
        }
        for times in &mut times {
            times.0.sort();
        }
        Ok(times)
    }

    fn check(&self, name: &str, mode: Mode) -> io::Result<Duration> {
        let source = fs::File::options().write(true).open(self.folder.join(name).join("src/lib.rs"))?;
        source.set_modified(SystemTime::now())?;
        let profile = match mode {
            Mode::Whole => "whole",
            Mode::Again => "dev",
        };
        let begin = Instant::now();
        self.cargo(&["check", "--package", name, "--profile", profile])?;
        Ok(begin.elapsed())
    }

    /// The functions that a debug build of a crate hands to LLVM.
    fn functions(&self, name: &str) -> io::Result<Vec<Function>> {
        let output = self.folder.join(format!("{name}.ll"));
        let emit = format!("--emit=llvm-ir={}", output.display());
        self.cargo(&[
            "rustc",
            "--package",
            name,
            "--profile",
            "whole",
            "--",
            &emit,
            "-Ccodegen-units=1",
            "-Cno-prepopulate-passes",
        ])?;
        Ok(functions(&fs::read_to_string(output)?))
    }

    fn cargo(&self, arguments: &[&str]) -> io::Result<()> {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.arg("--quiet").args(arguments).env("CARGO_TARGET_DIR", self.folder.join("target")).current_dir(&self.folder);
        if cargo.status()?.success() { Ok(()) } else { Err(io::Error::other(format!("cargo {} failed", arguments.join(" ")))) }
    }
}

/// How long the rounds took, the shortest first.
struct Times(Vec<Duration>);

impl Times {
    fn median(&self) -> Duration {
        self.0[self.0.len() / 2]
    }

    fn text(&self) -> String {
        let seconds = |index: usize| self.0[index].as_secs_f64();
        format!("{:.2} s ({:.2} to {:.2})", self.median().as_secs_f64(), seconds(0), seconds(self.0.len() - 1))
    }
}

/// A function as LLVM gets it.
struct Function {
    /// Its name, in which every number is a `#`, so that the functions of all endpoints have the same.
    name: String,
    lines: usize,
}

/// The functions that an LLVM text defines. The compiler writes the name of each as a comment before it, and each instruction
/// behind two spaces.
fn functions(text: &str) -> Vec<Function> {
    let mut found: Vec<Function> = Vec::new();
    let mut name = "";
    let mut is_inside = false;
    for line in text.lines() {
        match line.strip_prefix("; ") {
            Some(comment) if !is_inside && !comment.starts_with("Function Attrs") => name = comment,
            _ => {}
        }
        if line.starts_with("define ") {
            is_inside = true;
            found.push(Function { name: without_numbers(name), lines: 0 });
        } else if line == "}" {
            is_inside = false;
        } else if let (true, Some(function)) = (is_inside && line.starts_with("  ") && !line.starts_with("   "), found.last_mut())
        {
            function.lines += 1;
        }
    }
    found
}

fn without_numbers(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        match letter {
            '0'..='9' if text.ends_with('#') => {}
            '0'..='9' => text.push('#'),
            _ => text.push(letter),
        }
    }
    text
}

fn print_largest(functions: &[Function]) {
    let mut groups: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for function in functions {
        let (lines, copies) = groups.entry(&function.name).or_default();
        *lines += function.lines;
        *copies += 1;
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, (lines, _))| std::cmp::Reverse(*lines));
    println!("\n{:>8} {:>7}  function", "lines", "copies");
    for (name, (lines, copies)) in groups.iter().take(25) {
        println!("{lines:>8} {copies:>7}  {name}");
    }
}

fn workspace(root: &Path) -> String {
    let core = root.join("wuts-core");
    format!(
        r#"[workspace]
members = {CRATES:?}
resolver = "3"

[workspace.dependencies]
axum = "0.8"
serde = {{ version = "1", features = ["derive"] }}
wuts-core = {{ path = {core:?} }}

[profile.whole]
inherits = "dev"
incremental = false
"#
    )
}

fn manifest(name: &str) -> String {
    format!(
        r#"[package]
name = "{name}"
version = "0.0.0"
edition = "2024"

[dependencies]
axum.workspace = true
serde.workspace = true
wuts-core.workspace = true
"#
    )
}

/// The endpoints in plain axum: a bearer token is asked for, a body is read, and nothing is checked.
fn plain() -> String {
    let mut source = String::from(
        r#"use axum::extract::{FromRequestParts, State};
use axum::http::{StatusCode, header::AUTHORIZATION, request::Parts};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

#[derive(Clone)]
pub struct App {
    pub token: String,
}

pub struct Caller;

impl FromRequestParts<App> for Caller {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, StatusCode> {
        let given = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        if given == Some(&app.token) { Ok(Self) } else { Err(StatusCode::UNAUTHORIZED) }
    }
}

#[derive(Serialize)]
pub struct Answer {
    pub chat: String,
    pub count: u16,
}

pub enum Failure {
    NotReady,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        StatusCode::CONFLICT.into_response()
    }
}
"#,
    );
    for i in 0..ENDPOINTS {
        source += &format!(
            r#"
#[derive(Deserialize)]
pub struct Request{i} {{
    pub chat: String,
    pub text: String,
    pub count: u16,
    pub quoted: Option<String>,
    #[serde(default)]
    pub silent: bool,
}}

pub async fn e{i}(_caller: Caller, State(_app): State<App>, Json(body): Json<Request{i}>) -> Result<Json<Answer>, Failure> {{
    if body.silent {{ Err(Failure::NotReady) }} else {{ Ok(Json(Answer {{ chat: body.chat, count: body.count }})) }}
}}
"#
        );
    }
    let routes: String = (0..ENDPOINTS).map(|i| format!("\n        .route(\"/e{i}\", post(e{i}))")).collect();
    source + &format!("\npub fn router(app: App) -> Router {{\n    Router::new(){routes}\n        .with_state(app)\n}}\n")
}

/// The same endpoints, annotated; bodies are checked, too.
fn annotated() -> String {
    let mut source = String::from(
        r#"use axum::Router;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use wuts_core::auth::{Authenticate, AuthenticateError, Caller, TokenTable};
use wuts_core::id::Token;
use wuts_core::{Api, WutsError, WutsRequest, WutsResponse, endpoints, wuts_endpoint};

#[derive(Clone)]
pub struct App {
    pub tokens: TokenTable,
}

impl Authenticate for App {
    async fn authenticate(&self, token: Token) -> Result<Option<Caller>, AuthenticateError> {
        self.tokens.authenticate(token).await
    }
}

#[derive(Serialize, WutsResponse)]
pub struct Answer {
    pub chat: String,
    pub count: u16,
}

#[derive(Debug, WutsError)]
pub enum Failure {
    #[wuts(code = DEVICE_NOT_READY)]
    NotReady,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the device is not ready")
    }
}

impl std::error::Error for Failure {}
"#,
    );
    for i in 0..ENDPOINTS {
        source += &format!(
            r#"
#[derive(Deserialize, WutsRequest)]
pub struct Request{i} {{
    #[wuts(length(min = 1, max = 64))]
    pub chat: String,
    #[wuts(length(max = 4096))]
    pub text: String,
    #[wuts(range(min = 1, max = 500))]
    pub count: u16,
    pub quoted: Option<String>,
    #[serde(default)]
    pub silent: bool,
}}

#[wuts_endpoint(POST, "/e{i}")]
pub async fn e{i}(_caller: Caller, State(_app): State<App>, body: Request{i}) -> Result<Answer, Failure> {{
    if body.silent {{ Err(Failure::NotReady) }} else {{ Ok(Answer {{ chat: body.chat, count: body.count }}) }}
}}
"#
        );
    }
    let names: String = (0..ENDPOINTS).map(|i| format!("e{i}, ")).collect();
    source
        + &format!(
            "\npub fn router(app: App) -> Router {{\n    Api::new(\"bench\", \"1.0.0\").endpoints(endpoints![{names}]).into_router(app)\n}}\n"
        )
}
