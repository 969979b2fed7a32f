//! Services with many routes.

use wuts_core::auth::{Caller, TokenTable};
use wuts_core::endpoint::{Answer, Call, Description, Endpoint, Endpoints, Method};
use wuts_core::{Error, endpoints, wuts_endpoint};

use super::cases::Seen;

#[wuts_endpoint(POST, "/seen")]
async fn seen(_caller: Caller) -> Result<Seen, Error> {
    Ok(Seen { count: 0 })
}

/// The endpoint above at a path of its own, with the number of these digits, which ends in a parameter or does not.
struct At<const HAS_PARAMETER: bool, const A: usize, const B: usize, const C: usize>;

impl<const HAS_PARAMETER: bool, const A: usize, const B: usize, const C: usize> At<HAS_PARAMETER, A, B, C> {
    const PATH: [u8; 15] = {
        let mut path = if HAS_PARAMETER { *b"/devices000/{n}" } else { *b"/devices000/all" };
        path[8] = DIGITS[A];
        path[9] = DIGITS[B];
        path[10] = DIGITS[C];
        path
    };
}

const DIGITS: &[u8] = b"0123456789";

impl<const HAS_PARAMETER: bool, const A: usize, const B: usize, const C: usize, Arguments> Call<Arguments>
    for At<HAS_PARAMETER, A, B, C>
where
    seen: Call<Arguments>,
{
    type Guard = <seen as Call<Arguments>>::Guard;

    const DESCRIPTION: Description = {
        let number = (A * 100 + B * 10 + C) as u64;
        match str::from_utf8(&Self::PATH) {
            Ok(path) => Method::POST.at(path, number, path, number),
            Err(_) => panic!("it is ASCII"),
        }
    };

    fn call(arguments: Arguments) -> Answer {
        <seen as Call<Arguments>>::call(arguments)
    }
}

impl<const HAS_PARAMETER: bool, const A: usize, const B: usize, const C: usize, S, Arguments, Via> Endpoint<S, Arguments, Via>
    for At<HAS_PARAMETER, A, B, C>
where
    seen: Endpoint<S, Arguments, Via>,
{
}

macro_rules! for_each_digit {
    ($digit:ident $body:block) => {
        for_each_digit!($digit $body 0 1 2 3 4 5 6 7 8 9)
    };
    ($digit:ident $body:block $($value:literal)*) => {$(
        {
            const $digit: usize = $value;
            $body
        }
    )*};
}

/// So many of them without a parameter, at most 1,000.
pub fn plain(count: usize) -> Endpoints<TokenTable> {
    let mut list = endpoints![];
    for_each_digit!(A { hundred::<false, A>(&mut list, count) });
    list
}

/// So many of them with one, at most 100: the compiler has more to do for each than the tree that finds them.
pub fn with_parameter(count: usize) -> Endpoints<TokenTable> {
    let mut list = endpoints![];
    hundred::<true, 0>(&mut list, count);
    list
}

fn hundred<const HAS_PARAMETER: bool, const A: usize>(list: &mut Endpoints<TokenTable>, count: usize) {
    for_each_digit!(B { ten::<HAS_PARAMETER, A, B>(list, count) });
}

fn ten<const HAS_PARAMETER: bool, const A: usize, const B: usize>(list: &mut Endpoints<TokenTable>, count: usize) {
    for_each_digit!(C {
        if A * 100 + B * 10 + C < count {
            list.mount::<At<HAS_PARAMETER, A, B, C>, _, _>();
        }
    });
}

/// A path of the last of them.
pub fn last(count: usize) -> String {
    format!("/devices{:03}/all", count - 1)
}
