//! All SQL. It is the same for both databases, and compiled once for each: what differs comes from the module above.

pub mod claim;
pub mod enqueue;
pub mod manage;
pub mod settle;

use super::{BEGIN, Connection, Db, Pool};
