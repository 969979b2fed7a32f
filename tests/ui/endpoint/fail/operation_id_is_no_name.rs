use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(POST, "/messages", operation_id = "send text")]
async fn send() -> Result<(), Error> {
    Ok(())
}

fn main() {}
