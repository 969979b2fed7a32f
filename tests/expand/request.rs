#[allow(unused_imports)]
const _: () = {
    use ::wuts_core::__private as __wuts;
    use __wuts::probe::*;
    impl __wuts::WutsRequest for HistoryRequest {
        type Part = __wuts::InBody;
        fn fields<__W: __wuts::Walk<Self>>(__walk: &mut __W) {
            __walk
                .field(
                    __wuts::Field::named("chat_jid"),
                    |__it| &__it.chat_jid,
                    (&&&__wuts::Probe::<Jid>::NEW).shape(),
                    (),
                );
            __walk
                .field(
                    __wuts::Field::named("last_message_id"),
                    |__it| &__it.last_message_id,
                    (&&&__wuts::Probe::<MessageId>::NEW).shape(),
                    (),
                );
            __walk
                .field(
                    __wuts::Field::named("last_message_from_me").optional(),
                    |__it| &__it.last_message_from_me,
                    (&&&__wuts::Probe::<bool>::NEW).shape(),
                    (),
                );
            __walk
                .field(
                    __wuts::Field::named("last_message_timestamp"),
                    |__it| &__it.last_message_timestamp,
                    (&&&__wuts::Probe::<i64>::NEW).shape(),
                    (
                        __wuts::Own({
                            const RANGE: __wuts::Range<i64> = __wuts::range::<
                                i64,
                            >(
                                ::core::option::Option::Some(__wuts::Bound::Integer(1i128)),
                                ::core::option::Option::None,
                            );
                            RANGE
                        }),
                        (),
                    ),
                );
            __walk
                .field(
                    __wuts::Field::named("count").optional(),
                    |__it| &__it.count,
                    (&&&__wuts::Probe::<u16>::NEW).shape(),
                    (
                        __wuts::Own({
                            const RANGE: __wuts::Range<u16> = __wuts::range::<
                                u16,
                            >(
                                ::core::option::Option::Some(__wuts::Bound::Integer(1i128)),
                                ::core::option::Option::Some(
                                    __wuts::Bound::Integer(500i128),
                                ),
                            );
                            RANGE
                        }),
                        (),
                    ),
                );
        }
        __wuts::told!(
            request ""[] "last_message_from_me" ""[< bool as ::core::default::Default >
            ::default()] [] []; "count" ""[fifty()] [] [];
        );
    }
};
