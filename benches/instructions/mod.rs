//! How many instructions a piece of work takes, counted by valgrind: the difference between a run that does it `2 * n` times
//! and one that does it `n` times, so that start and end of the process do not count. Repeatable on one machine.

use std::process::Command;

/// A piece of work with a name.
#[allow(dead_code, reason = "not every bench has cases of this kind")]
pub struct Case {
    pub name: &'static str,
    /// How often it is done in the shorter run.
    pub times: u32,
    pub work: fn(),
}

/// The instructions of each case. In a process that was started to be counted, does the work and ends.
#[allow(dead_code, reason = "not every bench has cases of this kind")]
pub fn count(cases: &[Case]) -> Vec<u64> {
    on_demand(|name, times| {
        let case = cases.iter().find(|case| case.name == name).expect("a case");
        (0..times).for_each(|_| (case.work)());
    });
    cases.iter().map(|case| each(case.name, case.times)).collect()
}

/// In a process that was started to be counted, does the work so many times and ends.
pub fn on_demand(work: impl FnOnce(&str, u32)) {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--count").skip(1);
    if let (Some(name), Some(times)) = (arguments.next(), arguments.next()) {
        work(&name, times.parse().expect("a number"));
        std::process::exit(0);
    }
}

/// The instructions of doing the work of this name once, from runs that do it `times` times and twice as often.
pub fn each(name: &str, times: u32) -> u64 {
    let (short, long) = (run(name, times), run(name, 2 * times));
    (long - short) / u64::from(times)
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
