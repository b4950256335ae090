//! Leads (线索) as law: what was reported, who has to see to it, and how it lawfully ends.
//!
//! An aggregate of its own beside the cases: a lead has no registered party and no item, may wander between agencies, and most
//! leads never become a case. The machinery of the cases' tables is bound to cases ([`cases_domain::Act`], what their guards look
//! at, their record), so a lead has a table of its own here, of one shape for every act; what is the same is taken from there:
//! clocks, officers and their certificates, the text of a refusal, the drawing of a chart.
//!
//! Pure: no clock, no SQL, no async. [`decide()`] judges an act against [`Facts`] that were looked up before, [`evolve()`] says
//! what a lead is after an event, [`due()`] says what falls due by itself. At every moment until it has ended exactly one agency
//! has to do something about a lead ([`Lead::turn`]).

mod act;
mod clocks;
mod decide;
mod diagram;
mod event;
mod evolve;
mod facts;
mod guard;
mod lead;
pub mod reasons;
mod report;
mod summary;
mod table;

pub use act::{Act, Feedback, Kind, Right, Side, Verify};
pub use clocks::{DueAct, check_limit, due};
pub use decide::{Allowed, allowed, decide};
pub use diagram::{listing, mermaid};
pub use event::Event;
pub use evolve::{DoesNotFollow, evolve, replay};
pub use facts::{Facts, Intake};
pub use guard::Guard;
pub use lead::{
    Ending, Finding, GivenFeedback, Lead, RefusalToFile, Transfer, TransferEnd, Verification,
};
pub use report::{Geo, Report, Source, Urgency};
pub use table::{Outcome, ROWS, Row, Step};
