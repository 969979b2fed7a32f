//! What a service weighs: the endpoint of the bench `endpoint` as a whole program, on axum by hand, on axum with garde, and with
//! the macros.
//!
//! ```text
//! cargo bench -p wuts-benches --bench weight                   # the table
//! cargo bench -p wuts-benches --bench weight -- --rounds 9     # for a machine with other things to do
//! ```
//!
//! The programs are written into the target folder, from the same sources that the other bench counts. Each names the features of its
//! dependencies that it uses, as somebody does who looks at build times: axum without its default ones. A cold build finds the
//! sources of the dependencies and nothing built; the programs are built in turn, so that a busy moment of the machine meets all.
//! Times are those of one run on one machine; what says something is their ratio. Fails if ours is above a limit.

#![allow(
    clippy::needless_raw_string_hashes,
    clippy::unnecessary_debug_formatting,
    reason = "sources and manifests are written as text"
)]

mod endpoint {
    pub mod requests;
}

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io};

use endpoint::requests;

/// The most crates of ours, the service among them.
const MOST_CRATES: usize = 60;

/// The most lines of ours.
const MOST_LINES: usize = 40;

/// The most that a cold build of ours takes, to that of axum by hand.
const MOST_TIME: f64 = 1.4;

/// The most bytes of ours, to axum by hand.
const MOST_BYTES: f64 = 1.5;

/// A program.
struct Program {
    name: &'static str,
    package: &'static str,
    dependencies: &'static str,
    /// The sources of the endpoint, of which the lines are counted.
    sources: &'static [&'static str],
    /// The other modules.
    others: &'static str,
    /// How it serves the endpoint.
    served: &'static str,
}

/// The programs; the first is the measure, the last is ours.
const PROGRAMS: [Program; 3] = [
    Program {
        name: "axum by hand",
        package: "by_hand",
        dependencies: r#"
axum = { version = "0.8", default-features = false, features = ["http1", "tokio"] }
jiff = { version = "1", default-features = false, features = ["std"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#,
        sources: &["axum_by_hand", "by_hand", "jid"],
        others: TOKENS,
        served: "axum_by_hand::app(by_hand::Tokens::new([(token, tokens::CALLER)].into_iter()))",
    },
    Program {
        name: "axum, garde",
        package: "with_garde",
        dependencies: r#"
axum = { version = "0.8", default-features = false, features = ["http1", "json", "tokio"] }
garde = { version = "0.22", features = ["derive"] }
jiff = { version = "1", default-features = false, features = ["serde", "std"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#,
        sources: &["axum_garde", "jid"],
        others: TOKENS,
        served: "axum_garde::app([(token, tokens::CALLER)].into())",
    },
    Program {
        name: "wuts",
        package: "with_wuts",
        dependencies: r#"
axum = { version = "0.8", default-features = false }
serde = { version = "1", features = ["derive"] }
"#,
        sources: &["ours"],
        others: "",
        served: r#"{
        use wuts_core::{auth, uuid::Uuid};
        let caller = auth::Caller { tenant_id: Uuid::from_u128(1), user_id: Uuid::from_u128(2), role: auth::Role::Manager };
        let tokens = auth::TokenTable::new();
        tokens.insert(token.parse().expect("a token"), caller);
        ours::api().into_service(tokens)
    }"#,
    },
];

/// Whom tokens belong to, where nothing says it.
const TOKENS: &str = r#"
mod tokens {
    #[derive(Clone, Copy)]
    #[expect(dead_code, reason = "the endpoint has no use for it")]
    pub struct Caller {
        tenant_id: u128,
        user_id: u128,
        role: Role,
    }

    #[derive(Clone, Copy)]
    enum Role {
        Manager,
    }

    pub const CALLER: Caller = Caller { tenant_id: 1, user_id: 2, role: Role::Manager };
}
"#;

/// What a program weighs.
struct Weight {
    crates: usize,
    lines: usize,
    bytes: u64,
    builds: Vec<Duration>,
    /// The time of processors that each build took, which other things that the machine does change less.
    work: Vec<Duration>,
}

fn main() -> io::Result<()> {
    let rounds = env::args().skip_while(|argument| argument != "--rounds").nth(1).and_then(|text| text.parse().ok());
    let rounds = rounds.map_or(5, |rounds: usize| rounds.max(1));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("weight");
    let mut weights = Vec::new();
    for program in &PROGRAMS {
        let folder = folder.join(program.package);
        let lines = program.generate(&folder)?;
        weights.push(Weight { crates: crates(&folder)?, lines, bytes: 0, builds: Vec::new(), work: Vec::new() });
    }
    for round in 0..rounds {
        for (program, weight) in PROGRAMS.iter().zip(&mut weights) {
            let folder = folder.join(program.package);
            let before = work()?;
            weight.builds.push(build(&folder)?);
            weight.work.push(work()?.saturating_sub(before));
            if round == 0 {
                let binary = folder.join("target/release").join(program.package);
                weight.bytes = fs::metadata(&binary)?.len();
                serves(&binary)?;
            }
            fs::remove_dir_all(folder.join("target"))?;
        }
    }
    print(&mut weights, rounds);
    std::process::exit(i32::from(!is_within_limits(&weights)));
}

impl Program {
    /// Write it down; gives the lines of its endpoint.
    fn generate(&self, folder: &Path) -> io::Result<usize> {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        fs::create_dir_all(folder.join("src"))?;
        let mut lines = 0;
        for module in self.sources {
            let source = fs::read_to_string(root.join("benches/endpoint").join(module).with_extension("rs"))?;
            lines += source.lines().filter(|line| is_code(line)).count();
            fs::write(folder.join("src").join(module).with_extension("rs"), source)?;
        }
        fs::write(folder.join("src/main.rs"), self.main())?;
        fs::write(folder.join("Cargo.toml"), self.manifest(root))?;
        // The versions that the project itself is built with.
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(lines)
    }

    fn main(&self) -> String {
        let (others, served) = (self.others, self.served);
        let modules: Vec<String> = self.sources.iter().map(|module| format!("mod {module};")).collect();
        let modules = modules.join("\n");
        format!(
            r#"{modules}
{others}
#[tokio::main]
async fn main() -> std::io::Result<()> {{
    let token = std::env::args().nth(1).expect("a token");
    let service = {served};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{{}}", listener.local_addr()?);
    axum::serve(listener, service).await
}}
"#
        )
    }

    fn manifest(&self, root: &Path) -> String {
        let (package, dependencies) = (self.package, self.dependencies);
        let core = if package == "with_wuts" {
            format!("wuts-core = {{ path = {:?} }}\n", root.join("wuts-core"))
        } else {
            String::new()
        };
        format!(
            r#"[package]
name = "{package}"
version = "0.0.0"
edition = "2024"

[dependencies]{dependencies}tokio = {{ version = "1", features = ["macros", "net", "rt-multi-thread"] }}
{core}
[profile.release]
strip = true

[workspace]
"#
        )
    }
}

/// Whether something is on this line for the compiler.
fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && !line.starts_with("//")
}

/// How many crates it is built of, itself among them.
fn crates(folder: &Path) -> io::Result<usize> {
    let output = cargo(folder).args(["tree", "--edges", "normal", "--prefix", "none", "--no-dedupe"]).output()?;
    is_fine(output.status)?;
    let crates = String::from_utf8_lossy(&output.stdout);
    Ok(crates.lines().filter(|line| !line.is_empty()).collect::<BTreeSet<_>>().len())
}

/// Build it from nothing.
fn build(folder: &Path) -> io::Result<Duration> {
    let target = folder.join("target");
    if target.exists() {
        fs::remove_dir_all(target)?;
    }
    let begin = Instant::now();
    is_fine(cargo(folder).args(["build", "--release"]).status()?)?;
    Ok(begin.elapsed())
}

/// The time of processors that the processes took that this one has started and waited for.
fn work() -> io::Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // Behind the name of the program, which is in brackets: in hundredths of a second, that of programs and that of the system.
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
    let hundredths: u64 = fields.skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Ok(Duration::from_millis(hundredths * 10))
}

fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["--quiet", "--offline"]).env("CARGO_TARGET_DIR", "target").current_dir(folder);
    cargo
}

