use wuts_core::WutsError;

#[derive(Debug, thiserror::Error, WutsError)]
enum SendError {
    #[error("no")]
    #[wuts(code = DEVICE_NOT_REDY)]
    No,
}

fn main() {}
