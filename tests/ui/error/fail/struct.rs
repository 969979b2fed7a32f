use wuts_core::WutsError;

#[derive(Debug, thiserror::Error, WutsError)]
#[error("no")]
struct SendError;

fn main() {}
