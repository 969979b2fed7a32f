use wuts_core::auth::Caller;
use wuts_core::webhook::{Event, Verified};
use wuts_core::{Error, wuts_endpoint};

#[wuts_endpoint(POST, "/hook", auth = webhook)]
async fn hook(caller: Caller, event: Verified<Event>) -> Result<(), Error> {
    drop((caller, event));
    Ok(())
}

fn main() {}
