//! 沙县区: what was handed to its towns (赋权), what they claimed, and the four lists (data/shaxian, data/README.md).
//!
//! A part of the 284 items, for demonstration: twelve towns, each of which claimed some. And one item of 龙海区 that 石码街道
//! received without having to claim it.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{AgencyKind, Domain, InstrumentKind, ItemKind, LeniencyKind};
use serde::Deserialize;

use super::{Entry, SeedError, day, ids};

const AGENCIES: &str = include_str!("../../data/shaxian/agencies.csv");
const ITEMS: &str = include_str!("../../data/shaxian/items.csv");

/// 三明市沙县区.
const DIVISION: &str = "350405";
const GRANT: &str = "grant-shaxian-2022";

#[derive(Deserialize)]
struct Office {
    agency_id: String,
    name: String,
    division: String,
    domain: Line,
    document_word: String,
    credit_code: String,
}

#[derive(Deserialize)]
struct Matter {
    item_id: String,
    name: String,
    domain: Line,
    agency_id: String,
    law_id: String,
    article: i32,
    paragraph: i32,
    item: i32,
    floor_fen: i64,
    cap_fen: i64,
    person_floor_fen: i64,
    person_cap_fen: i64,
    /// Lists it stands on: N 不予处罚, L 从轻, M 减轻, F 免予行政强制.
    lists: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Housing,
    MarketSupervision,
}

/// The agencies, the items, and then what rests on both.
pub(super) fn stages() -> Result<Vec<Vec<Entry>>, SeedError> {
    let offices: Vec<Office> = read(AGENCIES)?;
    let matters: Vec<Matter> = read(ITEMS)?;
    let mut instruments = vec![grant(&offices, &matters), longhai_grant()];
    instruments.extend(lists(&matters));
    let claims = claims(&offices, &matters);
    let agencies = offices.into_iter().map(Office::entry).collect();
    let mut items: Vec<Entry> = matters.into_iter().map(Matter::entry).collect();
    items.push(longhai_item());
    Ok(vec![agencies, items, instruments, claims])
}

fn read<T: for<'a> Deserialize<'a>>(table: &str) -> Result<Vec<T>, SeedError> {
    csv::Reader::from_reader(table.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| SeedError::Data(Box::new(error)))
}

fn grant(offices: &[Office], matters: &[Matter]) -> Entry {
    let instrument = proto::Instrument {
        instrument_id: GRANT.to_owned(),
        kind: InstrumentKind::Grant.into(),
        title: "沙县区第一批赋予乡镇（街道）行政处罚事项（演示，节录）".to_owned(),
        document_number: String::new(),
        issuer: "三明市沙县区人民政府".to_owned(),
        division: DIVISION.to_owned(),
        grantee_ids: towns(offices).map(|it| it.agency_id.clone()).collect(),
        powers: granted(matters).map(Matter::power).collect(),
        claimed: true,
        publication: "沙县区人民政府门户网站（演示）".to_owned(),
        evaluation_date: "2024-06-01".to_owned(),
    };
    // 2022年6月: the day is not known.
    Entry::since(day(2022, 6, 1), Body::Instrument(instrument))
}

/// 2022年11月签订赋权确认书: each town took some, the first all but none.
fn claims(offices: &[Office], matters: &[Matter]) -> Vec<Entry> {
    let granted: Vec<&str> = granted(matters).map(|it| it.item_id.as_str()).collect();
    towns(offices)
        .enumerate()
        .map(|(number, town)| {
            let taken = granted.iter().enumerate().filter(|(at, _)| {
                // The twelfth left out five, the first took all.
                number == 0 || at % 12 >= number.min(5)
            });
            let claim = proto::Claim {
                claim_id: format!("claim-2022-{}", town.agency_id),
                instrument_id: GRANT.to_owned(),
                agency_id: town.agency_id.clone(),
                item_ids: taken.map(|(_, id)| (*id).to_owned()).collect(),
                confirmation: format!("赋权确认书（演示）第{}号", number + 1),
            };
            Entry::since(day(2022, 11, 1), Body::Claim(claim))
        })
        .collect()
}

fn lists(matters: &[Matter]) -> Vec<Entry> {
    let list = |mark: char,
                id: &str,
                kind: LeniencyKind,
                name: &str,
                conditions: &[&str],
                citation: &str| {
        let entries = matters
            .iter()
            .filter(|matter| matter.lists.contains(mark))
            .map(|matter| proto::LeniencyEntry {
                item_id: matter.item_id.clone(),
                conditions: conditions.iter().map(|it| (*it).to_owned()).collect(),
                citation: citation.to_owned(),
            });
        let list = proto::LeniencyList {
            leniency_list_id: format!("list-shaxian-{id}"),
            kind: kind.into(),
            name: format!("沙县区{name}清单（演示）"),
            division: DIVISION.to_owned(),
            document_number: String::new(),
            entries: entries.collect(),
        };
        Entry::since(day(2023, 1, 1), Body::LeniencyList(list))
    };
    vec![
        list(
            'N',
            "no-penalty",
            LeniencyKind::NoPenalty,
            "不予处罚事项",
            &["初次违法", "危害后果轻微", "在责令改正的期限内改正"],
            "行政处罚法第三十三条第一款",
        ),
        list(
            'L',
            "lighter",
            LeniencyKind::Lighter,
            "从轻处罚事项",
            &["主动消除或者减轻违法行为危害后果"],
            "行政处罚法第三十二条第（一）项",
        ),
        list(
            'M',
            "mitigated",
            LeniencyKind::Mitigated,
            "减轻处罚事项",
            &["主动供述行政机关尚未掌握的违法行为"],
            "行政处罚法第三十二条第（三）项",
        ),
        list(
            'F',
            "no-compulsion",
            LeniencyKind::NoCompulsion,
            "免予行政强制事项",
            &["违法行为情节显著轻微或者没有明显社会危害"],
            "行政强制法第十六条第二款",
        ),
    ]
}

