//! What lists and searches of cases are narrowed by.

use cases_domain::procedure::{Stage, inspection, penalty, summary};
use contract::cases::v1 as proto;
use refusal::Refusal;

use super::parse;
use crate::store::Filter;

/// What was asked for, empty where nothing was.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) procedure: i32,
    pub(super) step: &'a str,
    pub(super) open: Option<bool>,
    pub(super) agency_id: &'a str,
    pub(super) party_id: &'a str,
    pub(super) division: &'a str,
}

/// What is wanted.
///
/// # Refuses
/// A procedure or a step that there is not, an id or a division that cannot be one.
pub(super) fn of(asked: &Asked<'_>) -> Result<Filter, Refusal> {
    let unknown = |_| Refusal::malformed("procedure", "must be one that exists", "应为已有的程序");
    let id_if_any = |path: &'static str, text: &str| {
        if text.is_empty() {
            Ok(None)
        } else {
            parse::id(path, text).map(Some)
        }
    };
    let (step, closed) = step(asked.step)?;
    Ok(Filter {
        procedure: match proto::Procedure::try_from(asked.procedure).map_err(unknown)? {
            proto::Procedure::Unspecified => None,
            proto::Procedure::Inspection => Some("INSPECTION"),
            proto::Procedure::OrdinaryPenalty => Some("ORDINARY_PENALTY"),
            proto::Procedure::SummaryPenalty => Some("SUMMARY_PENALTY"),
        },
        step,
        closed: asked.open.map(|open| !open).or(closed),
        agency: id_if_any("agency_id", asked.agency_id)?,
        parties: id_if_any("party_id", asked.party_id)?.map(|id| vec![id]),
        division: parse::division("division", asked.division)?.map(|division| division.0),
    })
}

/// A step of any procedure by its name, and whether cases at it are closed.
fn step(name: &str) -> Result<(Option<String>, Option<bool>), Refusal> {
    if name.is_empty() {
        return Ok((None, None));
    }
    let mut ends = Vec::new();
    ends_of::<inspection::Step>(name, &mut ends);
    ends_of::<penalty::Step>(name, &mut ends);
    ends_of::<summary::Step>(name, &mut ends);
    let Some(first) = ends.first().copied() else {
        let rule = "must be the name of a step, e.g. NOTICED";
        return Err(Refusal::malformed("step", rule, "应为已有的步骤名称"));
    };
    // A name that ends one procedure and not another narrows nothing.
    let closed = ends.iter().all(|end| *end == first).then_some(first);
    Ok((Some(name.to_owned()), closed))
}

fn ends_of<S: Stage>(name: &str, ends: &mut Vec<bool>) {
    let found = S::ALL.iter().filter(|step| step.name() == name);
    ends.extend(found.map(|step| step.is_final()));
}
