use wuts_core::WutsEvent;
use wuts_core::webhook::event::RawData;

#[derive(WutsEvent)]
#[wuts(kind = MyKind)]
enum Mine {
    #[wuts(event = "message.received")]
    Message(RawData),
}

fn main() {}
