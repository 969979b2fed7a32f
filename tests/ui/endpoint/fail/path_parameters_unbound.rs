use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(GET, "/chats/{jid}/messages/{id}")]
async fn read() -> Result<(), Error> {
    Ok(())
}

fn main() {}
