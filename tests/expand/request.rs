const _: () = {
    use ::wuts_core::__private as __wuts;
    use __wuts::probe::*;
    impl __wuts::WutsRequest for HistoryRequest {
        type Part = __wuts::InBody;
        fn fields<__W: __wuts::Walk>(__walk: &mut __W, __it: __wuts::Option<&Self>) {
            let (__v0, __v1, __v2, __v3, __v4) = match __it {
                __wuts::Some(
                    Self {
                        chat_jid: __v0,
                        last_message_id: __v1,
                        last_message_from_me: __v2,
                        last_message_timestamp: __v3,
                        count: __v4,
                        ..
                    },
                ) => {
                    (
                        __wuts::Some(__v0),
                        __wuts::Some(__v1),
                        __wuts::Some(__v2),
                        __wuts::Some(__v3),
                        __wuts::Some(__v4),
                    )
                }
                __wuts::None => {
                    (
                        __wuts::None,
                        __wuts::None,
                        __wuts::None,
                        __wuts::None,
                        __wuts::None,
                    )
                }
            };
            __walk.named("chat_jid", __v0, __wuts::probe::<Jid>().shape(), ());
            __walk
                .named(
                    "last_message_id",
                    __v1,
                    __wuts::probe::<MessageId>().shape(),
                    (),
                );
            __walk
                .field(
                    __wuts::field("last_message_from_me").optional(),
                    __v2,
                    __wuts::probe::<bool>().shape(),
                    (),
                );
            __walk
                .named(
                    "last_message_timestamp",
                    __v3,
                    __wuts::probe::<i64>().shape(),
                    __wuts::range::<
                        i64,
                    >(__wuts::integer(1i128), __wuts::None, "must be at least 1"),
                );
            __walk
                .field(
                    __wuts::field("count").optional(),
                    __v4,
                    __wuts::probe::<u16>().shape(),
                    __wuts::integers::<u16>(1i128, 500i128, "must be from 1 to 500"),
                );
        }
        __wuts::told!(
            request ""[] "last_message_from_me" ""[< bool as ::core::default::Default >
            ::default()] [] []; "count" ""[fifty()] [] [];
        );
    }
};
