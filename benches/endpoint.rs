//! What one request costs, in instructions: the same endpoint on bare hyper, on axum by hand, on axum with garde, and with
//! the macros.
//!
//! ```text
//! cargo bench -p wuts-benches --bench endpoint
//! ```
//!
//! Every implementation must give an equivalent answer to every request before anything is counted. Fails if a ratio of ours to
//! axum by hand rises above its bound.

mod endpoint {
    pub mod answers;
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
mod instructions;

use endpoint::requests::{self, Sent};
use endpoint::serving::{IMPLEMENTATIONS, Service, runtime};
use instructions::{each, on_demand};

/// How many tokens there are.
const TOKENS: usize = 10_000;

/// How often a request is sent in the shorter run.
const TIMES: u32 = 1_000;

/// The implementation that ours is compared with.
const EXPERT: usize = 1;

/// The most that ours may cost for each request, to axum by hand: what it costs now and a little more, for a build in another folder
/// differs by one per cent. Aimed at are 1.00, 0.85, 0.85, 0.95, 0.95, 0.85, 0.85 and 2.00. (By hand, axum is without its default
/// features; with them it notes the route of each request, which is 500 instructions more.) Five mistyped fields are compared with the
/// expert's answer to one bad field, because it reports only the first.
const BOUNDS: [f64; requests::ALL.len()] = [1.01, 0.72, 0.75, 0.88, 0.87, 0.87, 0.72, 1.80];

/// How a request is sent.
const WAYS: [(&str, &str); 2] = [
    ("called", "The service alone: from a request that has been read to the whole answer"),
    ("wire", "With hyper's connection around it: from bytes to bytes"),
];

fn main() {
    on_demand(|name, times| {
        let [way, implementation, request] = name.split('/').collect::<Vec<_>>()[..] else { panic!("no case: {name}") };
        let sent = requests::ALL.iter().find(|sent| sent.name == request).expect("a request");
        runtime().block_on(send(way, Service::new(implementation, TOKENS), sent, times));
    });
    runtime().block_on(endpoint::answers::all_are_equivalent(TOKENS));
    let mut is_fine = true;
    for (way, title) in WAYS {
        let counts = |implementation: &&str| -> Vec<u64> {
            requests::ALL.iter().map(|sent| each(&format!("{way}/{implementation}/{}", sent.name), TIMES)).collect()
        };
        let rows: Vec<Vec<u64>> = IMPLEMENTATIONS.iter().map(counts).collect();
        println!("{title}; instructions, and the ratio to axum by hand.\n");
        print(&rows);
        if way == "called" {
            is_fine = is_within_bounds(&rows);
        }
    }
    std::process::exit(i32::from(!is_fine));
}

/// Send one request so many times.
async fn send(way: &str, service: Service, sent: &Sent, times: u32) {
    if way == "called" {
        let request = sent.request();
        for _ in 0..times {
            assert_eq!(service.call(request.clone()).status(), sent.status);
        }
    } else {
        let (status, bytes) = (format!("HTTP/1.1 {}", sent.status), sent.bytes());
        let mut client = service.client();
        for _ in 0..times {
            client.send(&bytes, |answer| assert!(answer.starts_with(status.as_bytes()))).await;
        }
    }
}

fn print(rows: &[Vec<u64>]) {
    let columns: Vec<&str> = requests::ALL.iter().map(|sent| sent.name).collect();
    println!("| | {} |", columns.join(" | "));
    println!("|{}", " --- |".repeat(columns.len() + 1));
    for (implementation, row) in IMPLEMENTATIONS.iter().zip(rows) {
        let cells = row.iter().zip(&rows[EXPERT]).map(|(count, expert)| format!("{count} ({:.2})", ratio(*count, *expert)));
        println!("| {implementation} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
    println!();
}

fn is_within_bounds(rows: &[Vec<u64>]) -> bool {
    let ours = rows.last().expect("ours is the last");
    let mut is_fine = true;
    for (column, (sent, bound)) in requests::ALL.iter().zip(BOUNDS).enumerate() {
        let compared = if sent.name == "five mistyped" { "one bad" } else { sent.name };
        let other = requests::ALL.iter().position(|sent| sent.name == compared).expect("a column");
        let ratio = ratio(ours[column], rows[EXPERT][other]);
        println!("{}, to {compared} by hand: {ratio:.3}, at most {bound}", sent.name);
        is_fine &= ratio <= bound;
    }
    is_fine
}

fn ratio(a: u64, b: u64) -> f64 {
    let number = |n: u64| f64::from(u32::try_from(n).expect("a count for one request"));
    number(a) / number(b)
}
