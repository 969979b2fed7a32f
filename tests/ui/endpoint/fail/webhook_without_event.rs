use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(POST, "/hook", auth = webhook)]
async fn hook() -> Result<(), Error> {
    Ok(())
}

fn main() {}
