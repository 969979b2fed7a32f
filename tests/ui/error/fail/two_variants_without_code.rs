use wuts_core::WutsError;

#[derive(Debug, thiserror::Error, WutsError)]
enum SendError {
    #[error("no")]
    No,
    #[error("never")]
    Never,
}

fn main() {}
