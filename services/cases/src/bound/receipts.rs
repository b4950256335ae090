//! Receipts of service (送达回证) in the file: made from the record for every service for which none was issued as a document.

use calendar::CivilDate;
use cases_domain::serving::{Attempt, Serving};
use cases_domain::transcript::moment;
use cases_domain::{Case, Document, OfficerSnapshot, Service, issuing};
use form::Place;
use press::{PlateBody, Table};
use refusal::{Failure, Fault};
use volume::{Item, Lies};

use super::Ground;
use super::evidence::officers;

const TITLE: &str = "送达回证";
const NOTE: &str = "本回证依平台的送达记录制作。";

/// A receipt as the record has it.
struct Told {
    document: String,
    place: Place,
    on: CivilDate,
    facts: Vec<(&'static str, String)>,
    attempts: Vec<Vec<String>>,
}

/// The receipts of a case.
pub(super) async fn items(ground: &Ground<'_>) -> Result<Vec<Item>, Failure> {
    let case = ground.case;
    let served = case.servings.iter().filter_map(|it| by_itself(case, it));
    let told: Vec<Told> = served.chain(in_one(case)).collect();
    let mut items = Vec::new();
    for it in told {
        let pdf = ground.plate(TITLE, body(case, &it)).await;
        items.push(Item {
            title: format!("{TITLE}（{}）", it.document),
            number: String::new(),
            on: Some(it.on),
            place: it.place,
            last: false,
            pdf: Some(pdf.map_err(Fault::internal)?),
            sm3: String::new(),
            lies: Lies::Nowhere,
            note: NOTE.to_owned(),
        });
    }
    Ok(items)
}

fn body(case: &Case, it: &Told) -> PlateBody {
    let mut facts = vec![
        ("送达文书", it.document.clone()),
        ("受送达人", case.opening.party.name.clone()),
    ];
    facts.extend(it.facts.clone());
    let columns = [
        ("次", 6),
        ("方式", 16),
        ("地址", 28),
        ("日期", 16),
        ("送达人", 22),
        ("经过和结果", 34),
    ];
    let tables = (!it.attempts.is_empty()).then(|| Table {
        title: "送达经过".to_owned(),
        columns: columns
            .into_iter()
            .map(|(label, width)| (label.to_owned(), width))
            .collect(),
        rows: it.attempts.clone(),
    });
    PlateBody::Tables {
        facts: facts
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(label, value)| (label.to_owned(), value))
            .collect(),
        tables: tables.into_iter().collect(),
        notes: vec![NOTE.to_owned()],
    }
}

/// A service that went its own way; none: it has no receipt, or its receipt was issued.
fn by_itself(case: &Case, it: &Serving) -> Option<Told> {
    let receipt = it.receipt.as_ref()?;
    if is_issued(case, it.document.number) {
        return None;
    }
    let at = match receipt.at {
        Some(at) => moment(at),
        None => receipt.on.zh(),
    };
    let servers = it.attempts.last().map(|it| officers(&it.officers));
    let signed = it.signed.as_ref().map(|signed| {
        let (who, at) = (&signed.signer, moment(signed.at));
        format!("{who}（{}）{at}在线签收，{}", signed.relation, signed.factor)
    });
    Some(Told {
        document: it.document.title(),
        place: beside(&it.document.form, &it.document.name),
        on: receipt.on,
        facts: vec![
            ("送达方式", receipt.manner.zh().to_owned()),
            ("送达地点", receipt.place.clone()),
            ("收件人", receipt.receiver.clone()),
            ("与受送达人关系", receipt.relation.clone()),
            ("收到时间", at),
            ("拒收情况", receipt.refusal.clone()),
            ("见证", receipt.witness.clone()),
            ("到达系统答复", receipt.answer.clone()),
            ("在线签收", signed.unwrap_or_default()),
            ("送达人", servers.unwrap_or_default()),
            ("备注", receipt.remarks.clone()),
        ],
        attempts: it.attempts.iter().map(attempt).collect(),
    })
}

fn attempt(it: &Attempt) -> Vec<String> {
    let names: Vec<&str> = it.officers.iter().map(|it| it.name.as_str()).collect();
    let mut course = it.course.clone();
    if let Some(failure) = &it.failure {
        let failed = format!("{}未能送达：{}", failure.on.zh(), failure.why);
        course = [course.as_str(), failed.as_str()]
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join("；");
    }
    vec![
        it.number.to_string(),
        it.manner.zh().to_owned(),
        it.address.clone(),
        it.on.zh(),
        names.join("、"),
        course,
    ]
}

/// Services that were recorded by the act that issues and serves in one.
fn in_one(case: &Case) -> Vec<Told> {
    let mut all = Vec::new();
    if let Some(penalty) = case.penalty() {
        if let Some(it) = &penalty.notice {
            let named = ("GZ01", "行政处罚事先告知书", None);
            all.extend(of_act(case, named, &it.service, &it.officers));
        }
        if let (Some(decision), Some(service)) = (&penalty.decision, &penalty.decision_service) {
            let named = if decision.whole().punishes() {
                ("JD03", "行政处罚决定书")
            } else {
                ("JD05", "不予行政处罚决定书")
            };
            let number = decision.document_number.as_ref().map(ToString::to_string);
            all.extend(of_act(case, (named.0, named.1, number), service, &[]));
        }
    }
    if let Some(inspection) = case.inspection()
        && let (Some(order), Some(service)) = (&inspection.order, &inspection.order_service)
    {
        let number = order.document_number.as_ref().map(ToString::to_string);
        all.extend(of_act(case, ("JC09", "责令改正通知书", number), service, &[]));
    }
    all
}

/// The receipt of a service that an act recorded; none: the service has a receipt of its own.
fn of_act(
    case: &Case,
    (code, name, number): (&str, &str, Option<String>),
    it: &Service,
    servers: &[OfficerSnapshot],
) -> Option<Told> {
    let own = case.servings.iter();
    let mut own = own.filter(|serving| serving.document.form == code);
    if own.any(|serving| serving.served_on() == Some(it.on)) {
        return None;
    }
    let papers = case.documents.iter();
    let mut papers = papers.filter(|paper| paper.stands() && paper.form.code == code);
    if papers.any(|paper| is_issued(case, paper.number)) {
        return None;
    }
    Some(Told {
        document: match number {
            Some(number) => format!("{name}（{number}）"),
            None => name.to_owned(),
        },
        place: beside(code, name),
        on: it.on,
        facts: vec![
            ("送达方式", it.manner.zh().to_owned()),
            ("收件人", it.receiver.clone()),
            ("收到时间", it.on.zh()),
            ("送达人", officers(servers)),
            ("备注", it.remarks.clone()),
        ],
        attempts: Vec::new(),
    })
}

/// Whether a receipt for a document was issued as a document itself, and stands.
fn is_issued(case: &Case, document: u32) -> bool {
    let receipt = |it: &&Document| it.form.code == "ZX01" && it.form.name != "公告送达公告";
    let mut issued = case.documents.iter().filter(receipt);
    issued.any(|it| it.stands() && it.about == document && issuing::find(case, document).is_some())
}

/// A receipt stands with the paper that was served: with the decision, or with what else went to the party.
fn beside(code: &str, name: &str) -> Place {
    match form::form(code, name).map(|form| form.place) {
        Some(Place::Decision) => Place::Decision,
        _ => Place::Issued,
    }
}
