use wuts_core::WutsEvent;
use wuts_core::webhook::event::RawData;

#[derive(WutsEvent)]
enum Mine {
    #[wuts(event = "device.connected")]
    Connected(RawData, RawData),
}

fn main() {}
