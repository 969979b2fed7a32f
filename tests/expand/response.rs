const _: () = {
    use ::wuts_core::__private as __wuts;
    #[allow(unused_imports)]
    use __wuts::probe::*;
    impl __wuts::WutsResponse for Created {
        const STATUS: __wuts::StatusCode = const { __wuts::status(201u16) };
    }
    impl __wuts::IntoResponse for Created {
        fn into_response(self) -> __wuts::Response {
            __wuts::success(&self)
        }
    }
};
