use wuts_core::WutsError;

#[derive(Debug, thiserror::Error, WutsError)]
enum SendError {
    #[error("no")]
    #[wuts(code = "ALREADY_PAIRED")]
    No,
}

fn main() {}
