use wuts_core::WutsError;

#[derive(Debug, thiserror::Error, WutsError)]
#[wuts(code = NOT_FOUND)]
enum Failure {
    #[error("no device")]
    #[wuts(code = NOT_FOUND)]
    NoDevice,
}

fn main() {}
