//! A case as its party sees it: what it was told, what was served on it, what runs for it, what it can do. Nothing else.

use calendar::CivilDate;
use cases_domain::account::{Terms, payable_on};
use cases_domain::serving::Serving;
use cases_domain::{Case, Deadline, DeadlineKind, Decided, Procedure, issuing, remedy_text};
use contract::cases::v1 as proto;

use crate::record::parts;

/// The case as its party sees it on a day; `government` is the one to which it applies for review.
pub(crate) fn case(
    case: &Case,
    terms: Terms,
    on: CivilDate,
    government: &str,
) -> proto::PartyCase {
    let opening = &case.opening;
    let owed = if decided_and_served(case) {
        Some(payable_on(case, terms, on).owed)
    } else {
        None
    };
    proto::PartyCase {
        case_code: opening.code.to_string(),
        agency_name: opening.agency.name.clone(),
        party_name: opening.party.name.clone(),
        procedure_name: case.procedure.zh().to_owned(),
        stage_name: stage(case).to_owned(),
        documents: shown(case).map(|it| document(case, it)).collect(),
        deadlines: running(case).map(deadline).collect(),
        remedies: remedies(case, government),
        owed_fen: owed.map_or(0, |it| {
            parts::fen(it.fine) + parts::fen(it.confiscation) + parts::fen(it.late_fine)
        }),
        late_fine_fen: owed.map_or(0, |it| parts::fen(it.late_fine)),
        parcel_ready: decided_and_served(case),
    }
}

/// The services whose documents the party may see.
pub(crate) fn shown(case: &Case) -> impl Iterator<Item = &Serving> {
    case.servings.iter().filter(|it| it.is_open_to_party())
}

/// How far the party was told that its case has come.
fn stage(case: &Case) -> &'static str {
    match &case.procedure {
        Procedure::OrdinaryPenalty(it) => {
            if it.decision_service.is_some() && case.is_closed() {
                "已结案"
            } else if it.decision_service.is_some() {
                "处理决定已送达"
            } else if it.notice.is_some() {
                "已告知拟作出的处罚，您有权陈述、申辩"
            } else {
                "正在调查处理"
            }
        }
        Procedure::Inspection(it) => {
            if it.order_service.is_some() && case.is_closed() {
                "检查已结束"
            } else if it.order_service.is_some() {
                "责令改正通知书已送达"
            } else if it.visit.is_some() {
                "已进行现场检查"
            } else {
                "检查进行中"
            }
        }
        Procedure::SummaryPenalty(it) => {
            if case.is_closed() {
                "已结案"
            } else if it.decision.is_some() {
                "已当场作出处罚决定"
            } else {
                "正在当场处理"
            }
        }
    }
}

/// Whether a decision was made that the party has.
pub(crate) fn decided_and_served(case: &Case) -> bool {
    let ordinary = case
        .penalty()
        .is_some_and(|it| it.decision_service.is_some());
    ordinary || case.summary().is_some_and(|it| it.decision.is_some())
}

fn document(case: &Case, it: &Serving) -> proto::PartyDocument {
    let receipt = it.receipt.as_ref();
    let under_way = it.under_way().map(|attempt| attempt.manner);
    let manner = receipt.map(|receipt| receipt.manner).or(under_way);
    let file = issuing::find(case, it.document.number);
    proto::PartyDocument {
        serving_number: parts::count(it.number),
        document_number: parts::count(it.document.number),
        title: match file {
            Some(file) if !file.stands() => format!("{}（已作废）", it.document.title()),
            _ => it.document.title(),
        },
        issued_date: it.document.issued_on.to_string(),
        served_date: it.served_on().map(|on| on.to_string()).unwrap_or_default(),
        manner_name: manner
            .map(|manner| manner.zh().to_owned())
            .unwrap_or_default(),
        signed_by: it
            .signed
            .as_ref()
            .map(|signed| signed.signer.clone())
            .unwrap_or_default(),
        sign_time: it.signed.as_ref().map(|signed| parts::timestamp(signed.at)),
        may_sign: it.signed.is_none() && file.is_some_and(cases_domain::Document::stands),
        sm3: file
            .map(|file| file.printed.sm3.clone())
            .unwrap_or_default(),
    }
}

/// The deadlines that run for the party and of which it was told. How long the agency has is the agency's affair.
fn running(case: &Case) -> impl Iterator<Item = &Deadline> {
    let told = |kind: DeadlineKind| match kind {
        DeadlineKind::Statement
        | DeadlineKind::HearingRequest
        | DeadlineKind::Payment
        | DeadlineKind::ReviewApplication
        | DeadlineKind::Suit
        | DeadlineKind::Urging
        | DeadlineKind::Instalment
        | DeadlineKind::Retest => true,
        DeadlineKind::Rectification => {
            let served = |it: &cases_domain::Inspection| it.order_service.is_some();
            case.inspection().is_some_and(served)
        }
        _ => false,
    };
    let open = case.deadlines.iter().filter(|it| it.is_open());
    open.filter(move |it| told(it.kind()))
}

fn deadline(it: &Deadline) -> proto::PartyDeadline {
    proto::PartyDeadline {
        name: it.kind().zh().to_owned(),
        due_date: it.due.to_string(),
        citation: it.citation.to_string(),
    }
}

/// How the party may have the decision looked at.
fn remedies(case: &Case, government: &str) -> String {
    if let Some(summary) = case.summary() {
        let decision = summary.decision.as_ref();
        return decision.map_or_else(String::new, |it| it.remedy.clone());
    }
    let served = case.penalty().filter(|it| it.decision_service.is_some());
    let Some(decision) = served.and_then(|it| it.decision.as_ref()) else {
        return String::new();
    };
    let decided = Decided::ordinarily_of(case, decision.disposal.punishes());
    remedy_text(decided, decision.on, government)
}
