//! The money of penalties as a double-entry ledger (复式记账), in integer fen.
//!
//! Every movement posts to two accounts or more, debits and credits equal, and none may be overdrawn: what is owed, what
//! officers carry, what the treasury has taken in and what has to be given back can be read off at any moment, and add up to
//! nothing over all accounts. Pure: days and amounts are arguments.

mod account;
mod journal;
mod movement;
mod statement;

pub use account::{Account, Head, Side};
pub use journal::{Balances, Entry, Journal, NotPosted, Posting};
pub use movement::{Movement, Order, Split, Till};
pub use statement::{Line, Statement};
pub use statute::Fen;
