//! What the macros say to someone who made a mistake, and what they take. The `.stderr` files are for the pinned toolchain;
//! after a change of the words, run `TRYBUILD=overwrite cargo test --test ui` and read the difference.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/*/pass/*.rs");
    cases.compile_fail("tests/ui/*/fail/*.rs");
}