/// An item of its own, so that the district's other items stay as they are.
fn longhai_item() -> Entry {
    let item = proto::Item {
        item_id: ids::ITEM_LITTER.to_owned(),
        name: "对随地吐痰、便溺，乱扔果皮、纸屑和烟头等废弃物的行政处罚".to_owned(),
        kind: ItemKind::Penalty.into(),
        domain: Domain::Housing.into(),
        basis: vec![basis(ids::LAW_APPEARANCE, 34, 1, 1)],
        agency_ids: vec![ids::AGENCY_URBAN.to_owned()],
        ..proto::Item::default()
    };
    Entry::since(day(2021, 7, 15), Body::Item(item))
}

fn longhai_grant() -> Entry {
    let instrument = proto::Instrument {
        instrument_id: ids::GRANT_SHIMA.to_owned(),
        kind: InstrumentKind::Grant.into(),
        title: "龙海区赋予石码街道行政处罚事项（演示）".to_owned(),
        document_number: String::new(),
        issuer: "漳州市龙海区人民政府".to_owned(),
        division: ids::DIVISION_LONGHAI.to_owned(),
        grantee_ids: vec![ids::AGENCY_SHIMA.to_owned()],
        powers: vec![power(ids::ITEM_LITTER, ids::AGENCY_URBAN)],
        claimed: false,
        publication: "龙海区人民政府门户网站（演示）".to_owned(),
        evaluation_date: "2024-06-01".to_owned(),
    };
    Entry::since(day(2022, 6, 1), Body::Instrument(instrument))
}

fn towns(offices: &[Office]) -> impl Iterator<Item = &Office> {
    offices.iter().filter(|office| office.division != DIVISION)
}

/// What is handed down: the penalties of 城市管理局.
fn granted(matters: &[Matter]) -> impl Iterator<Item = &Matter> {
    matters
        .iter()
        .filter(|matter| matter.agency_id == "shaxian-urban" && !matter.compels())
}

fn power(item: &str, grantor: &str) -> proto::Power {
    proto::Power {
        item_id: item.to_owned(),
        grantor_id: grantor.to_owned(),
        duty: "行政处罚".to_owned(),
        basis: String::new(),
        workflow: "立案、调查取证、告知、审核、决定、送达、执行".to_owned(),
        supervision: "行政执法监督、行政复议、行政诉讼".to_owned(),
    }
}

fn basis(law: &str, article: i32, paragraph: i32, item: i32) -> proto::Basis {
    proto::Basis {
        law_id: law.to_owned(),
        article,
        paragraph,
        item,
        ..proto::Basis::default()
    }
}

impl Office {
    fn entry(self) -> Entry {
        let agency = proto::Agency {
            agency_id: self.agency_id,
            name: self.name,
            credit_code: self.credit_code,
            kind: AgencyKind::Statutory.into(),
            division: self.division,
            domains: vec![self.domain.to_proto().into()],
            reconsideration_organ: "三明市沙县区人民政府".to_owned(),
            document_word: self.document_word,
            ..proto::Agency::default()
        };
        Entry::since(day(2021, 7, 1), Body::Agency(agency))
    }
}

impl Matter {
    fn compels(&self) -> bool {
        self.lists.contains('F')
    }

    fn power(&self) -> proto::Power {
        power(&self.item_id, &self.agency_id)
    }

    fn entry(self) -> Entry {
        let kind = if self.compels() {
            ItemKind::Compulsion
        } else {
            ItemKind::Penalty
        };
        let item = proto::Item {
            basis: vec![basis(&self.law_id, self.article, self.paragraph, self.item)],
            item_id: self.item_id,
            name: self.name,
            kind: kind.into(),
            domain: self.domain.to_proto().into(),
            agency_ids: vec![self.agency_id],
            fine_floor_fen: self.floor_fen,
            fine_cap_fen: self.cap_fen,
            person_fine_floor_fen: self.person_floor_fen,
            person_fine_cap_fen: self.person_cap_fen,
            ..proto::Item::default()
        };
        Entry::since(day(2021, 7, 15), Body::Item(item))
    }
}

impl Line {
    const fn to_proto(self) -> Domain {
        match self {
            Self::Housing => Domain::Housing,
            Self::MarketSupervision => Domain::MarketSupervision,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_have_as_many_items_as_were_published() {
        let matters: Vec<Matter> = read(ITEMS).unwrap();
        let counts: Vec<usize> = lists(&matters)
            .into_iter()
            .map(|entry| match entry.body {
                Body::LeniencyList(list) => list.entries.len(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(counts[..3], [20, 7, 35]);
    }

    #[test]
    fn no_two_towns_need_have_taken_the_same() {
        let (offices, matters) = (read(AGENCIES).unwrap(), read(ITEMS).unwrap());
        let taken: Vec<usize> = claims(&offices, &matters)
            .into_iter()
            .map(|entry| match entry.body {
                Body::Claim(claim) => claim.item_ids.len(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(taken.len(), 12);
        assert_eq!(taken[0], granted(&matters).count());
        assert!(taken.iter().skip(1).all(|count| *count < taken[0]));
    }
}
