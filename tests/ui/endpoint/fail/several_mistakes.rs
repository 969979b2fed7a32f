use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(POTS, "messages", publik)]
fn send(_text: &str) -> Result<(), Error> {
    Ok(())
}

fn main() {}
