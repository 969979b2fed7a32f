//! The measurements are the bench targets of this package: `cargo bench -p wuts-benches --bench events`.
