///`POST /send/text` (bearer token)
#[allow(non_camel_case_types)]
struct send_text {}
const _: () = {
    use ::wuts_core::__private as __wuts;
    use __wuts::probe::*;
    impl __wuts::Call<(Caller, State<Gateway>, SendText)> for send_text {
        type Guard = __wuts::Bearer;
        const DESCRIPTION: __wuts::Description = __wuts::POST
            .at(
                "/send/text",
                11683276212346337218u64,
                "sendText",
                2447503747388715160u64,
            )
            .tag("send");
        fn call(__a: (Caller, State<Gateway>, SendText)) -> __wuts::Answer {
            let _ = __wuts::Probe::<SendText>::is_no_path;
            __wuts::answer::<Result<Sent, SendError>, _>(send_text(__a.0, __a.1, __a.2))
        }
        __wuts::told!(Caller, State < Gateway >, SendText; Result < Sent, SendError >);
    }
    impl<
        __S,
        __V0,
        __V1,
        __V2,
    > __wuts::Endpoint<__S, (Caller, State<Gateway>, SendText), (__V0, __V1, __V2)>
    for send_text
    where
        __wuts::Bearer: __wuts::Guard<__S>,
        Caller: __wuts::PartArgument<__S, __V0>,
        State<Gateway>: __wuts::PartArgument<__S, __V1>,
        SendText: __wuts::Argument<__S, __V2>,
    {}
};
