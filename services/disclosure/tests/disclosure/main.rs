//! Disclosure on a real database: fed with cases as the record tells them, asked as the gateway would ask.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod cases;
mod index;
mod masking;
mod pages;
mod publishing;
mod searching;
mod staff;
mod upper;
mod world;
