#[allow(clippy::unused_async)]
/// Set the picture of a chat.
///
/// It is shown to all.
#[cfg(feature = "pictures")]
#[deprecated]
///
///Served as `PUT /chats/{jid}/picture` (bearer token, role admin).
pub(crate) async fn set_picture(
    Path(jid): Path<Jid>,
    picture: Bytes,
) -> Result<Set, Failure> {
    set(jid, picture).await
}
#[cfg(feature = "pictures")]
///`PUT /chats/{jid}/picture` (bearer token, role admin)
///
/// Set the picture of a chat.
///
/// It is shown to all.
#[allow(non_camel_case_types)]
pub(crate) struct set_picture {}
#[cfg(feature = "pictures")]
const _: () = {
    use gateway::wuts::__private as __wuts;
    #[allow(unused_imports)]
    use __wuts::probe::*;
    #[allow(deprecated)]
    impl __wuts::Call<(Path<Jid>, Bytes)> for set_picture {
        type Guard = __wuts::AtLeast<__wuts::Admin>;
        const DESCRIPTION: __wuts::Description = __wuts::PUT
            .at(
                "/chats/{jid}/picture",
                15128061365171019614u64,
                "setPicture",
                10295769668270970587u64,
            )
            .auth(__wuts::Auth::Role(__wuts::Role::Admin))
            .tag("chats")
            .body_limit(8388608usize)
            .timeout(90000u64)
            .docs("Set the picture of a chat.\n\nIt is shown to all.")
            .deprecated();
        fn call(__a: (Path<Jid>, Bytes)) -> __wuts::Answer {
            __wuts::answer::<Result<Set, Failure>, _>(set_picture(__a.0, __a.1))
        }
        __wuts::told!(Path < Jid >, Bytes; Result < Set, Failure >);
    }
    impl<__S, __V0, __V1> __wuts::Endpoint<__S, (Path<Jid>, Bytes), (__V0, __V1)>
    for set_picture
    where
        __wuts::AtLeast<__wuts::Admin>: __wuts::Guard<__S>,
        Path<Jid>: __wuts::PartArgument<__S, __V0>,
        Bytes: __wuts::Argument<__S, __V1>,
    {}
};
