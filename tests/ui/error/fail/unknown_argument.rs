use wuts_core::WutsError;

#[derive(Debug, thiserror::Error, WutsError)]
enum SendError {
    #[error("no")]
    #[wuts(cod = NOT_FOUND)]
    No,
}

fn main() {}
