//! 检查对象: firms, individual businesses, persons and a few bodies without a code. All invented; no id number is a living
//! person's, since its county is assigned to nobody.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{AssetKind, PartyKind};
use elements_domain::Span;

use super::agencies::area_code;
use super::dice::{Dice, For};
use super::places::Places;
use super::{Draft, beginning, codes, day, names};

/// Parties.
pub const PARTIES: usize = 50_000;

const TRADES: [(&str, &str, &str); 16] = [
    ("餐饮业", "小吃店", "餐饮管理有限公司"),
    ("食品零售业", "食杂店", "食品有限公司"),
    ("水产业", "水产店", "水产有限公司"),
    ("茶业", "茶行", "茶业有限公司"),
    ("建筑业", "建材店", "建筑工程有限公司"),
    ("物业服务业", "家政服务部", "物业服务有限公司"),
    ("道路运输业", "汽车修理店", "物流有限公司"),
    ("旅馆业", "民宿", "酒店管理有限公司"),
    ("药品零售业", "药店", "医药连锁有限公司"),
    ("机械制造业", "五金加工店", "机械有限公司"),
    ("纺织服装业", "服装店", "纺织有限公司"),
    ("石材业", "石材加工店", "石业有限公司"),
    ("燃气经营", "液化气供应点", "燃气有限公司"),
    ("养殖业", "养殖场", "农牧有限公司"),
    ("娱乐业", "棋牌室", "文化娱乐有限公司"),
    ("电子商务", "网店", "电子商务有限公司"),
];

/// A party as recorded; one in fifty firms had another name before.
pub(super) fn drafts(places: &Places, at: usize, seed: u64) -> Vec<Draft> {
    let mut dice = Dice::of(seed, For::Party, at as u64);
    let town = dice.below(places.towns.len());
    let place = &places.towns[town];
    let county = &places.counties[place.above];
    let city = &places.cities[county.above];
    let (trade, shop, firm) = *dice.pick(&TRADES);
    let kind = *dice.weighted(&[
        (PartyKind::Organisation, 460),
        (PartyKind::IndividualBusiness, 400),
        (PartyKind::Person, 120),
        (PartyKind::Unregistered, 20),
    ]);
    let person = names::person(&mut dice);
    let organisation = format!("MA{at:06}");
    let mut party = proto::Party {
        party_id: format!("p-{:06}", at + 1),
        kind: kind.into(),
        representative: person.clone(),
        address: format!(
            "福建省{}{}{}示例路{}号",
            city.name,
            county.name,
            place.name,
            dice.between(1, 600)
        ),
        phone: format!("{}-00{:06}", area_code(&place.code), 900_000 - at),
        division: place.code.clone(),
        trade: trade.to_owned(),
        ..proto::Party::default()
    };
    match kind {
        PartyKind::Organisation => {
            party.name = format!("{}{}{firm}", county.full, names::brand(&mut dice));
            party.identity_code = codes::credit_code("91", &county.six(), &organisation);
        }
        PartyKind::IndividualBusiness => {
            let surname = names::surname(&mut dice);
            party.name = format!(
                "{}{}{surname}记{}{shop}",
                county.full,
                place.name,
                names::brand(&mut dice)
            );
            party.identity_code = codes::credit_code("92", &county.six(), &organisation);
        }
        PartyKind::Person => {
            party.name = person;
            party.representative = String::new();
            party.trade = String::new();
            let born = day(1950, 1, 1).add_days(i64::from(dice.between(0, 20_000)));
            // A birthday and its three digits are not used twice in a city: the serial stands in both.
            party.identity_code = codes::citizen_id(
                &format!("{}99", city.code),
                born.add_days(i64::try_from(at / 900).unwrap_or(0)),
                1 + at % 900,
            );
        }
        _ => {
            party.name = format!("{}{}小区业主委员会", county.full, names::brand(&mut dice));
            party.trade = String::new();
        }
    }
    if kind == PartyKind::Organisation && dice.permille(120) {
        party.assets = assets(&mut dice, at);
    }
    let since = if dice.permille(600) {
        beginning()
    } else {
        beginning().add_days(i64::from(dice.between(1, 1_700)))
    };
    if !(kind == PartyKind::Organisation && dice.permille(40)) {
        return vec![Draft::since(since, Body::Party(party))];
    }
    let renamed = day(2026, 3, 1).add_days(i64::from(dice.between(0, 200)));
    let mut before = party.clone();
    before.name = format!("{}{}{firm}", county.full, names::brand(&mut dice));
    let mut drafts = Vec::with_capacity(2);
    drafts.extend(Span::new(since, Some(renamed)).map(|span| Draft {
        span,
        body: Body::Party(before),
    }));
    drafts.push(Draft::since(renamed, Body::Party(party)));
    drafts
}

fn assets(dice: &mut Dice, at: usize) -> Vec<proto::Asset> {
    let kinds = [
        (AssetKind::Place, "一号仓库", String::new()),
        (
            AssetKind::Vehicle,
            "配送车",
            format!("闽A示{:04}", at % 10_000),
        ),
        (AssetKind::Equipment, "叉车", format!("FJ-SL-{at:06}")),
    ];
    kinds
        .into_iter()
        .take(1 + dice.below(3))
        .map(|(kind, name, number)| proto::Asset {
            kind: kind.into(),
            name: name.to_owned(),
            number,
            address: String::new(),
        })
        .collect()
}
