//! Bodies that are let in, and what stands around them.

use std::collections::BTreeMap;

use calendar::CivilDate;
use chrono::DateTime;
use contract::elements::v1::element::Body;
use contract::elements::v1::*;
use elements_domain::{Act, Change, Element, Facts, Key, Row, RowKey, Span, decide};
use refusal::Refusal;
use statute::identifier::DivisionCode;

/// What makes of a good body a bad one.
pub(crate) type Alter<T> = fn(&mut T);

/// The day on which everything here is recorded.
pub(crate) const TODAY: &str = "2025-06-01";
/// First day of most elements.
pub(crate) const FROM: &str = "2022-01-01";

pub(crate) fn day(text: &str) -> CivilDate {
    CivilDate::parse(text).unwrap()
}

pub(crate) fn span(from: &str, to: &str) -> Span {
    Span::new(day(from), (!to.is_empty()).then(|| day(to))).unwrap()
}

pub(crate) fn read_on(body: Body, span: Span) -> Result<Element, Refusal> {
    Element::read(body, span, day(TODAY))
}

pub(crate) fn read(body: Body) -> Result<Element, Refusal> {
    read_on(body, span(FROM, ""))
}

/// Paths of the fields that a refusal names.
pub(crate) fn paths(refusal: &Refusal) -> Vec<&str> {
    refusal
        .fields()
        .iter()
        .map(|field| field.path.as_str())
        .collect()
}

/// Asserts that each alteration of a body is refused at its field, in both languages.
pub(crate) fn refuses<T: Clone + std::fmt::Debug>(
    good: &T,
    body: impl Fn(T) -> Body,
    cases: &[(&str, Alter<T>)],
) {
    read(body(good.clone())).unwrap_or_else(|refusal| panic!("{good:?}: {refusal:?}"));
    for (path, alter) in cases {
        let mut altered = good.clone();
        alter(&mut altered);
        let Err(refusal) = read(body(altered.clone())) else {
            panic!("{path} was let in: {altered:?}");
        };
        assert!(paths(&refusal).contains(path), "{path}: {refusal:?}");
        assert!(
            refusal.fields().iter().all(|field| !field.zh.is_ascii()
                && field.rule.is_ascii() | field.rule.contains('法') | field.rule.contains('号')),
            "{path}: {refusal:?}"
        );
    }
}

/// What stands around: divisions, an organ, a town, a law, an officer, items.
pub(crate) fn facts() -> Facts {
    let mut facts = Facts {
        now: DateTime::parse_from_rfc3339("2025-06-01T09:00:00+08:00")
            .unwrap()
            .to_utc(),
        keeps: DivisionCode::parse("35").ok(),
        others: BTreeMap::new(),
        namesake: None,
        beside: Vec::new(),
    };
    for (code, parent) in [
        ("35", ""),
        ("3506", "35"),
        ("350604", "3506"),
        ("350604001", "350604"),
        ("350605", "3506"),
    ] {
        put(&mut facts, Body::Division(division(code, parent)));
    }
    put(&mut facts, Body::Agency(agency("market", "350604")));
    put(&mut facts, Body::Agency(agency("shima", "350604001")));
    put(&mut facts, Body::Agency(agency("city-market", "3506")));
    put(&mut facts, Body::Law(law()));
    put(&mut facts, Body::Officer(officer()));
    put(&mut facts, Body::Item(item()));
    put(&mut facts, Body::Item(inspection()));
    facts
}

/// Lets a body hold from the first day of all on.
pub(crate) fn put(facts: &mut Facts, body: Body) {
    put_for(facts, body, span("2021-07-15", ""));
}

/// Lets a body hold for these days besides what is there.
pub(crate) fn put_for(facts: &mut Facts, body: Body, span: Span) {
    let element = Element::read(body, span, day(TODAY)).unwrap();
    let rows = facts.others.entry(element.key().clone()).or_default();
    rows.push(row(&element, span));
}

pub(crate) fn row(element: &Element, span: Span) -> Row {
    Row {
        key: RowKey {
            version: 1,
            from: span.from(),
        },
        span,
        body: element.body().clone(),
    }
}

/// Decides to record a body that is not known yet.
pub(crate) fn record_for(body: Body, span: Span, facts: &Facts) -> Result<DivisionCode, Refusal> {
    let act = Act {
        change: Change::Record(Box::new(read_on(body, span)?)),
        span,
        seen: None,
    };
    decide(None, act, facts).map(|decision| decision.division)
}

pub(crate) fn record(body: Body, facts: &Facts) -> Result<DivisionCode, Refusal> {
    record_for(body, span(FROM, ""), facts)
}

/// Name of the reason, and the fields it names.
pub(crate) fn refused<T: std::fmt::Debug>(
    result: Result<T, Refusal>,
) -> (&'static str, Vec<String>) {
    let refusal = result.unwrap_err();
    let fields = paths(&refusal).into_iter().map(str::to_owned).collect();
    (refusal.reason().name, fields)
}

