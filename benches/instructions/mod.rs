//! How many instructions a piece of work takes, counted by valgrind: the difference between a run that does it `2 * n` times
//! and one that does it `n` times, so that start and end of the process do not count. Repeatable on one machine.

use std::process::Command;

/// A piece of work with a name.
pub struct Case {
    pub name: &'static str,
    /// How often it is done in the shorter run.
    pub times: u32,
    pub work: fn(),
}

/// The instructions of each case. In a process that was started to be counted, does the work and ends.
pub fn count(cases: &[Case]) -> Vec<u64> {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--count").skip(1);
    if let (Some(name), Some(times)) = (arguments.next(), arguments.next()) {
        let case = cases.iter().find(|case| case.name == name).expect("a case");
        (0..times.parse().expect("a number")).for_each(|_: u32| (case.work)());
        std::process::exit(0);
    }
    let per_time = |case: &Case| {
        let (short, long) = (run(case.name, case.times), run(case.name, 2 * case.times));
        (long - short) / u64::from(case.times)
    };
    cases.iter().map(per_time).collect()
}

fn run(name: &str, times: u32) -> u64 {
    let program = std::env::current_exe().expect("a program");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["--count", name, &times.to_string()])
        .output()
        .expect("valgrind is installed");
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{report}");
    let collected = report.split("Collected :").nth(1).and_then(|rest| rest.split_whitespace().next());
    collected.and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no count in {report}"))
}
