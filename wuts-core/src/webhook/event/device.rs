use jiff::Timestamp;

use super::payload::payload;
use crate::id::{Jid, Phone};

payload! {
    /// The payload of `device.connected`. **Defined by this project**; the contract knows only the name.
    DeviceConnected {
        must {}
        may {
            /// The account.
            jid: Jid,
            /// The account's number.
            phone_number: Phone,
            /// When it happened, RFC 3339 on the wire.
            timestamp: Timestamp,
        }
    }
}

payload! {
    /// The payload of `device.disconnected`. **Defined by this project**; the contract knows only the name, and that a request
    /// to disconnect fires it.
    DeviceDisconnected {
        must {}
        may {
            /// Why, in words.
            reason: String,
            /// When it happened, RFC 3339 on the wire.
            timestamp: Timestamp,
        }
    }
}

payload! {
    /// The payload of `device.logged_out`: the pairing is gone, and only a new one helps. **Defined by this project**; the
    /// contract knows only the name.
    DeviceLoggedOut {
        must {}
        may {
            /// Why, in words.
            reason: String,
            /// When it happened, RFC 3339 on the wire.
            timestamp: Timestamp,
        }
    }
}

payload! {
    /// The payload of `qr.generated`: a code to pair a phone. **Defined by this project**; the contract knows only the name, and
    /// the members are those of its answer to the request for a code.
    ///
    /// Whoever sees the code can pair with the account that scans it: treat it as a secret.
    QrGenerated {
        must {
            /// What the picture shows.
            qr_code: String,
        }
        may {
            /// The picture, as a `data:` URL.
            image: String,
            /// Until when it can be scanned, RFC 3339 on the wire.
            expires_at: Timestamp,
            /// For how long it can be scanned, in seconds.
            ttl: u32,
        }
    }
}

payload! {
    /// The payload of `pair.success`: a phone was paired. **Defined by this project**; the contract knows only the name.
    PairSuccess {
        must {
            /// The account.
            jid: Jid,
        }
        may {
            /// The account's number.
            phone_number: Phone,
            /// What runs on the phone: `android`, `iphone` and others.
            platform: String,
            /// When it happened, RFC 3339 on the wire.
            timestamp: Timestamp,
        }
    }
}
