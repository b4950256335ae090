//! 参数: the numbers a line acts by. What the platform knows of each stands in [`NORMS`]; packs state them for a line in a
//! division, and may never undercut what stands above them ([`breaches`]); what applies at a place is [`effective`].
//!
//! The element centre refuses a pack that undercuts the higher law, and whoever counts by packs passes over what does: both
//! by the same functions.

mod bound;
mod norms;
mod unit;

use contract::elements::v1 as proto;
use statute::Rank;
use statute::identifier::DivisionCode;

pub use bound::{Breach, Source, breaches, effective};
pub use norms::{NORMS, NationalBound, ParameterNorm, parameter_norm};
pub use unit::{comparable, zh as unit_zh};

/// The rank of that name: `部门规章`.
pub fn rank(zh: &str) -> Option<Rank> {
    [
        Rank::Law,
        Rank::AdministrativeRegulation,
        Rank::JudicialInterpretation,
        Rank::LocalRegulation,
        Rank::DepartmentRule,
        Rank::LocalGovernmentRule,
        Rank::PolicyDocument,
    ]
    .into_iter()
    .find(|rank| rank.zh() == zh)
}

/// Whether a division is the pack's own or lies in it.
pub fn holds_in(pack: &proto::ParameterPack, division: &DivisionCode) -> bool {
    DivisionCode::parse(&pack.division).is_ok_and(|area| area.contains(division))
}
