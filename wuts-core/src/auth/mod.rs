//! Who is calling: the bearer token, whom it belongs to, and what that allows. Stops 2 and 3 of the walk.
//!
//! The router's state says whom a token belongs to, by [`Authenticate`]; [`TokenTable`] is a ready-made implementation in
//! memory. An endpoint asks for the answer by a [`Caller`] argument, and is guarded whether it asks or not.

mod authenticate;
mod bearer;
mod caller;
mod guard;
mod master;
mod table;

pub use authenticate::{Authenticate, AuthenticateError, AuthenticateMaster};
pub use caller::{Caller, Role};
pub use guard::{Admin, Afterwards, AtLeast, Bearer, Guard, Manager, Master, NamedRole, Public, User};
pub use master::MasterToken;
pub use table::TokenTable;
