use wuts_core::{Error, WutsError};

#[derive(Debug, thiserror::Error, WutsError)]
enum SendError {
    #[error("not connected")]
    #[wuts(code = DEVICE_NOT_READY)]
    NotConnected,
    #[error("paired with {0}")]
    #[wuts(status = 409, code = "ALREADY_PAIRED")]
    Paired(String),
    #[error("the disk is full at {path}")]
    #[wuts(code = INTERNAL_ERROR, message = "the message could not be stored")]
    Disk { path: String, #[source] cause: std::io::Error },
}

#[derive(Debug, thiserror::Error, WutsError)]
enum Never {}

fn inner() -> Result<(), SendError> {
    Err(SendError::Paired(String::from("x")))
}

fn outer() -> Result<(), Error> {
    inner()?;
    Ok(())
}

fn main() {
    assert_eq!(outer().unwrap_err().code().name(), "ALREADY_PAIRED");
    let cause = std::io::Error::other("full");
    let disk = Error::from(SendError::Disk { path: String::from("/secret"), cause });
    assert_eq!(disk.message(), "the message could not be stored");
    assert_eq!(Error::from(SendError::NotConnected).status(), 503);
}
