//! 检查对象 and 执法事项 of the stories. Parties are invented, items follow the articles they name.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{Domain, ItemKind, PartyKind};

use super::{Entry, beginning, day, ids};

/// A hundred thousand yuan, in fen.
const YUAN_100_000: i64 = 10_000_000;
/// A thousand yuan, in fen.
const YUAN_1_000: i64 = 100_000;

/// The parties and the items.
pub(super) fn parties_and_items() -> Vec<Entry> {
    let parties = [snack_shop(), food_company()];
    let parties = parties
        .into_iter()
        .map(|party| Entry::since(beginning(), Body::Party(party)));
    // 行政处罚法 is in force since 2021-07-15; no item can stand before it.
    let items = [gas_inspection(), advertisement_citation(), gas_user()];
    let items = items
        .into_iter()
        .map(|item| Entry::since(day(2021, 7, 15), Body::Item(item)));
    parties.chain(items).collect()
}

fn snack_shop() -> proto::Party {
    proto::Party {
        party_id: ids::PARTY_SNACK.to_owned(),
        name: "龙海区石码张记小吃店".to_owned(),
        kind: PartyKind::IndividualBusiness.into(),
        identity_code: "92350604MA8UAC014X".to_owned(),
        representative: "张秀兰".to_owned(),
        address: "福建省漳州市龙海区石码街道示例路8号".to_owned(),
        phone: "0596-0000008".to_owned(),
        division: ids::DIVISION_SHIMA.to_owned(),
        ..proto::Party::default()
    }
}

fn food_company() -> proto::Party {
    proto::Party {
        party_id: ids::PARTY_FOODS.to_owned(),
        name: "漳州市示例食品有限公司".to_owned(),
        kind: PartyKind::Organisation.into(),
        identity_code: "91350604MA8UAB126N".to_owned(),
        representative: "许大海".to_owned(),
        address: "福建省漳州市龙海区示例工业园1号".to_owned(),
        phone: "0596-0000001".to_owned(),
        division: ids::DIVISION_LONGHAI.to_owned(),
        ..proto::Party::default()
    }
}

fn gas_inspection() -> proto::Item {
    proto::Item {
        item_id: ids::ITEM_GAS_INSPECTION.to_owned(),
        catalogue_code: "350604-0301-0001".to_owned(),
        name: "餐饮场所燃气使用安全检查".to_owned(),
        kind: ItemKind::Inspection.into(),
        domain: Domain::Housing.into(),
        violated: vec![basis(ids::LAW_GAS, 27, 1, 0)],
        // 燃气管理部门以及其他有关部门和单位应当根据各自职责，对燃气使用的安全状况进行监督检查。
        basis: vec![basis(ids::LAW_GAS, 41, 2, 0)],
        agency_ids: [
            ids::AGENCY_SHIMA,
            ids::AGENCY_MARKET,
            ids::AGENCY_URBAN,
            ids::AGENCY_FIRE,
        ]
        .map(str::to_owned)
        .to_vec(),
        yearly_cap: 1,
        ..proto::Item::default()
    }
}

/// 广告法 §59(1)(2): up to 100,000 yuan for the advertiser, no lower end, person or organisation alike.
fn advertisement_citation() -> proto::Item {
    proto::Item {
        item_id: ids::ITEM_AD_CITATION.to_owned(),
        catalogue_code: "350604-0101-0001".to_owned(),
        name: "对广告引证内容违法的广告主的行政处罚".to_owned(),
        kind: ItemKind::Penalty.into(),
        domain: Domain::MarketSupervision.into(),
        violated: vec![basis(ids::LAW_ADVERTISING, 11, 2, 0)],
        basis: vec![basis(ids::LAW_ADVERTISING, 59, 1, 2)],
        agency_ids: vec![ids::AGENCY_MARKET.to_owned()],
        fine_cap_fen: YUAN_100_000,
        person_fine_cap_fen: YUAN_100_000,
        ..proto::Item::default()
    }
}

/// 城镇燃气管理条例 §49(1): once an order to rectify was not followed, up to 100,000 yuan for units, 1,000 for persons.
fn gas_user() -> proto::Item {
    proto::Item {
        item_id: ids::ITEM_GAS_USER.to_owned(),
        catalogue_code: "350604-0301-0002".to_owned(),
        name: "对燃气用户违规使用燃气逾期不改正的行政处罚".to_owned(),
        kind: ItemKind::Penalty.into(),
        domain: Domain::Housing.into(),
        violated: vec![basis(ids::LAW_GAS, 28, 1, 0)],
        basis: vec![basis(ids::LAW_GAS, 49, 1, 0)],
        agency_ids: vec![ids::AGENCY_URBAN.to_owned()],
        fine_cap_fen: YUAN_100_000,
        person_fine_cap_fen: YUAN_1_000,
        ..proto::Item::default()
    }
}

pub(super) fn basis(law: &str, article: i32, paragraph: i32, item: i32) -> proto::Basis {
    proto::Basis {
        law_id: law.to_owned(),
        article,
        paragraph,
        item,
        ..proto::Basis::default()
    }
}
