//! Whether a document has reached the party: by a service of its own, or as far as the case's other steps say so.

use calendar::CivilDate;

use super::Document;
use crate::{Case, DocumentNumber, Service};

/// The day on which the document was served on the party; none: it was not.
pub fn reached_on(case: &Case, document: &Document) -> Option<CivilDate> {
    let mut servings = case.servings.iter().rev();
    let own = servings.find_map(|it| {
        let of_it = it.document.number == document.number;
        it.served_on().filter(|_| of_it)
    });
    if own.is_some() {
        return own;
    }
    let (on, number) = served(case, document)?;
    let same_paper = number.is_some() && number == document.document_number.as_ref();
    // Without a number to tell: a service before the day of issue was that of a paper which this one replaces.
    (same_paper || on >= document.issued_on).then_some(on)
}

/// Whether the document was handed out to be served and has not reached the party yet.
pub(super) fn is_on_its_way(case: &Case, document: &Document) -> bool {
    let mut servings = case.servings.iter();
    servings.any(|it| it.document.number == document.number && !it.step.is_over())
}

/// When a paper of this form was served by an act of the case, and the number that the act gave it.
fn served<'a>(
    case: &'a Case,
    document: &Document,
) -> Option<(CivilDate, Option<&'a DocumentNumber>)> {
    let about = |number: u32| number == document.about;
    let day = |service: &Service| service.on;
    Some(match document.form.code.as_str() {
        "JC03" => {
            let notice = case.inspection()?.notice.as_ref()?;
            (notice.service.on, notice.document_number.as_ref())
        }
        "JC08" => (case.inspection()?.told.as_ref()?.service.on, None),
        "JC09" => {
            let inspection = case.inspection()?;
            let number = inspection.order.as_ref()?.document_number.as_ref();
            (inspection.order_service.as_ref().map(day)?, number)
        }
        "GZ01" | "GZ02" => (case.penalty()?.notice.as_ref()?.service.on, None),
        "JD03" | "JD05" => {
            let penalty = case.penalty()?;
            let number = penalty.decision.as_ref()?.document_number.as_ref();
            (penalty.decision_service.as_ref().map(day)?, number)
        }
        "JD04" => {
            let summary = case.summary()?;
            let number = summary.decision.as_ref()?.document_number.as_ref();
            (summary.handover.as_ref()?.on, number)
        }
        "DC11" => {
            let mut all = case.preservations.iter();
            let it = all.find(|it| about(it.number))?;
            (CivilDate::of(it.at?), it.document_number.as_ref())
        }
        "DC12" => {
            let mut all = case.preservations.iter();
            let it = all.find(|it| about(it.number))?;
            let served = it.handling_service.as_ref().map(day)?;
            (served, it.handling_number.as_ref())
        }
        "QZ02" => {
            let it = case.measures.iter().find(|it| about(it.number))?;
            let site = it.site.as_ref().filter(|site| site.handed_over)?;
            (CivilDate::of(site.ended), it.document_number.as_ref())
        }
        "QZ06" => {
            let it = case.measures.iter().find(|it| about(it.number))?;
            let served = it.freeze_service.as_ref().map(day)?;
            (served, it.document_number.as_ref())
        }
        _ => return None,
    })
}
