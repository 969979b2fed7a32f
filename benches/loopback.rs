//! Requests over real connections: throughput, latency and memory of the endpoint of the bench `endpoint`, in processes of its own.
//!
//! ```text
//! cargo bench -p wuts-benches --bench loopback                  # minutes
//! cargo bench -p wuts-benches --bench loopback -- --quick       # a minute, to see that it runs
//! cargo bench -p wuts-benches --bench loopback -- --memory      # the memory alone
//! ```
//!
//! Each service runs on one thread, the client on another, over connections that are kept. Services are asked in turn, in rounds,
//! so that a busy moment of the machine meets all. What is printed are ratios of one run on one machine: they tell who is
//! faster there and say nothing of another. Memory is `VmRSS` of `/proc/<pid>/status`, of services that are the same binary.
//! Fails if the memory of ours grows while it serves.

#[allow(dead_code, reason = "the services are served over the network here, and called in the other bench")]
mod endpoint {
    pub mod axum_by_hand;
    pub mod axum_garde;
    pub mod by_hand;
    pub mod hyper_by_hand;
    pub mod jid;
    pub mod ours;
    pub mod requests;
    pub mod serving;
    pub mod tokens;
    pub mod whole;
    pub mod wire;
}
mod network {
    pub mod client;
    pub mod process;
}

use std::io::Result;

use endpoint::requests;
use network::client::{Asked, Connection, Met, ask_all};
use network::process::{Process, on_demand};

/// The implementations; the first is the measure, the last is ours.
const IMPLEMENTATIONS: [&str; 4] = ["axum by hand", "hyper by hand", "axum, garde", "wuts"];

/// How many tokens there are.
const TOKENS: usize = 10_000;

/// How many connections a service is asked over at once.
const CONNECTIONS: usize = 8;

/// How many connections are idle at once.
const IDLE: usize = 1_000;

/// The most by which the memory of ours may grow from the first hundred thousand requests to the millionth, in bytes.
const MOST_GROWTH: i64 = 1024 * 1024;

/// How much is done.
struct Amount {
    rounds: usize,
    /// Requests of a kind in a round.
    requests: usize,
    /// Mixed requests after which memory is looked at.
    mixed: [usize; 2],
}

const WHOLE: Amount = Amount { rounds: 15, requests: 4_000, mixed: [100_000, 1_000_000] };
const QUICK: Amount = Amount { rounds: 3, requests: 800, mixed: [10_000, 50_000] };

fn main() -> Result<()> {
    on_demand();
    let is_asked = |option: &str| std::env::args().any(|argument| argument == option);
    let amount = if is_asked("--quick") { QUICK } else { WHOLE };
    let kinds: Vec<Asked> = requests::ALL.iter().map(|sent| Asked { bytes: sent.bytes(), status: sent.status }).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let is_fine = runtime.block_on(async {
        if !is_asked("--memory") {
            time(&amount, &kinds).await?;
        }
        remember(&amount, &kinds).await
    })?;
    std::process::exit(i32::from(!is_fine));
}

/// Print throughput and latency.
async fn time(amount: &Amount, kinds: &[Asked]) -> Result<()> {
    let mut services = Vec::new();
    for implementation in IMPLEMENTATIONS {
        services.push(Process::start(implementation, TOKENS)?);
    }
    // For each implementation and kind what each round met; one round to begin with does not count.
    let mut all: Vec<Vec<Vec<Met>>> = services.iter().map(|_| kinds.iter().map(|_| Vec::new()).collect()).collect();
    for round in 0..=amount.rounds {
        for (kind, asked) in kinds.iter().enumerate() {
            for turn in 0..services.len() {
                let index = (round + turn) % services.len();
                let asked = std::slice::from_ref(asked);
                let met = ask_all(services[index].address, asked, amount.requests, CONNECTIONS).await?;
                if round > 0 {
                    all[index][kind].push(met);
                }
            }
        }
    }
    let (rounds, requests) = (amount.rounds, amount.requests);
    println!(
        "{rounds} rounds of {requests} requests over {CONNECTIONS} connections; the median of the ratios to axum by hand.\n"
    );
    print("Throughput", &all, |met| 1.0 / met.elapsed.as_secs_f64());
    print("Latency of half of the requests", &all, |met| met.percentile(50).as_secs_f64());
    print("Latency of 99 of 100", &all, |met| met.percentile(99).as_secs_f64());
    for (implementation, met) in IMPLEMENTATIONS.iter().zip(&all) {
        for (sent, met) in requests::ALL.iter().zip(met) {
            let again: u64 = met.iter().map(|met| met.again).sum();
            if again > 0 {
                let name = sent.name;
                println!("{implementation}, {name}: {again} of {} were sent again on a new connection", rounds * requests);
            }
        }
    }
    Ok(())
}

fn print(title: &str, all: &[Vec<Vec<Met>>], of: impl Fn(&Met) -> f64) {
    let columns: Vec<&str> = requests::ALL.iter().map(|sent| sent.name).collect();
    println!("| {title} | {} |", columns.join(" | "));
    println!("|{}", " --- |".repeat(columns.len() + 1));
    for (implementation, kinds) in IMPLEMENTATIONS.iter().zip(all).skip(1) {
        let ratio = |(met, expert): (&Vec<Met>, &Vec<Met>)| {
            let mut ratios: Vec<f64> = met.iter().zip(expert).map(|(met, expert)| of(met) / of(expert)).collect();
            ratios.sort_by(f64::total_cmp);
            format!("{:.2}", ratios[ratios.len() / 2])
        };
        let cells: Vec<String> = kinds.iter().zip(&all[0]).map(ratio).collect();
        println!("| {implementation} | {} |", cells.join(" | "));
    }
    println!();
}

/// Print what memory services take; gives whether ours stays as it is.
async fn remember(amount: &Amount, kinds: &[Asked]) -> Result<bool> {
    let [first, second] = amount.mixed;
    println!("\n| memory (VmRSS, KiB) | at rest | an idle connection | 1,000 tokens | after {first} requests | after {second} |");
    println!("|{}", " --- |".repeat(6));
    let mut is_fine = true;
    for implementation in IMPLEMENTATIONS {
        let service = Process::start(implementation, 1)?;
        let mut one = Connection::to(service.address);
        one.ask(&kinds[0]).await?;
        let rest = service.memory()?;
        let mut connections = Vec::new();
        for _ in 0..IDLE {
            let mut connection = Connection::to(service.address);
            connection.ask(&kinds[0]).await?;
            connections.push(connection);
        }
        let idle = (service.memory()? - rest) / i64::try_from(IDLE).expect("a number");
        drop(connections);
        let tokens = (Process::start(implementation, 100_000)?.memory()? - Process::start(implementation, 1)?.memory()?) / 100;

        let service = Process::start(implementation, TOKENS)?;
        ask_all(service.address, kinds, first, CONNECTIONS).await?;
        let before = service.memory()?;
        ask_all(service.address, kinds, second - first, CONNECTIONS).await?;
        let growth = service.memory()? - before;
        let [rest, tokens, before] = [rest, tokens, before].map(|bytes| bytes / 1024);
        let (idle, after) = (kibibytes(idle), growth / 1024);
        println!("| {implementation} | {rest} | {idle} | {tokens} | {before} | {after:+} |");
        is_fine &= implementation != "wuts" || growth <= MOST_GROWTH;
    }
    Ok(is_fine)
}

fn kibibytes(bytes: i64) -> String {
    format!("{}.{}", bytes / 1024, bytes % 1024 * 10 / 1024)
}
