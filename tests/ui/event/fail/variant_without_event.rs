use wuts_core::WutsEvent;
use wuts_core::webhook::event::RawData;

#[derive(WutsEvent)]
enum Mine {
    #[wuts(event = "message.received")]
    Message(RawData),
    Call(RawData),
}

fn main() {}
