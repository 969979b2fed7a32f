use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(POST, "/hook", auth = webhook)]
async fn hook(body: String) -> Result<(), Error> {
    drop(body);
    Ok(())
}

fn main() {}
