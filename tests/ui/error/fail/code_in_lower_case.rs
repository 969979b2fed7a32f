use wuts_core::WutsError;

#[derive(Debug, thiserror::Error, WutsError)]
enum SendError {
    #[error("no")]
    #[wuts(status = 409, code = "already_paired")]
    No,
}

fn main() {}
