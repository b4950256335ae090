//! 裁量基准、典型案例、综合查一次场景 of the stories' items. Invented, along the articles they name.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{Domain, FactorKind, PartyKind};

use super::parties::basis;
use super::{Entry, day, ids};

/// Ten thousand yuan, in fen.
const YUAN_10_000: i64 = 1_000_000;
/// A hundred yuan, in fen.
const YUAN_100: i64 = 10_000;

/// The standards.
pub(super) fn standards() -> Vec<Entry> {
    let advertisement = proto::Standard {
        standard_id: ids::STANDARD_AD_CITATION.to_owned(),
        name: "广告引证内容违法行政处罚裁量基准".to_owned(),
        item_id: ids::ITEM_AD_CITATION.to_owned(),
        document_number: "龙市监规〔2021〕1号（演示）".to_owned(),
        agency_id: ids::AGENCY_MARKET.to_owned(),
        division: ids::DIVISION_LONGHAI.to_owned(),
        tiers: tiers(
            [3, 7, 10].map(|part| part * YUAN_10_000),
            [3, 7, 10].map(|part| part * YUAN_10_000),
        ),
        factors: factors(),
        domain: Domain::MarketSupervision.into(),
    };
    let gas = proto::Standard {
        standard_id: ids::STANDARD_GAS_USER.to_owned(),
        name: "燃气用户违规用气行政处罚裁量基准".to_owned(),
        item_id: ids::ITEM_GAS_USER.to_owned(),
        document_number: "龙城管规〔2021〕1号（演示）".to_owned(),
        agency_id: ids::AGENCY_URBAN.to_owned(),
        division: ids::DIVISION_LONGHAI.to_owned(),
        tiers: tiers(
            [3, 7, 10].map(|part| part * YUAN_10_000),
            [3, 7, 10].map(|part| part * YUAN_100),
        ),
        factors: factors(),
        domain: Domain::Housing.into(),
    };
    [advertisement, gas]
        .into_iter()
        .map(|standard| Entry::since(day(2021, 7, 15), Body::Standard(standard)))
        .collect()
}

fn tiers(organisation: [i64; 3], person: [i64; 3]) -> Vec<proto::Tier> {
    let steps = [
        ("较轻", "初次违法，违法行为持续时间较短，及时改正"),
        ("一般", "不具有较轻、较重情形"),
        (
            "较重",
            "两年内因同类违法行为受过行政处罚，或者造成较重危害后果",
        ),
    ];
    let floor = |caps: [i64; 3], at: usize| match at {
        0 => 0,
        at => caps[at - 1],
    };
    steps
        .into_iter()
        .enumerate()
        .map(|(at, (name, condition))| proto::Tier {
            name: name.to_owned(),
            conditions: vec![condition.to_owned()],
            fine_floor_fen: floor(organisation, at),
            fine_cap_fen: organisation[at],
            person_fine_floor_fen: floor(person, at),
            person_fine_cap_fen: person[at],
            measures: String::new(),
        })
        .collect()
}

fn factors() -> Vec<proto::Factor> {
    [
        (
            FactorKind::NoPenalty,
            "初次违法且危害后果轻微并及时改正",
            "行政处罚法第三十三条第一款",
        ),
        (
            FactorKind::Lighter,
            "主动消除或者减轻违法行为危害后果",
            "行政处罚法第三十二条第（一）项",
        ),
    ]
    .into_iter()
    .map(|(kind, circumstance, citation)| proto::Factor {
        kind: kind.into(),
        circumstance: circumstance.to_owned(),
        citation: citation.to_owned(),
    })
    .collect()
}

/// The typical case and the scene.
pub(super) fn cases_and_scenes() -> Vec<Entry> {
    let case = proto::TypicalCase {
        typical_case_id: ids::TYPICAL_CASE_AD.to_owned(),
        title: "某食品公司广告引用数据未表明出处案".to_owned(),
        item_id: ids::ITEM_AD_CITATION.to_owned(),
        domain: Domain::MarketSupervision.into(),
        facts: "当事人某食品公司在网店页面发布广告，引用调查数据说明产品销量，未表明出处。经责令，当事人当日删除广告。".to_owned(),
        decision: "当事人初次违法、及时改正，广告发布时间较短，属于较轻阶次，责令停止发布广告，罚款五千元。".to_owned(),
        basis: vec![basis(ids::LAW_ADVERTISING, 11, 2, 0), basis(ids::LAW_ADVERTISING, 59, 1, 2)],
        standard_id: ids::STANDARD_AD_CITATION.to_owned(),
        year: 2022,
        division: ids::DIVISION_LONGHAI.to_owned(),
        source: "龙海区司法局（演示）".to_owned(),
        fine_fen: YUAN_10_000 / 2,
    };
    let check = |content: &str, method: &str| proto::SceneCheck {
        item_id: ids::ITEM_GAS_INSPECTION.to_owned(),
        content: content.to_owned(),
        method: method.to_owned(),
        norm: "《城镇燃气管理条例》第二十八条".to_owned(),
        mandatory: false,
    };
    let scene = proto::Scene {
        scene_id: ids::SCENE_GAS.to_owned(),
        name: "餐饮场所燃气安全综合查一次".to_owned(),
        division: ids::DIVISION_LONGHAI.to_owned(),
        item_ids: vec![ids::ITEM_GAS_INSPECTION.to_owned()],
        lead_agency_id: ids::AGENCY_URBAN.to_owned(),
        party_kinds: vec![
            PartyKind::IndividualBusiness.into(),
            PartyKind::Organisation.into(),
        ],
        checks: vec![
            check("是否安装可燃气体探测器和燃气紧急切断阀", "现场查看、试运行"),
            check("燃气软管是否老化、超长或者私接三通", "现场查看"),
            check(
                "气瓶是否在检验有效期内、是否违规存放",
                "查看钢瓶标识和存放场所",
            ),
        ],
    };
    vec![
        Entry::since(day(2023, 1, 1), Body::TypicalCase(case)),
        Entry::since(day(2023, 1, 1), Body::Scene(scene)),
    ]
}
