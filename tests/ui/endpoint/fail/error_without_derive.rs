use wuts_core::wuts_endpoint;

enum SendError {
    NotConnected,
}

#[wuts_endpoint(POST, "/messages")]
async fn send() -> Result<String, SendError> {
    Err(SendError::NotConnected)
}

fn main() {}
