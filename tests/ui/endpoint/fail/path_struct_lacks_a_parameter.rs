use serde::Deserialize;
use wuts_core::{Error, WutsRequest, wuts_endpoint};

#[derive(Deserialize, WutsRequest)]
#[wuts(from = path)]
struct MessagePath {
    id: String,
}

#[wuts_endpoint(GET, "/chats/{jid}/messages/{id}", public)]
async fn read(path: MessagePath) -> Result<String, Error> {
    Ok(path.id)
}

fn main() {}
