use wuts_core::WutsEvent;
use wuts_core::webhook::event::RawData;

#[derive(WutsEvent)]
#[wuts(event = "message.received")]
enum Mine {
    #[wuts(event = "message.sent")]
    Message(RawData),
}

fn main() {}
