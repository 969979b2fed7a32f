//! How the cost of a request grows, in instructions: with the routes and the tokens of a service, with the body, its fields, and
//! those of them that are bad.
//!
//! ```text
//! cargo bench -p wuts-benches --bench growth
//! cargo bench -p wuts-benches --bench growth -- --quick     # without a million tokens
//! ```
//!
//! The service is called with a request that has been read, and gives the whole answer. Fails if something that is only looked up
//! costs more where there is more of it, or if something that is read costs more for each piece where there are more pieces.

mod endpoint {
    #[allow(dead_code, reason = "of these requests only the token is sent here")]
    pub mod requests;
    pub mod tokens;
    pub mod whole;
}
mod sizes {
    pub mod cases;
    pub mod routes;
}
mod instructions;

use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{available_parallelism, scope};

use axum::body::Body;
use tower_service::Service;

use endpoint::whole::whole;
use instructions::{each, on_demand};
use sizes::cases::{self, Case};

/// How a cost may grow.
#[derive(Clone, Copy)]
enum Growth {
    /// It does not.
    Flat,
    /// A further piece costs as much as those before it, or less.
    Linear,
    /// The same, but that serde compares the name of a field with those of all that are as long. Here all are.
    Named,
    /// The same, but that each piece is kept for the answer: the allocator has a short way for a few of a size, so that the first
    /// step is not compared.
    Kept,
}
use Growth::{Flat, Kept, Linear, Named};

/// The most that a flat cost may rise, and the cost of a piece: hash tables are met at another fill, a tree of routes has more than
/// one node, lists grow, and a body that is too long to be left unread costs the header that closes the connection.
const MARGIN: f64 = 1.1;

/// The same, where names are compared.
const MARGIN_OF_NAMES: f64 = 1.25;

/// The same, where each piece is kept: with more of them the allocator goes longer ways, for a thousand instructions of a piece's
/// three thousand. What looks at all pieces for each would rise by more.
const MARGIN_OF_ALLOCATOR: f64 = 2.0;

const ROUTES: &[usize] = &[1, 10, 100, 1_000];
const TOKENS: &[usize] = &[10, 1_000, 100_000, 1_000_000];
const BYTES: &[usize] = &[1 << 10, 1 << 15, 1 << 20];
const FIELDS: &[usize] = &[5, 20, 100];
const BAD: &[usize] = &[1, 8, 32, 64];

/// What grows, its sizes, how the cost of a request may grow with it, and the request.
type Series = (&'static str, &'static [usize], Growth, fn(usize) -> Case);

const ALL: &[Series] = &[
    ("routes", ROUTES, Flat, cases::routed),
    ("routes, with a parameter", &[1, 10, 100], Flat, cases::routed_with_parameter),
    ("routes, to none of them", ROUTES, Flat, cases::unrouted),
    ("tokens", TOKENS, Flat, cases::known),
    ("tokens, with none of them", TOKENS, Flat, cases::unknown),
    ("bytes that are not read", BYTES, Flat, cases::without_token),
    ("bytes of a text", BYTES, Linear, cases::long_text),
    ("bytes of a list", BYTES, Linear, cases::long_list),
    ("bytes of a list, a bad item", BYTES, Linear, cases::long_bad_list),
    ("bytes of unknown fields", BYTES, Linear, cases::unknown_fields),
    ("bytes of unknown fields, a bad one", BYTES, Linear, cases::unknown_fields_and_a_bad_one),
    ("fields", FIELDS, Named, cases::fields),
    ("fields, the last mistyped", FIELDS, Linear, cases::fields_and_a_mistyped_one),
    ("bad of 100 fields", BAD, Kept, cases::bad),
    ("mistyped of 100 fields", BAD, Kept, cases::mistyped),
    ("missing of 100 fields", BAD, Kept, cases::missing),
    ("bad of 1,000 items", BAD, Kept, cases::bad_items),
];

