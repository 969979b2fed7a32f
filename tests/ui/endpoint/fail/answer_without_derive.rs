use wuts_core::{Error, wuts_endpoint};

struct Sent {
    id: String,
}

#[wuts_endpoint(POST, "/messages")]
async fn send() -> Result<Sent, Error> {
    Ok(Sent { id: String::new() })
}

fn main() {}
