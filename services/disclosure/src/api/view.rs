//! A publication as the contract shows it.

use calendar::CivilDate;
use contract::disclosure::v1 as proto;
use refusal::etag;

use crate::desk::tag;
use crate::publication::Publication;

/// As staff see it.
pub(crate) fn publication(it: &Publication) -> proto::Publication {
    proto::Publication {
        publication_id: it.id.to_string(),
        case_id: it.case_id.to_string(),
        kind: it.kind.into(),
        state: it.state.wire().into(),
        decision: Some(it.decision.clone()),
        due_date: day(it.body.due),
        published_date: day(it.body.published),
        display_until: day(it.body.until),
        citation: it.body.citation.clone(),
        reason: it.body.reason.clone(),
        reason_text: it.body.reason_text.clone(),
        withheld_date: day(it.body.withheld),
        withdrawal_reasons: it.body.withdrawal_reasons.clone(),
        withdrawn_date: day(it.body.withdrawn),
        origin: it.origin.clone(),
        etag: etag::write(tag(it)),
        rules_version: it.body.rules_version.clone(),
    }
}

/// As the public sees it while it is shown.
pub(crate) fn published(it: &Publication) -> proto::PublishedDecision {
    proto::PublishedDecision {
        publication_id: it.id.to_string(),
        decision: Some(it.decision.clone()),
        published_date: day(it.body.published),
        display_until: day(it.body.until),
    }
}

/// What stands in the place of one that was withdrawn.
pub(crate) fn withdrawal(it: &Publication) -> proto::Withdrawal {
    proto::Withdrawal {
        document_number: it.decision.document_number.clone(),
        agency_name: it.decision.agency_name.clone(),
        reasons: it.body.withdrawal_reasons.clone(),
        withdrawn_date: day(it.body.withdrawn),
        citation: it.body.withdrawal_citation.clone(),
    }
}

fn day(day: Option<CivilDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
