//! Who is competent, said as an officer would say it.

use calendar::CivilDate;
use competence::{Competence, Ground, Records, Subject, TransferKind, Why};
use statute::{Citation, Law};

use super::subject::{Asked, Found};

/// The articles and documents that the answer rests on.
pub(super) fn citations(competence: &Competence, found: &Found) -> Vec<String> {
    let subjects = match competence {
        Competence::One(subject) => std::slice::from_ref(subject),
        Competence::Dispute { candidates, .. } => candidates,
        Competence::None(_) => &[],
    };
    let articles = competence.citations();
    let documents = subjects
        .iter()
        .filter_map(|subject| document(subject, found));
    let mut citations: Vec<String> = articles.iter().map(ToString::to_string).collect();
    citations.extend(documents);
    citations.dedup();
    citations
}

/// Exactly one.
pub(super) fn one(
    subject: &Subject,
    records: &Records<'_>,
    found: &Found,
    asked: &Asked,
) -> String {
    let (item, place, name) = (&found.item.name, &found.place, found.name(&subject.agency));
    let mut clauses = vec![match (subject.ground, document(subject, found)) {
        (Ground::Grant, Some(document)) => {
            let from = subject.from.as_deref().unwrap_or_default();
            format!(
                "“{item}”已由{document}赋权，原属{}的该项职权在{place}由{name}以自己的名义行使",
                found.name(from)
            )
        }
        (Ground::Concentration, Some(document)) => {
            format!("“{item}”已由{document}相对集中，在{place}由{name}行使")
        }
        _ => format!(
            "“{item}”在{place}由{name}管辖：违法行为发生地在其管辖区划内，且该事项列明其为实施主体"
        ),
    }];
    let transfers = records.transfers();
    let unclaimed: Vec<&str> = transfers
        .iter()
        .filter(|transfer| {
            transfer.kind == TransferKind::Grant
                && transfer.published
                && transfer.grantor == subject.agency
        })
        .flat_map(|transfer| &transfer.grantees)
        .filter(|grantee| !grantee.claimed && grantee.agency.division.contains(&asked.place))
        .map(|grantee| found.name(&grantee.agency.id))
        .collect();
    if !unclaimed.is_empty() {
        clauses.push(format!(
            "{}未认领该事项，仍由原实施主体办理",
            unclaimed.join("、")
        ));
    }
    if !subject.entrusted.is_empty() {
        let names: Vec<&str> = subject.entrusted.iter().map(|id| found.name(id)).collect();
        clauses.push(format!("{}受委托以其名义实施", names.join("、")));
    }
    clauses.join("；")
}

/// Several.
pub(super) fn dispute(candidates: &[Subject], superior: &str, found: &Found) -> String {
    let names: Vec<String> = candidates
        .iter()
        .map(|subject| format!("{}（{}）", found.name(&subject.agency), subject.ground.zh()))
        .collect();
    format!(
        "“{}”在{}有{}个执法主体都有管辖权：{}。由最先立案的行政机关管辖；发生争议的应当协商解决，协商不成的报请共同的上一级行政机关（{superior}）指定管辖",
        found.item.name,
        found.place,
        candidates.len(),
        names.join("、")
    )
}

/// Nobody.
pub(super) fn none(why: &Why, found: &Found) -> String {
    let words = format!(
        "“{}”在{}没有有管辖权的执法主体：{}",
        found.item.name,
        found.place,
        why.zh()
    );
    if found.lapsed.is_empty() {
        return words;
    }
    format!(
        "{words}；{}当日没有有效的执法主体资格",
        found.lapsed.join("、")
    )
}

/// The item does not hold on the day.
pub(super) fn not_in_force(item: &str, place: &str, day: CivilDate) -> (String, String) {
    let citation = Citation::article(Law::AdministrativePenaltyLaw, 38);
    let words = format!(
        "“{item}”在{}没有有效记录，当日在{place}不能依该事项实施：没有依据的，行政处罚无效",
        day.zh()
    );
    (words, citation.to_string())
}

/// `《关于赋予……的决定》（沙政规〔2022〕3号）`.
fn document(subject: &Subject, found: &Found) -> Option<String> {
    let id = subject.instrument.as_ref()?;
    let instrument = found
        .instruments
        .iter()
        .find(|instrument| instrument.instrument_id == *id)?;
    let title = format!("《{}》", instrument.title);
    Some(if instrument.document_number.is_empty() {
        title
    } else {
        format!("{title}（{}）", instrument.document_number)
    })
}
