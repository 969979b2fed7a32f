use wuts_core::WutsError;

#[derive(Debug, thiserror::Error, WutsError)]
enum SendError {
    #[error("no")]
    #[wuts(code = NOT_FOUND, message = gone)]
    No,
}

fn main() {}
