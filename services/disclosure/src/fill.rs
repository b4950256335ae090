//! Synthetic publications for measuring the search: bounded, and the same for the same seed.

use std::sync::Arc;

use calendar::CivilDate;
use clock::{Entropy, SeededEntropy};
use contract::disclosure::v1::{PublicDecision, PublicationKind};
use prost::Message as _;
use refusal::Fault;
use sqlx::PgPool;
use uuid::Uuid;

use crate::publication::{Body, id_of};
use crate::store;

/// Publications of one statement.
const AT_ONCE: u32 = 2_000;
/// Most that are made.
const MOST: u32 = 5_000_000;

const FIRMS: [&str; 16] = [
    "龙海区石码",
    "漳州市龙文",
    "厦门市思明",
    "福州市鼓楼",
    "泉州市晋江",
    "三明市沙县",
    "南平市延平",
    "龙岩市新罗",
    "宁德市蕉城",
    "莆田市荔城",
    "漳浦县绥安",
    "云霄县云陵",
    "诏安县南诏",
    "平和县小溪",
    "南靖县山城",
    "长泰区武安",
];
const TRADES: [&str; 16] = [
    "食品有限公司",
    "餐饮店",
    "建材经营部",
    "水产行",
    "大药房",
    "便利店",
    "汽车维修厂",
    "物流有限公司",
    "美容院",
    "幼儿园",
    "养殖场",
    "印刷厂",
    "石材厂",
    "燃气站",
    "旅行社",
    "五金店",
];
const WORDS: [&str; 12] = [
    "兴旺", "福源", "海峡", "永盛", "金龙", "和顺", "新华", "恒丰", "联谊", "宏达", "顺发", "万家",
];
const MATTERS: [&str; 12] = [
    "销售超过保质期的食品",
    "未取得许可从事餐饮服务",
    "占道经营",
    "未按规定设置消防通道",
    "使用未经检定的计量器具",
    "超限运输",
    "未公示价格",
    "擅自倾倒建筑垃圾",
    "发布虚假广告",
    "未建立进货查验制度",
    "噪声超标",
    "未按规定处置废机油",
];
const FACTS: [&str; 12] = [
    "执法人员现场检查时发现",
    "经抽样检验，结果不合格",
    "当事人未能提供相应的许可证件",
    "货架上陈列的商品已过保质期",
    "通道内堆放杂物",
    "当事人主动改正并配合调查",
    "违法所得无法计算",
    "属于初次违法",
    "在责令的期限内完成整改",
    "造成轻微危害后果",
    "曾因同类行为受到处罚",
    "经营面积约五十平方米",
];

/// Fills a database with so many publications, and leaves the index to follow. Gives how many there are now.
pub async fn fill(pool: &PgPool, count: u32, seed: u64, today: CivilDate) -> Result<i64, Fault> {
    let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(seed));
    let count = count.min(MOST);
    let mut made = 0;
    while made < count {
        let some = AT_ONCE.min(count - made);
        put(pool, entropy.as_ref(), some, today).await?;
        made += some;
    }
    let mut conn = pool.acquire().await?;
    sqlx::query!("analyze publication")
        .execute(&mut *conn)
        .await?;
    Ok(store::newest_change(&mut conn).await?.0)
}

async fn put(
    pool: &PgPool,
    entropy: &dyn Entropy,
    count: u32,
    today: CivilDate,
) -> Result<(), Fault> {
    let (mut ids, mut cases, mut kinds, mut agencies, mut divisions, mut domains) =
        (vec![], vec![], vec![], vec![], vec![], vec![]);
    let (mut untils, mut decisions, mut bodies) = (vec![], vec![], vec![]);
    for _ in 0..count {
        let mut dice = Dice::new(entropy);
        let case_id = Uuid::from_bytes(dice.bytes);
        let until = today.add_days(i64::from(dice.below(700)) + 30);
        let decision = decision(&mut dice, today);
        let body = Body {
            due: Some(today),
            published: Some(today),
            until: Some(until),
            ..Body::default()
        };
        ids.push(id_of(case_id));
        cases.push(case_id);
        kinds.push(store::wire_kind(decision.kind()));
        agencies.push(decision.agency_id.clone());
        divisions.push(decision.division.clone());
        domains.push(decision.domain.clone());
        untils.push(until.naive());
        decisions.push(decision.encode_to_vec());
        bodies.push(serde_json::to_value(&body).map_err(Fault::internal)?);
    }
    let mut tx = pool.begin().await?;
    let before = store::changes(&mut tx, i64::from(count)).await?;
    sqlx::query!(
        r#"
        insert into publication (
            publication_id, case_id, kind, state, version, chain_head, agency_id, division, domain,
            display_until, decision, body, change
        )
        select id, case_id, kind, 'PUBLISHED', 1, $11, agency_id, division, domain, until, decision, body, $10 + ordinal
        from unnest(
            $1::uuid[], $2::uuid[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::date[], $8::bytea[], $9::jsonb[]
        ) with ordinality as given (id, case_id, kind, agency_id, division, domain, until, decision, body, ordinal)
        "#,
        &ids,
        &cases,
        &kinds,
        &agencies,
        &divisions,
        &domains,
        &untils,
        &decisions,
        &bodies,
        before,
        feed::Hash::ZERO.as_slice()
    )
    .execute(&mut *tx)
    .await?;
    Ok(tx.commit().await?)
}

fn decision(dice: &mut Dice<'_>, today: CivilDate) -> PublicDecision {
    let inspection = dice.below(3) == 0;
    let division = format!("3506{:02}{:03}", dice.below(30), dice.below(12));
    let agency = dice.below(40);
    let facts: Vec<&str> = (0..6).map(|_| dice.of(&FACTS)).collect();
    let kind = if inspection {
        PublicationKind::Inspection
    } else {
        PublicationKind::Penalty
    };
    let fine = i64::from(dice.below(500)) * 10_000;
    PublicDecision {
        kind: kind.into(),
        document_number: format!("龙市监罚〔2026〕{}号", dice.below(1_000_000)),
        party_name: format!("{}{}{}", dice.of(&FIRMS), dice.of(&WORDS), dice.of(&TRADES)),
        party_kind: "ORGANISATION".to_owned(),
        matter: dice.of(&MATTERS).to_owned(),
        facts: facts.join("，"),
        basis: vec!["《中华人民共和国食品安全法》第五十三条".to_owned()],
        content: format!("罚款人民币{}元", fine / 100),
        fine_fen: fine,
        agency_id: format!("agency-{agency}"),
        agency_name: format!("第{agency}执法大队"),
        division,
        domain: dice
            .of(&["market_supervision", "transport", "housing", "fire_safety"])
            .to_owned(),
        decided_date: today.add_days(-i64::from(dice.below(720))).to_string(),
        ..PublicDecision::default()
    }
}

/// Choices out of random bytes.
struct Dice<'a> {
    entropy: &'a dyn Entropy,
    bytes: [u8; 16],
}

impl<'a> Dice<'a> {
    fn new(entropy: &'a dyn Entropy) -> Self {
        let mut bytes = [0; 16];
        entropy.fill(&mut bytes);
        Self { entropy, bytes }
    }

    fn below(&mut self, end: u32) -> u32 {
        let mut bytes = [0; 4];
        self.entropy.fill(&mut bytes);
        u32::from_le_bytes(bytes) % end.max(1)
    }

    fn of(&mut self, choices: &[&'static str]) -> &'static str {
        let at = self.below(u32::try_from(choices.len()).unwrap_or(1));
        choices
            .get(usize::try_from(at).unwrap_or(0))
            .copied()
            .unwrap_or_default()
    }
}
