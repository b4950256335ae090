//! Who is competent for an item at a place on a day: exactly one agency, or a named dispute.
//!
//! Pure. The caller has filtered everything to the day of the act: agencies, instruments and claims that hold then, and
//! nothing else. What is decided here:
//!
//! | rule | article |
//! | --- | --- |
//! | the place of the act decides, not the seat of the party | 行政处罚法 §22 |
//! | of the item's agencies whose division holds the place the lowest is competent; a penalty starts at the county | §23 |
//! | a concentration moves the power from the grantor to the grantee in its division | §18 |
//! | a grant moves it to the town that holds the place, once published and, where it is to be claimed, claimed | §24 |
//! | who is entrusted acts in the principal's name: the power does not move | §20 |
//! | several are left: their common superior designates | §25 |

mod organisation;
mod outcome;
mod records;
mod resolve;

pub use organisation::{
    Agency, Entrustment, Family, Grantee, ItemPowers, PartyKind, Transfer, TransferKind,
};
pub use outcome::{Competence, Ground, Subject, Why};
pub use records::Records;
pub use resolve::{Question, holders, resolve};
