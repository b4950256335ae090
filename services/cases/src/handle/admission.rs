//! Whether an act comes near a case at all.

use refusal::{Refusal, etag};

use super::{By, Request};
use crate::store::Chained;
use crate::visibility::sees;

/// Lets the act come near the case: the caller may know of it, and has seen what it stands at.
pub(super) fn admit(
    by: By<'_>,
    request: &Request,
    seen: Option<i64>,
    found: Option<Chained>,
) -> Result<Option<Chained>, Refusal> {
    if request.case_id.is_none() {
        return Ok(None);
    }
    let case = if request.act.kind().is_by_code() {
        found.ok_or_else(absent)?
    } else {
        visible(by, found)?
    };
    match seen {
        Some(seen) if seen != case.stored.version => Err(stale(case.stored.version)),
        _ => Ok(Some(case)),
    }
}

/// The case, if the caller may know of it: otherwise it is as if there were none.
pub(super) fn visible(by: By<'_>, case: Option<Chained>) -> Result<Chained, Refusal> {
    let seen = case.filter(|case| match by {
        By::Actor(actor) => sees(actor, &case.stored.case),
        By::Clock | By::Platform | By::Party | By::Bank(_) => true,
    });
    seen.ok_or_else(absent)
}

/// No such case, for this caller.
pub(crate) fn absent() -> Refusal {
    Refusal::absent("case", "案件")
}

/// The receipt stands for a payment of another case.
pub(super) fn receipt_taken() -> Refusal {
    let guard = cases_domain::Guard::ReceiptUnused;
    let (reason, citation) = (guard.reason(), guard.citation());
    let zh = format!("票据已用于其他案件的缴款（{citation}）。{}", reason.remedy);
    Refusal::new(reason, reason.meaning.to_owned(), zh).citing(citation.law, citation)
}

pub(super) fn stale(version: i64) -> Refusal {
    Refusal::stale("case", "案件", &etag::write(version))
}
