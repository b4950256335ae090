//! 非税项目对照 and 业务规范 of 龙海区. Codes and norms are invented.

use contract::elements::v1 as proto;
use contract::elements::v1::NormDemand;
use contract::elements::v1::element::Body;

use super::{Entry, beginning, day, ids};

/// The treasury's codes: one for all fines of each agency.
pub(super) fn revenue_mappings() -> Vec<Entry> {
    [
        (ids::AGENCY_SHIMA, "103050199", "350604.001"),
        (ids::AGENCY_MARKET, "103050116", "350604.317"),
        (ids::AGENCY_URBAN, "103050199", "350604.334"),
        (ids::AGENCY_FIRE, "103050199", "350604.362"),
    ]
    .into_iter()
    .map(|(agency, revenue_code, collector_code)| {
        let mapping = proto::RevenueMapping {
            revenue_mapping_id: format!("rev-{agency}"),
            agency_id: agency.to_owned(),
            item_id: String::new(),
            revenue_code: revenue_code.to_owned(),
            revenue_name: "一般罚没收入（演示）".to_owned(),
            collector_code: collector_code.to_owned(),
        };
        Entry::since(beginning(), Body::RevenueMapping(mapping))
    })
    .collect()
}

/// What 龙海区 demands of its certificates and items beyond what the platform does.
pub(super) fn norms() -> Vec<Entry> {
    let filled = |field: &str, clause: &str| proto::NormRule {
        field: field.to_owned(),
        demand: NormDemand::Filled.into(),
        values: Vec::new(),
        clause: clause.to_owned(),
    };
    let norm = |id: &str, title: &str, registry: proto::Registry, rule| proto::Norm {
        norm_id: id.to_owned(),
        title: title.to_owned(),
        document_number: "龙司〔2023〕1号（演示）".to_owned(),
        registry: registry.into(),
        rules: vec![rule],
        division: ids::DIVISION_LONGHAI.to_owned(),
    };
    [
        norm(
            ids::NORM_CERTIFICATES,
            "行政执法人员信息规范",
            proto::Registry::Certificate,
            filled("kind", "第六条第二款"),
        ),
        norm(
            ids::NORM_ITEMS,
            "行政执法事项信息规范",
            proto::Registry::Item,
            filled("catalogue_code", "第四条第一款"),
        ),
    ]
    .into_iter()
    .map(|norm| Entry::since(day(2023, 1, 1), Body::Norm(norm)))
    .collect()
}
