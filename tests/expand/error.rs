const _: () = {
    use ::wuts_core::__private as __wuts;
    #[allow(unused_imports)]
    use __wuts::probe::*;
    impl __wuts::WutsError for SendError {
        fn into_error(self) -> __wuts::Error {
            let (__code, __message) = match &self {
                Self::NotConnected { .. } => {
                    (__wuts::ErrorCode::DEVICE_NOT_READY, ::core::option::Option::None)
                }
                Self::Sent { .. } => {
                    (
                        {
                            const CODE: __wuts::ErrorCode = __wuts::error_code(
                                409,
                                "ALREADY_SENT",
                            );
                            CODE
                        },
                        ::core::option::Option::Some("this was sent before"),
                    )
                }
            };
            __wuts::fail(self, __code, __message)
        }
        __wuts::told!(
            error[DEVICE_NOT_READY] [409 "ALREADY_SENT" "this was sent before"]
        );
    }
};
