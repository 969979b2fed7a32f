use wuts_core::webhook::{Event, Verified};
use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(GET, "/hook", auth = webhook)]
async fn hook(event: Verified<Event>) -> Result<(), Error> {
    drop(event);
    Ok(())
}

fn main() {}
