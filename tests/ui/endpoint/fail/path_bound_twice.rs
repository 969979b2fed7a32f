use axum::extract::Path;
use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(GET, "/chats/{jid}/{id}")]
async fn read(Path(_jid): Path<(String, String)>, Path(_id): Path<(String, String)>) -> Result<(), Error> {
    Ok(())
}

fn main() {}
