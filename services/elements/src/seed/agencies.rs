//! 执法主体 of the stories. Names and divisions are real, credit codes invented.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{AgencyKind, Domain};

use super::{Entry, beginning, ids};

struct Office {
    id: &'static str,
    name: &'static str,
    credit_code: &'static str,
    division: &'static str,
    domains: &'static [Domain],
    superior: &'static str,
    reconsideration: &'static str,
    document_word: &'static str,
}

const PROVINCE: [Office; 1] = [Office {
    id: ids::AGENCY_PROVINCE,
    name: "福建省司法厅",
    credit_code: "11350000MB00A0064R",
    division: ids::DIVISION_FUJIAN,
    domains: &[],
    superior: "",
    reconsideration: "福建省人民政府",
    document_word: "闽司",
}];

const SUPERVISOR: [Office; 1] = [Office {
    id: ids::AGENCY_JUSTICE,
    name: "漳州市龙海区司法局",
    credit_code: "11350604MB00A0056P",
    division: ids::DIVISION_LONGHAI,
    domains: &[],
    superior: ids::AGENCY_PROVINCE,
    reconsideration: "漳州市龙海区人民政府",
    document_word: "龙司",
}];

const SUPERVISED: [Office; 4] = [
    Office {
        id: ids::AGENCY_SHIMA,
        name: "漳州市龙海区石码街道办事处",
        credit_code: "11350604MB00A0013A",
        division: ids::DIVISION_SHIMA,
        domains: &[
            Domain::Housing,
            Domain::MarketSupervision,
            Domain::FireSafety,
        ],
        superior: ids::AGENCY_JUSTICE,
        reconsideration: "漳州市龙海区人民政府",
        document_word: "龙石街",
    },
    Office {
        id: ids::AGENCY_MARKET,
        name: "漳州市龙海区市场监督管理局",
        credit_code: "11350604MB00A00215",
        division: ids::DIVISION_LONGHAI,
        domains: &[Domain::MarketSupervision],
        superior: ids::AGENCY_JUSTICE,
        reconsideration: "漳州市龙海区人民政府",
        document_word: "龙市监",
    },
    Office {
        id: ids::AGENCY_URBAN,
        name: "漳州市龙海区城市管理和综合执法局",
        credit_code: "11350604MB00A003XW",
        division: ids::DIVISION_LONGHAI,
        domains: &[Domain::Housing],
        superior: ids::AGENCY_JUSTICE,
        reconsideration: "漳州市龙海区人民政府",
        document_word: "龙城管",
    },
    Office {
        id: ids::AGENCY_FIRE,
        name: "漳州市龙海区消防救援大队",
        credit_code: "11350604MB00A0048W",
        division: ids::DIVISION_LONGHAI,
        domains: &[Domain::FireSafety],
        superior: ids::AGENCY_JUSTICE,
        reconsideration: "漳州市消防救援支队",
        document_word: "龙消",
    },
];

/// The agencies, those above first.
pub(super) fn by_rank() -> Vec<Vec<Entry>> {
    [&PROVINCE[..], &SUPERVISOR[..], &SUPERVISED[..]]
        .into_iter()
        .map(|rank| rank.iter().map(Office::entry).collect())
        .collect()
}

impl Office {
    fn entry(&self) -> Entry {
        let agency = proto::Agency {
            agency_id: self.id.to_owned(),
            name: self.name.to_owned(),
            credit_code: self.credit_code.to_owned(),
            kind: AgencyKind::Statutory.into(),
            division: self.division.to_owned(),
            domains: self
                .domains
                .iter()
                .map(|domain| i32::from(*domain))
                .collect(),
            superior_id: self.superior.to_owned(),
            reconsideration_organ: self.reconsideration.to_owned(),
            document_word: self.document_word.to_owned(),
            ..proto::Agency::default()
        };
        Entry::since(beginning(), Body::Agency(agency))
    }
}
