//! The OpenAPI document: that it says all there is to say, stays as it is, and is true.

mod everything;
mod faults;
mod golden;
mod page;
mod rules;
mod truth;
