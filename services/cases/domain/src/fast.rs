//! 轻微速罚: an ordinary penalty on a shorter path, because the facts are clear and the party admits them and agrees in writing.
//!
//! It takes nothing from the party: the case is filed, handled by two officers, told, heard and decided in writing, and reviewed
//! where the law asks for it. Whatever the party objects, it goes on as any ordinary case does, and never comes back.

mod act;
mod decide;
mod event;
mod guard;
pub mod reasons;

use calendar::{CivilDate, Period};
use serde::{Deserialize, Serialize};
use statute::{Citation, Law, Limit, Mark};

use crate::Signature;

pub use act::{Act, AgreeFast, Kind, LeaveFast};
pub use event::{Event, FastAgreed, FastLeft, Ground};
pub use guard::Guard;

pub(crate) use decide::{done, objected};
pub(crate) use event::evolve;

/// Days in which a fast case is to be decided: a target of the agency's own, beside the ninety days of the law. No instrument
/// that could be read sets it.
pub const TARGET: Limit = Limit::new(
    "快速办理",
    Period::working_days(10),
    Citation::article(Law::AdministrativePenaltyLaw, 60),
)
.marked(Mark::Assumed);

/// The fast path of a case that was filed for it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FastPath {
    /// What the party admitted and agreed to; none: nothing yet.
    pub agreed: Option<Agreement>,
    /// Why the case left the path; none: it is on it.
    pub left: Option<Left>,
}

/// The party's written admission and agreement (认错认罚承诺书).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// What the party admits.
    pub admission: String,
    /// How the party signed.
    pub signature: Signature,
    /// Day.
    pub on: CivilDate,
}

/// Why a case left the fast path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// Ground.
    pub ground: Ground,
    /// In words.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
}

impl FastPath {
    /// Whether the case is still on the path.
    pub fn is_open(&self) -> bool {
        self.left.is_none()
    }
}
