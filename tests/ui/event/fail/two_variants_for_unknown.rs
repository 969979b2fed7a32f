use wuts_core::WutsEvent;
use wuts_core::webhook::event::{RawData, UnknownEvent};

#[derive(WutsEvent)]
enum Mine {
    #[wuts(event = "message.received")]
    Message(RawData),
    #[wuts(unknown)]
    Other(UnknownEvent),
    #[wuts(unknown)]
    Rest(UnknownEvent),
}

fn main() {}