pub(crate) fn key(registry: elements_domain::Registry, id: &str) -> Key {
    Key::new(registry, id)
}

pub(crate) fn division(code: &str, parent: &str) -> Division {
    Division {
        code: code.into(),
        name: "某地".into(),
        parent: parent.into(),
    }
}

pub(crate) fn agency(id: &str, division: &str) -> Agency {
    Agency {
        agency_id: id.into(),
        name: "漳州市龙海区市场监督管理局".into(),
        credit_code: "11350100MB9X000152".into(),
        kind: AgencyKind::Statutory.into(),
        division: division.into(),
        domains: vec![Domain::MarketSupervision.into()],
        reconsideration_organ: "漳州市龙海区人民政府".into(),
        document_word: "龙市监".into(),
        ..Agency::default()
    }
}

pub(crate) fn basis(article: i32, paragraph: i32, item: i32) -> Basis {
    Basis {
        law_id: "law-test".into(),
        article,
        paragraph,
        item,
        suffix: 0,
    }
}

pub(crate) fn law() -> Law {
    let article = |number, text: &str| Article {
        number,
        text: text.into(),
        ..Article::default()
    };
    Law {
        law_id: "law-test".into(),
        title: "试验法".into(),
        issuer: "主席令第一号".into(),
        rank: "法律".into(),
        issue_date: "2021-01-22".into(),
        articles: vec![
            article(
                10,
                "不得有下列行为：\n（一）甲；\n（二）乙。\n情节轻微的除外。",
            ),
            article(59, "处一千元以上十万元以下罚款。"),
        ],
        ..Law::default()
    }
}

pub(crate) fn officer() -> Officer {
    Officer {
        officer_id: "o-lin".into(),
        name: "林建国".into(),
        agency_id: "market".into(),
        division: "350604".into(),
        legally_qualified: true,
        qualification_number: "A20203506040001".into(),
        reviews: vec![
            review(2023, ReviewResult::Passed),
            review(2024, ReviewResult::Passed),
        ],
        ..Officer::default()
    }
}

pub(crate) fn review(year: i32, result: ReviewResult) -> YearlyReview {
    YearlyReview {
        year,
        result: result.into(),
        remark: String::new(),
    }
}

pub(crate) fn certificate() -> Certificate {
    Certificate {
        certificate_id: "c-1".into(),
        officer_id: "o-lin".into(),
        number: "350604001".into(),
        domains: vec![Domain::MarketSupervision.into()],
        division: "350604".into(),
        issue_date: "2021-01-01".into(),
        expiry_date: "2025-12-31".into(),
        state: CertificateState::Valid.into(),
        ..Certificate::default()
    }
}

pub(crate) fn posting() -> Posting {
    Posting {
        posting_id: "post-1".into(),
        officer_id: "o-lin".into(),
        agency_id: "shima".into(),
        division: "350604001".into(),
        post: "派驻执法队员".into(),
    }
}

pub(crate) fn party() -> Party {
    Party {
        party_id: "p-1".into(),
        name: "漳州市示例食品有限公司".into(),
        kind: PartyKind::Organisation.into(),
        identity_code: "91350604MA8UAB126N".into(),
        representative: "许大海".into(),
        address: "福建省漳州市龙海区示例路1号".into(),
        phone: "0596-0000001".into(),
        division: "350604001".into(),
        trade: "食品生产".into(),
        assets: vec![Asset {
            kind: AssetKind::Vehicle.into(),
            name: "货车".into(),
            number: "闽E00000".into(),
            address: String::new(),
        }],
        ..Party::default()
    }
}

/// A penalty of 1,000 to 100,000 yuan for organisations, up to 10,000 for persons.
pub(crate) fn item() -> Item {
    Item {
        item_id: "i-1".into(),
        name: "对某行为的行政处罚".into(),
        kind: ItemKind::Penalty.into(),
        domain: Domain::MarketSupervision.into(),
        violated: vec![basis(10, 1, 2)],
        basis: vec![basis(59, 1, 0)],
        agency_ids: vec!["market".into()],
        fine_floor_fen: 100_000,
        fine_cap_fen: 10_000_000,
        person_fine_cap_fen: 1_000_000,
        levels: vec![Level::County.into()],
        party_kinds: vec![PartyKind::Organisation.into()],
        procedures: vec![ItemProcedure::Ordinary.into()],
        catalogue_code: "350000-0301-0001".into(),
        keywords: vec!["广告".into()],
        means: Vec::new(),
        ..Item::default()
    }
}

pub(crate) fn inspection() -> Item {
    Item {
        item_id: "i-2".into(),
        name: "对某行为的行政检查".into(),
        kind: ItemKind::Inspection.into(),
        domain: Domain::MarketSupervision.into(),
        basis: vec![basis(59, 0, 0)],
        agency_ids: vec!["market".into(), "shima".into()],
        yearly_cap: 2,
        ..Item::default()
    }
}

