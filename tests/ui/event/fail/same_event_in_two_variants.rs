use wuts_core::WutsEvent;
use wuts_core::webhook::event::RawData;

#[derive(WutsEvent)]
enum Mine {
    #[wuts(event = "message.received")]
    Message(RawData),
    #[wuts(event = "message.received")]
    Again(RawData),
}

fn main() {}
