use wuts_core::WutsEvent;
use wuts_core::webhook::event::RawData;

#[derive(WutsEvent)]
enum Mine {
    #[wuts(events = "message.received")]
    Message(RawData),
}

fn main() {}
