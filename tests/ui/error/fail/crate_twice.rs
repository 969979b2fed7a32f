use wuts_core::WutsError;

#[derive(Debug, thiserror::Error, WutsError)]
#[wuts(crate = "wuts_core", crate = "wuts_core")]
enum Failure {
    #[error("no device")]
    #[wuts(code = NOT_FOUND)]
    NoDevice,
}

fn main() {}
