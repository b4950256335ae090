//! 裁量基准: 16,000 standards, each dividing the range of one item's fine into three to five tiers.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{Domain, FactorKind};

use super::Draft;
use super::agencies::{Seat, organ_id};
use super::dice::{Dice, For};
use super::items::{self, item_id};
use super::lines::LINES;
use super::places::Places;

/// Standards.
pub const STANDARDS: usize = 16_000;

const TIERS: [[&str; 5]; 3] = [
    ["较轻", "一般", "较重", "", ""],
    ["轻微", "较轻", "一般", "较重", ""],
    ["轻微", "较轻", "一般", "较重", "特别严重"],
];

const CONDITIONS: [&str; 5] = [
    "初次发生，涉及数量少，及时停止违法行为，未造成危害后果",
    "涉及数量较少或者持续时间不足一个月，危害后果较小",
    "持续时间一个月以上三个月以下，或者两年内第二次被查处",
    "持续时间三个月以上，或者两年内三次以上被查处，危害后果较大",
    "造成人员伤亡、重大财产损失或者恶劣社会影响，拒不改正",
];

/// Items that have a standard: penalties with a fine, as many as there are standards.
pub(super) fn plans(items: &[items::Plan]) -> Vec<&items::Plan> {
    let fined = items.iter().filter(|item| item.fines.0[1] > 0);
    fined.take(STANDARDS).collect()
}

/// The standard of an item.
pub(super) fn draft(places: &Places, item: &items::Plan, at: usize, seed: u64) -> Draft {
    let mut dice = Dice::of(seed, For::Standard, at as u64);
    let line = &LINES[item.line];
    let (division, maker, word) = match item.seat {
        Seat::County(county) => {
            let county = &places.counties[county];
            (
                county.code.clone(),
                item.seat,
                places.cities[county.above].word(),
            )
        }
        Seat::City(city) => (
            places.cities[city].code.clone(),
            item.seat,
            places.cities[city].word(),
        ),
        Seat::Province if line.province.is_empty() => (
            places.province.code.clone(),
            // 住房和城乡建设厅 makes those of 城管.
            Seat::Province,
            "闽",
        ),
        Seat::Province => (places.province.code.clone(), Seat::Province, "闽"),
    };
    let maker_line = if maker == Seat::Province && line.province.is_empty() {
        5
    } else {
        item.line
    };
    let names = dice.pick(&TIERS);
    let count = names.iter().filter(|name| !name.is_empty()).count();
    let organisations = steps(item.fines.0, count);
    let persons = steps(item.fines.1, count);
    let tiers = (0..count)
        .map(|tier| proto::Tier {
            name: names[tier].to_owned(),
            conditions: vec![CONDITIONS[if count == 3 { tier + 1 } else { tier }].to_owned()],
            fine_floor_fen: organisations[tier],
            fine_cap_fen: organisations[tier + 1],
            person_fine_floor_fen: persons[tier],
            person_fine_cap_fen: persons[tier + 1],
            measures: if tier + 1 == count && dice.permille(300) {
                "责令停产停业".to_owned()
            } else {
                String::new()
            },
        })
        .collect();
    let standard = proto::Standard {
        standard_id: format!("s-{:05}", at + 1),
        name: format!(
            "{}行政处罚裁量基准第{}项",
            line.local.trim_end_matches('局'),
            at + 1
        ),
        item_id: item_id(item.at),
        document_number: format!(
            "{word}{}规〔{}〕{}号",
            line.word,
            dice.between(2022, 2025),
            dice.between(1, 20)
        ),
        agency_id: organ_id(places, maker_line, maker),
        division,
        tiers,
        factors: factors(&mut dice),
        domain: line
            .domains
            .first()
            .copied()
            .unwrap_or(Domain::Housing)
            .into(),
    };
    Draft::since(item.from, Body::Standard(standard))
}

/// The range in fen, cut into `count` parts of whole ten yuan.
fn steps([floor, cap]: [i64; 2], count: usize) -> Vec<i64> {
    let count = i64::try_from(count).unwrap_or(1);
    (0..=count)
        .map(|step| {
            let yuan = floor + (cap - floor) * step / count;
            let whole = if step == 0 || step == count {
                yuan
            } else {
                yuan / 10 * 10
            };
            whole.max(floor) * 100
        })
        .collect()
}

fn factors(dice: &mut Dice) -> Vec<proto::Factor> {
    let all = [
        (
            FactorKind::NoPenalty,
            "初次违法且危害后果轻微并及时改正",
            "行政处罚法第三十三条第一款",
        ),
        (
            FactorKind::Lighter,
            "主动消除或者减轻违法行为危害后果",
            "行政处罚法第三十二条",
        ),
        (
            FactorKind::Mitigated,
            "配合行政机关查处违法行为有立功表现",
            "行政处罚法第三十二条",
        ),
        (
            FactorKind::Heavier,
            "发生重大传染病疫情等突发事件期间违反应对措施",
            "行政处罚法第四十九条",
        ),
        (FactorKind::Heavier, "伪造、隐匿、毁灭证据", ""),
    ];
    let first = dice.below(2);
    all.into_iter()
        .skip(first)
        .take(2 + dice.below(3))
        .map(|(kind, circumstance, citation)| proto::Factor {
            kind: kind.into(),
            circumstance: circumstance.to_owned(),
            citation: citation.to_owned(),
        })
        .collect()
}