pub(crate) fn standard() -> Standard {
    Standard {
        standard_id: "s-1".into(),
        name: "对某行为的裁量基准".into(),
        item_id: "i-1".into(),
        document_number: "闽市监规〔2025〕3号".into(),
        agency_id: "market".into(),
        division: "350604".into(),
        tiers: vec![
            tier("较轻", [100_000, 3_000_000], [0, 300_000]),
            tier("一般", [3_000_000, 7_000_000], [300_000, 700_000]),
            tier("较重", [7_000_000, 10_000_000], [700_000, 1_000_000]),
        ],
        factors: vec![Factor {
            kind: FactorKind::Lighter.into(),
            circumstance: "主动消除或者减轻违法行为危害后果".into(),
            citation: "行政处罚法第三十二条第（一）项".into(),
        }],
        domain: Domain::MarketSupervision.into(),
    }
}

pub(crate) fn tier(name: &str, organisation: [i64; 2], person: [i64; 2]) -> Tier {
    Tier {
        name: name.into(),
        conditions: vec!["首次被发现且及时改正".into()],
        fine_floor_fen: organisation[0],
        fine_cap_fen: organisation[1],
        person_fine_floor_fen: person[0],
        person_fine_cap_fen: person[1],
        measures: String::new(),
    }
}

pub(crate) fn typical_case() -> TypicalCase {
    TypicalCase {
        typical_case_id: "t-1".into(),
        title: "某食品公司引证内容违法广告案".into(),
        item_id: "i-1".into(),
        domain: Domain::MarketSupervision.into(),
        facts: "当事人某公司发布的广告引用数据未表明出处。".into(),
        decision: "责令停止发布，罚款五千元。".into(),
        basis: vec![basis(59, 1, 0)],
        standard_id: String::new(),
        year: 2024,
        division: "350604".into(),
        source: "省司法厅2025年第二批".into(),
        fine_fen: 500_000,
    }
}

/// 责令改正通知书: three fields that the law demands, one that it does not.
pub(crate) fn template() -> Template {
    let field = |name: &str, label: &str, mandatory| TemplateField {
        name: name.into(),
        label: label.into(),
        mandatory,
        citation: "行政处罚法第二十八条第一款".into(),
    };
    Template {
        template_id: "tpl-1".into(),
        code: "JC09".into(),
        name: "责令改正通知书".into(),
        division: "350604".into(),
        external: true,
        served: true,
        fields: vec![
            field("party_name", "当事人", true),
            field("facts", "违法事实", true),
            field("correction", "改正要求", true),
            field("contact", "联系人", false),
        ],
        body: "{{ party_name }}：经查，你（单位）{{facts}}，现责令{{ correction }}。联系人：{{ contact }}".into(),
    }
}

pub(crate) fn scene() -> Scene {
    Scene {
        scene_id: "scene-1".into(),
        name: "餐饮综合查一次".into(),
        division: "350604".into(),
        item_ids: vec!["i-2".into()],
        lead_agency_id: "market".into(),
        party_kinds: vec![PartyKind::IndividualBusiness.into()],
        checks: vec![SceneCheck {
            item_id: "i-2".into(),
            content: "是否安装燃气报警装置".into(),
            method: "现场查看".into(),
            ..SceneCheck::default()
        }],
    }
}

pub(crate) fn feature() -> Feature {
    Feature {
        feature_id: "cases.inspection".into(),
        name: "行政检查".into(),
        scopes: vec![FeatureScope {
            division: "350604".into(),
            domain: Domain::Agriculture.into(),
            level: Level::County.into(),
        }],
    }
}

pub(crate) fn norm() -> Norm {
    Norm {
        norm_id: "norm-officer".into(),
        title: "行政执法人员信息规范".into(),
        document_number: "闽司规〔2024〕1号".into(),
        registry: Registry::Officer.into(),
        rules: vec![NormRule {
            field: "qualification_number".into(),
            demand: NormDemand::Filled.into(),
            values: vec![],
            clause: "第六条第二款".into(),
        }],
        division: "35".into(),
    }
}

pub(crate) fn revenue_mapping() -> RevenueMapping {
    RevenueMapping {
        revenue_mapping_id: "rev-1".into(),
        agency_id: "market".into(),
        item_id: "i-1".into(),
        revenue_code: "103050199".into(),
        revenue_name: "其他一般罚没收入".into(),
        collector_code: "350604.317".into(),
    }
}

pub(crate) fn holiday_calendar() -> HolidayCalendar {
    HolidayCalendar {
        holiday_calendar_id: "2024".into(),
        document_number: "国办发明电〔2023〕7号".into(),
        days_off: vec!["2024-02-10".into(), "2024-02-12".into()],
        make_up_days: vec!["2024-02-04".into(), "2024-02-18".into()],
    }
}
