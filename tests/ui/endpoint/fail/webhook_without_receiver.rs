use wuts_core::auth::TokenTable;
use wuts_core::webhook::{Event, Verified};
use wuts_core::{Api, Error, endpoints, wuts_endpoint};

#[wuts_endpoint(POST, "/hook", auth = webhook)]
async fn hook(event: Verified<Event>) -> Result<(), Error> {
    drop(event);
    Ok(())
}

fn main() {
    let _app = Api::new("shop", "1.0.0").endpoints(endpoints![hook]).into_router(TokenTable::new());
}
