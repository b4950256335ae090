//! How each exhibit came from hand to hand, and who else may rely on it: a table behind the evidence.

use cases_domain::custody::{Holder, Transfer};
use cases_domain::exhibit::{Exhibit, Grant};
use cases_domain::procedure::Stage as _;
use cases_domain::transcript::moment;
use form::Place;
use press::{PlateBody, Table};
use refusal::{Failure, Fault};
use volume::{Item, Lies};

use super::Ground;

/// The title of the paper.
const TITLE: &str = "证据保管交接和互用授权表";

/// The tables; none: no exhibit was handed over, lent or borrowed.
pub(super) async fn item(ground: &Ground<'_>) -> Result<Option<Item>, Failure> {
    let tables = tables(ground);
    if tables.is_empty() {
        return Ok(None);
    }
    let body = PlateBody::Tables {
        facts: Vec::new(),
        tables,
        notes: vec!["本表依平台记录制作。未列入的证据材料由取证人保管。".to_owned()],
    };
    let pdf = ground.plate(TITLE, body).await.map_err(Fault::internal)?;
    Ok(Some(Item {
        title: TITLE.to_owned(),
        number: String::new(),
        on: None,
        place: Place::Evidence,
        last: true,
        pdf: Some(pdf),
        sm3: String::new(),
        lies: Lies::Nowhere,
        note: String::new(),
    }))
}

fn tables(ground: &Ground<'_>) -> Vec<Table> {
    let exhibits = &ground.case.exhibits;
    let custody = ground.case.custody.iter();
    let custody = custody.map(|it| transfer(ground, &it.exhibit.to_string(), it));
    let elsewhere = exhibits.iter().filter_map(|it| Some((it, it.origin.as_ref()?)));
    let elsewhere = elsewhere.flat_map(|(it, origin)| {
        let number = format!("{}（在{}）", it.number, origin.agency.name);
        let transfers = origin.custody.iter();
        transfers.map(move |transfer_there| transfer(ground, &number, transfer_there))
    });
    let grants = exhibits.iter().flat_map(|it| {
        let own = it.grants.iter();
        own.map(move |grant| granted(ground, it, grant))
    });
    let used = exhibits.iter().filter_map(taken_over);
    let all = [
        (
            "证据保管交接",
            &[
                ("证据", 8),
                ("移交", 14),
                ("接收", 14),
                ("事由", 22),
                ("移交时间", 20),
                ("结果", 30),
            ][..],
            custody.chain(elsewhere).collect::<Vec<_>>(),
        ),
        (
            "提供其他机关使用的授权",
            &[
                ("证据", 8),
                ("被授权机关", 24),
                ("用途", 26),
                ("期限", 24),
                ("批准人", 12),
                ("状态", 24),
            ],
            grants.collect(),
        ),
        (
            "使用其他机关提供的证据",
            &[
                ("证据", 8),
                ("提供机关", 22),
                ("来源案件", 22),
                ("用途", 24),
                ("核对和采信", 30),
            ],
            used.collect(),
        ),
    ];
    all.into_iter()
        .filter(|(_, _, rows)| !rows.is_empty())
        .map(|(title, columns, rows)| Table {
            title: title.to_owned(),
            columns: columns
                .iter()
                .map(|(label, width)| ((*label).to_owned(), *width))
                .collect(),
            rows,
        })
        .collect()
}

fn transfer(ground: &Ground<'_>, exhibit: &str, it: &Transfer) -> Vec<String> {
    let ended = match it.ended_at {
        Some(at) => format!("{}{}。{}", moment(at), it.step.zh(), it.remark),
        None => it.step.zh().to_owned(),
    };
    vec![
        exhibit.to_owned(),
        holder(ground, &it.from),
        holder(ground, &it.to),
        it.why.clone(),
        moment(it.at),
        ended,
    ]
}

fn holder(ground: &Ground<'_>, it: &Holder) -> String {
    match it {
        Holder::Officer(id) => ground.people.name_of(id),
        Holder::Outside(name) => name.clone(),
    }
}

fn granted(ground: &Ground<'_>, it: &Exhibit, grant: &Grant) -> Vec<String> {
    let state = match &grant.withdrawn {
        Some((on, why)) => format!("{}撤回：{why}", on.zh()),
        None => "未撤回".to_owned(),
    };
    vec![
        it.number.to_string(),
        grant.to.name.clone(),
        grant.purpose.clone(),
        format!("{}至{}", grant.from.zh(), grant.until.zh()),
        ground.people.name_of(&grant.by),
        state,
    ]
}

fn taken_over(it: &Exhibit) -> Option<Vec<String>> {
    let origin = it.origin.as_ref()?;
    Some(vec![
        it.number.to_string(),
        origin.agency.name.clone(),
        format!("{}　证据{}", origin.code, origin.exhibit),
        origin.purpose.clone(),
        origin.recognition.clone(),
    ])
}