fn main() {
    on_demand(|name, times| {
        let (name, size) = name.rsplit_once('/').expect("a series and a size");
        let (.., case) = ALL.iter().find(|series| series.0 == name).expect("a series");
        send(&case(size.parse().expect("a size")), times);
    });
    let is_quick = env::args().any(|argument| argument == "--quick");
    let all: Vec<Series> = ALL.iter().map(|&(name, sizes, growth, case)| (name, within(sizes, is_quick), growth, case)).collect();
    let counts = count(&all);
    println!("Instructions for a request, at each size.\n");
    println!("| what grows | | | | | |");
    println!("| --- | --- | --- | --- | --- | --- |");
    let mut is_fine = true;
    for (&(name, sizes, growth, _), counts) in all.iter().zip(&counts) {
        let mut cells: Vec<String> = sizes.iter().zip(counts).map(|(size, count)| format!("{size}: {count}")).collect();
        cells.resize(4, String::new());
        let (verdict, is_so) = judge(sizes, counts, growth);
        println!("| {name} | {} | {verdict} |", cells.join(" | "));
        is_fine &= is_so;
    }
    std::process::exit(i32::from(!is_fine));
}

fn within(sizes: &'static [usize], is_quick: bool) -> &'static [usize] {
    if is_quick && sizes == TOKENS { &sizes[..3] } else { sizes }
}

fn send(case: &Case, times: u32) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let _entered = runtime.enter();
    let request = case.request();
    for _ in 0..times {
        let answer = whole(case.service.clone().call(request.clone().map(Body::new)));
        assert_eq!(answer.status(), case.status, "{:?}", answer.body());
    }
}

/// The instructions of each series at each size. They do not depend on what else the machine does, so several are counted at once.
fn count(all: &[Series]) -> Vec<Vec<u64>> {
    let points: Vec<(usize, usize)> =
        all.iter().enumerate().flat_map(|(series, (_, sizes, ..))| (0..sizes.len()).map(move |size| (series, size))).collect();
    let counts = Mutex::new(all.iter().map(|(_, sizes, ..)| vec![0; sizes.len()]).collect::<Vec<_>>());
    let next = AtomicUsize::new(0);
    scope(|threads| {
        for _ in 0..available_parallelism().map_or(1, usize::from) {
            threads.spawn(|| {
                while let Some(&(series, index)) = points.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (name, sizes, growth, _) = all[series];
                    let times = match sizes {
                        // Of a large body that is read a few are enough.
                        _ if sizes == BYTES && !matches!(growth, Flat) => {
                            u32::try_from((1 << 16) / sizes[index]).map_or(1, |times| times.max(1))
                        }
                        // No two tables are filled in as many steps, which must not count.
                        _ if sizes == TOKENS => 5_000,
                        _ => 200,
                    };
                    let count = each(&format!("{name}/{}", sizes[index]), times);
                    counts.lock().unwrap_or_else(PoisonError::into_inner)[series][index] = count;
                }
            });
        }
    });
    counts.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// What is to be said of these counts, and whether they are as they may be.
#[allow(clippy::cast_precision_loss, reason = "nothing here is larger than a float can count")]
fn judge(sizes: &[usize], counts: &[u64], growth: Growth) -> (String, bool) {
    let (first, most) = (counts[0] as f64, *counts.iter().max().expect("a count") as f64);
    match growth {
        Flat => (format!("{:+.1} %", (most / first - 1.0) * 100.0), most <= first * MARGIN),
        Linear | Named | Kept => {
            let margin = match growth {
                Named => MARGIN_OF_NAMES,
                Kept => MARGIN_OF_ALLOCATOR,
                Flat | Linear => MARGIN,
            };
            let piece = |at: usize| (counts[at + 1] as f64 - counts[at] as f64) / (sizes[at + 1] - sizes[at]) as f64;
            let pieces: Vec<f64> = (0..sizes.len() - 1).map(piece).collect();
            let text: Vec<String> = pieces.iter().map(|piece| format!("{piece:.1}")).collect();
            let compared = &pieces[usize::from(matches!(growth, Kept))..];
            (format!("{} each", text.join(", then ")), compared.windows(2).all(|two| two[1] <= (two[0] * margin).max(0.0)))
        }
    }
}
