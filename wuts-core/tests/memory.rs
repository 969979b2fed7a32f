//! What a hostile body costs in memory: a bounded multiple of its size. A test of its own, because it counts every allocation
//! of the process.

use std::collections::BTreeMap;

use peak_alloc::PeakAlloc;
use serde::Deserialize;
use wuts_core::WutsRequest;
use wuts_core::request::from_json;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

#[derive(Deserialize, WutsRequest)]
#[allow(dead_code, reason = "the fields are only read")]
struct Body {
    name: String,
    #[wuts(items(range(min = 1)))]
    numbers: Vec<u8>,
    children: Vec<Body>,
    by_name: BTreeMap<String, u8>,
}

/// The peak of the memory that is taken while a body is refused, in multiples of its size.
fn cost(body: &str) -> usize {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    assert!(from_json::<Body>(body.as_bytes()).is_err(), "it is refused");
    (ALLOCATOR.peak_usage() - before) / body.len()
}

#[test]
fn a_hostile_body_costs_a_bounded_multiple_of_its_size() {
    let size = 1024 * 1024;
    let many = |text: &str| text.repeat(size / text.len());
    for (what, body) in [
        ("unknown members", format!("{{{}\"name\":7}}", many("\"x\":1,"))),
        ("repeated members", format!("{{{}\"name\":7}}", many("\"name\":1,"))),
        ("wrong elements", format!("{{\"numbers\":[{}1]}}", many("\"\","))),
        ("elements against a rule", format!("{{\"name\":\"\",\"children\":[],\"by_name\":{{}},\"numbers\":[{}1]}}", many("0,"))),
        ("empty objects", format!("{{\"children\":[{}{{}}]}}", many("{},"))),
        ("wrong values of a map", format!("{{\"by_name\":{{{}\"x\":1}}}}", many("\"\":[],"))),
        ("depth", format!("{}{}", "{\"children\":[".repeat(size / 26), "]}".repeat(size / 26))),
        ("a deep unknown", format!("{{\"x\":{}{}}}", "[".repeat(size / 2), "]".repeat(size / 2))),
        ("a long text", format!("{{\"name\":\"{}\"}}", "\\n".repeat(size / 2))),
    ] {
        let cost = cost(&body);
        println!("{what}: {cost} times");
        assert!(cost <= 32, "{what} costs {cost} times the size of the body");
    }
}
