use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(post, "/messages")]
async fn send() -> Result<(), Error> {
    Ok(())
}

fn main() {}