fn is_fine(status: std::process::ExitStatus) -> io::Result<()> {
    if status.success() { Ok(()) } else { Err(io::Error::other("cargo failed")) }
}

/// Hold that the program does what is measured.
fn serves(binary: &PathBuf) -> io::Result<()> {
    let mut process = Command::new(binary).arg(requests::TOKEN).stdout(Stdio::piped()).spawn()?;
    let mut address = String::new();
    BufReader::new(process.stdout.take().expect("a pipe")).read_line(&mut address)?;
    let answered = requests::ALL.iter().try_for_each(|sent| {
        let mut connection = TcpStream::connect(address.trim())?;
        connection.write_all(&sent.bytes())?;
        let mut head = [0; 12];
        connection.read_exact(&mut head)?;
        assert_eq!(String::from_utf8_lossy(&head), format!("HTTP/1.1 {}", sent.status), "{}", sent.name);
        io::Result::Ok(())
    });
    process.kill()?;
    process.wait()?;
    answered
}

fn print(weights: &mut [Weight], rounds: usize) {
    println!("Cold release builds: median of {rounds} rounds (shortest to longest), and the ratio to axum by hand.\n");
    println!("| | crates | cold build | its work | stripped | lines of the endpoint |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for weight in &mut *weights {
        weight.builds.sort();
        weight.work.sort();
    }
    for (program, weight) in PROGRAMS.iter().zip(&*weights) {
        let (name, crates, lines) = (program.name, weight.crates, weight.lines);
        let [shortest, median, longest] =
            [weight.builds[0], weight.median(), weight.builds[rounds - 1]].map(|time| time.as_secs_f64());
        let (time, bytes) = weight.ratios(&weights[0]);
        let (work, size) = (weight.work[rounds / 2].as_secs_f64(), weight.bytes / 1024);
        let works = work / weights[0].work[rounds / 2].as_secs_f64();
        println!(
            "| {name} | {crates} | {median:.1} s ({shortest:.1} to {longest:.1}), {time:.2} | {work:.1} s, {works:.2} \
             | {size} KiB, {bytes:.2} | {lines} |"
        );
    }
    println!("| at most | {MOST_CRATES} | {MOST_TIME:.2} | | {MOST_BYTES:.2} | {MOST_LINES} |");
}

impl Weight {
    fn median(&self) -> Duration {
        self.builds[self.builds.len() / 2]
    }

    /// Time and bytes, to another's.
    #[allow(clippy::cast_precision_loss, reason = "a program has fewer bytes than a float can count")]
    fn ratios(&self, other: &Self) -> (f64, f64) {
        (self.median().as_secs_f64() / other.median().as_secs_f64(), self.bytes as f64 / other.bytes as f64)
    }
}

fn is_within_limits(weights: &[Weight]) -> bool {
    let ours = weights.last().expect("ours is the last");
    let (time, bytes) = ours.ratios(&weights[0]);
    ours.crates <= MOST_CRATES && ours.lines <= MOST_LINES && time <= MOST_TIME && bytes <= MOST_BYTES
}
