use wuts_core::WutsError;

#[derive(Debug, thiserror::Error, WutsError)]
enum SendError {
    #[error("no")]
    #[wuts(status = 500, code = "DEVICE_NOT_READY")]
    No,
}

fn main() {}
