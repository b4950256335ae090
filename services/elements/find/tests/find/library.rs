//! A small library: some articles of some laws, items, standards and typical cases.

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::{Domain, ItemKind, PartyKind, Registry};
use elements_find::{Finder, Position};
use words::{Phrase, Place, Shelved as _};

/// Laws: id, title, short titles, rank, then each version with its first day, its first day no longer, and its articles.
type LawText = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static [(&'static str, &'static str, &'static [(i32, &'static str)])],
);

const LAWS: &[LawText] = &[
    (
        "law-penalty",
        "中华人民共和国行政处罚法",
        &["处罚法"],
        "法律",
        &[
            (
                "2018-01-01",
                "2021-07-15",
                &[
                    (
                        33,
                        "违法事实确凿并有法定依据，对公民处以五十元以下、对法人或者其他组织处以一千元以下罚款或者警告的行政处罚的，可以当场作出行政处罚决定。",
                    ),
                    (64, "本法自1996年10月1日起施行。"),
                ],
            ),
            (
                "2021-07-15",
                "",
                &[
                    (
                        33,
                        "违法行为轻微并及时改正，没有造成危害后果的，不予行政处罚。\n当事人有证据足以证明没有主观过错的，不予行政处罚。法律、行政法规另有规定的，从其规定。",
                    ),
                    (
                        51,
                        "违法事实确凿并有法定依据，对公民处以二百元以下、对法人或者其他组织处以三千元以下罚款或者警告的行政处罚的，可以当场作出行政处罚决定。法律另有规定的，从其规定。",
                    ),
                    (
                        63,
                        "行政机关拟作出下列行政处罚决定，应当告知当事人有要求听证的权利，当事人要求听证的，行政机关应当组织听证：\n（一）较大数额罚款；\n（二）没收较大数额违法所得、没收较大价值非法财物；\n（三）降低资质等级、吊销许可证件；\n当事人不承担行政机关组织听证的费用。",
                    ),
                    (86, "本法自2021年7月15日起施行。"),
                ],
            ),
        ],
    ),
    (
        "law-public-security",
        "中华人民共和国治安管理处罚法",
        &[],
        "法律",
        &[(
            "2013-01-01",
            "",
            &[
                (
                    51,
                    "冒充国家机关工作人员或者以其他虚假身份招摇撞骗的，处五日以上十日以下拘留。",
                ),
                (
                    70,
                    "以营利为目的，为赌博提供条件的，或者参与赌博赌资较大的，处五日以下拘留或者五百元以下罚款。",
                ),
                (
                    75,
                    "饲养动物，干扰他人正常生活的，处警告；警告后不改正的，或者放任动物恐吓他人的，处二百元以上五百元以下罚款。",
                ),
            ],
        )],
    ),
    (
        "law-urban-gas",
        "城镇燃气管理条例",
        &["燃气条例"],
        "行政法规",
        &[(
            "2016-02-06",
            "",
            &[
                (
                    27,
                    "燃气用户应当遵守安全用气规则，使用合格的燃气燃烧器具和气瓶，及时更换国家明令淘汰或者使用年限已届满的燃气燃烧器具、连接管等。\n单位燃气用户还应当建立健全安全管理制度，加强对操作维护人员燃气安全知识和操作技能的培训。",
                ),
                (
                    28,
                    "燃气用户及相关单位和个人不得有下列行为：\n（一）擅自操作公用燃气阀门；\n（二）将燃气管道作为负重支架或者接地引线；\n（三）安装、使用不符合气源要求的燃气燃烧器具；\n（四）擅自安装、改装、拆除户内燃气设施和燃气计量装置；\n（五）在不具备安全条件的场所使用、储存燃气；\n（六）盗用燃气；\n（七）改变燃气用途或者转供燃气。",
                ),
                (
                    41,
                    "燃气管理部门应当会同有关部门制定燃气安全事故应急预案。\n燃气管理部门以及其他有关部门和单位应当根据各自职责，对燃气使用的安全状况进行监督检查。",
                ),
                (
                    49,
                    "违反本条例规定，燃气用户及相关单位和个人有下列行为之一的，由燃气管理部门责令限期改正；逾期不改正的，对单位可以处10万元以下罚款，对个人可以处1000元以下罚款。",
                ),
            ],
        )],
    ),
    (
        "law-advertising",
        "中华人民共和国广告法",
        &[],
        "法律",
        &[
            (
                "2015-09-01",
                "2021-04-29",
                &[
                    (
                        9,
                        "广告不得有下列情形：\n（三）使用“国家级”、“最高级”、“最佳”等用语。",
                    ),
                    (
                        11,
                        "旧法第十一条：广告内容涉及的事项需要取得行政许可的，应当与许可的内容相符合。广告使用数据、统计资料的，应当真实、准确，并表明出处。",
                    ),
                ],
            ),
            (
                "2021-04-29",
                "",
                &[
                    (
                        9,
                        "广告不得有下列情形：\n（三）使用“国家级”、“最高级”、“最佳”等用语；\n（四）损害国家的尊严或者利益，泄露国家秘密。",
                    ),
                    (
                        11,
                        "广告内容涉及的事项需要取得行政许可的，应当与许可的内容相符合。\n广告使用数据、统计资料、调查结果、文摘、引用语等引证内容的，应当真实、准确，并表明出处。引证内容有适用范围和有效期限的，应当明确表示。",
                    ),
                    (
                        28,
                        "广告以虚假或者引人误解的内容欺骗、误导消费者的，构成虚假广告。",
                    ),
                    (
                        59,
                        "有下列行为之一的，由市场监督管理部门责令停止发布广告，对广告主处十万元以下的罚款：\n（一）广告内容违反本法第八条规定的；\n（二）广告引证内容违反本法第十一条规定的。",
                    ),
                ],
            ),
        ],
    ),
    (
        "law-cityscape",
        "城市市容和环境卫生管理条例",
        &["市容条例"],
        "行政法规",
        &[(
            "2017-03-01",
            "",
            &[
                (
                    14,
                    "任何单位和个人都不得在街道两侧和公共场地堆放物料，搭建建筑物、构筑物或者其他设施，占道经营。",
                ),
                (
                    34,
                    "随地吐痰、便溺，乱扔果皮、纸屑和烟头等废弃物的，责令其纠正违法行为、采取补救措施，可以并处警告、罚款。",
                ),
            ],
        )],
    ),
    (
        "law-food",
        "中华人民共和国食品安全法",
        &[],
        "法律",
        &[(
            "2021-04-29",
            "",
            &[
                (
                    34,
                    "禁止生产经营下列食品、食品添加剂、食品相关产品：\n（三）用超过保质期的食品原料、食品添加剂生产的食品、食品添加剂；\n（十）标注虚假生产日期、保质期或者超过保质期的食品、食品添加剂。",
                ),
                (
                    35,
                    "国家对食品生产经营实行许可制度。从事食品生产、食品销售、餐饮服务，应当依法取得许可。",
                ),
                (
                    45,
                    "从事接触直接入口食品工作的食品生产经营人员应当每年进行健康检查，取得健康证明后方可上岗工作。",
                ),
            ],
        )],
    ),
    (
        "law-road-transport",
        "中华人民共和国道路运输条例",
        &["道路运输条例"],
        "行政法规",
        &[(
            "2019-03-02",
            "",
            &[
                (
                    10,
                    "申请从事客运经营的，应当依法办理有关登记手续后，取得道路运输经营许可证。",
                ),
                (
                    63,
                    "未取得道路运输经营许可，擅自从事道路运输经营的，由交通运输主管部门责令停止经营。",
                ),
            ],
        )],
    ),
    (
        "law-fire",
        "中华人民共和国消防法",
        &[],
        "法律",
        &[(
            "2021-04-29",
            "",
            &[
                (
                    16,
                    "机关、团体、企业、事业等单位应当按照国家标准、行业标准配置消防设施、器材，设置消防安全标志，并定期组织检验、维修，确保完好有效。",
                ),
                (
                    28,
                    "任何单位、个人不得损坏、挪用或者擅自拆除、停用消防设施、器材，不得埋压、圈占、遮挡消火栓或者占用防火间距，不得占用、堵塞、封闭疏散通道、安全出口、消防车通道。",
                ),
            ],
        )],
    ),
    (
        "law-solid-waste",
        "中华人民共和国固体废物污染环境防治法",
        &["固废法"],
        "法律",
        &[(
            "2020-09-01",
            "",
            &[(
                20,
                "产生、收集、贮存、运输、利用、处置固体废物的单位和其他生产经营者，应当采取防扬散、防流失、防渗漏或者其他防止污染环境的措施，不得擅自倾倒、堆放、丢弃、遗撒固体废物。",
            )],
        )],
    ),
    (
        "law-noise",
        "中华人民共和国噪声污染防治法",
        &[],
        "法律",
        &[(
            "2022-06-05",
            "",
            &[(
                43,
                "在噪声敏感建筑物集中区域，禁止夜间进行产生噪声的建筑施工作业，但抢修、抢险施工作业除外。",
            )],
        )],
    ),
    (
        "law-medical-fund",
        "医疗保障基金使用监督管理条例",
        &["医保基金条例"],
        "行政法规",
        &[(
            "2021-05-01",
            "",
            &[(
                15,
                "定点医药机构及其工作人员应当执行实名就医和购药管理规定，核验参保人员医疗保障凭证，不得分解住院、挂床住院，不得重复收费、超标准收费、分解项目收费，不得串换药品、医用耗材、诊疗项目和服务设施。",
            )],
        )],
    ),
    (
        "law-farm-produce",
        "中华人民共和国农产品质量安全法",
        &[],
        "法律",
        &[(
            "2023-01-01",
            "",
            &[(
                29,
                "农产品生产经营者应当依照有关法律、行政法规和国家有关强制性标准、国务院农业农村主管部门的规定，科学合理使用农药、兽药、饲料和饲料添加剂等农业投入品，严格执行农业投入品使用安全间隔期或者休药期的规定；不得超范围、超剂量使用农业投入品危及农产品质量安全。",
            )],
        )],
    ),
];

/// Items: id, name, family, line, keywords, articles that are broken, articles that give the power.
type ItemText = (
    &'static str,
    &'static str,
    ItemKind,
    Domain,
    &'static [&'static str],
    (&'static str, i32),
    (&'static str, i32),
);

const ITEMS: &[ItemText] = &[
    (
        "i-gas-restaurant",
        "餐饮场所燃气使用安全检查",
        ItemKind::Inspection,
        Domain::Housing,
        &["煤气", "液化气"],
        ("law-urban-gas", 27),
        ("law-urban-gas", 41),
    ),
    (
        "i-gas-user",
        "对燃气用户违规使用燃气逾期不改正的行政处罚",
        ItemKind::Penalty,
        Domain::Housing,
        &["煤气", "液化气"],
        ("law-urban-gas", 28),
        ("law-urban-gas", 49),
    ),
    (
        "i-ad-citation",
        "对广告引证内容违法的广告主的行政处罚",
        ItemKind::Penalty,
        Domain::MarketSupervision,
        &[],
        ("law-advertising", 11),
        ("law-advertising", 59),
    ),
    (
        "i-ad-absolute",
        "对发布含有绝对化用语的广告的行政处罚",
        ItemKind::Penalty,
        Domain::MarketSupervision,
        &["国家级", "最佳"],
        ("law-advertising", 9),
        ("law-advertising", 59),
    ),
    (
        "i-ad-false",
        "对发布虚假广告的行政处罚",
        ItemKind::Penalty,
        Domain::MarketSupervision,
        &["虚假宣传"],
        ("law-advertising", 28),
        ("law-advertising", 59),
    ),
    (
        "i-stall",
        "对在街道两侧和公共场地擅自占道经营的行政处罚",
        ItemKind::Penalty,
        Domain::Housing,
        &["流动摊贩", "摆摊"],
        ("law-cityscape", 14),
        ("law-cityscape", 14),
    ),
    (
        "i-litter",
        "对随地吐痰、便溺，乱扔废弃物的行政处罚",
        ItemKind::Penalty,
        Domain::Housing,
        &["乱扔垃圾"],
        ("law-cityscape", 34),
        ("law-cityscape", 34),
    ),
    (
        "i-food-expired",
        "对经营超过保质期的食品的行政处罚",
        ItemKind::Penalty,
        Domain::MarketSupervision,
        &["过期食品"],
        ("law-food", 34),
        ("law-food", 34),
    ),
    (
        "i-food-licence",
        "对未取得食品经营许可从事食品经营活动的行政处罚",
        ItemKind::Penalty,
        Domain::MarketSupervision,
        &["无证经营"],
        ("law-food", 35),
        ("law-food", 35),
    ),
    (
        "i-food-health",
        "对安排未取得健康证明的人员从事接触直接入口食品工作的行政处罚",
        ItemKind::Penalty,
        Domain::MarketSupervision,
        &["健康证"],
        ("law-food", 45),
        ("law-food", 45),
    ),
    (
        "i-taxi",
        "对未取得道路运输经营许可擅自从事道路运输经营的行政处罚",
        ItemKind::Penalty,
        Domain::Transport,
        &["黑车", "非法营运", "载客"],
        ("law-road-transport", 10),
        ("law-road-transport", 63),
    ),
    (
        "i-fire-exit",
        "对占用、堵塞、封闭疏散通道、安全出口的行政处罚",
        ItemKind::Penalty,
        Domain::FireSafety,
        &["消防通道"],
        ("law-fire", 28),
        ("law-fire", 28),
    ),
    (
        "i-fire-equipment",
        "对消防设施、器材未保持完好有效的行政处罚",
        ItemKind::Penalty,
        Domain::FireSafety,
        &["灭火器"],
        ("law-fire", 16),
        ("law-fire", 16),
    ),
    (
        "i-solid-waste",
        "对擅自倾倒、堆放、丢弃、遗撒固体废物的行政处罚",
        ItemKind::Penalty,
        Domain::Environment,
        &["偷倒", "垃圾"],
        ("law-solid-waste", 20),
        ("law-solid-waste", 20),
    ),
    (
        "i-noise",
        "对夜间施工产生噪声污染的行政处罚",
        ItemKind::Penalty,
        Domain::Environment,
        &["噪音"],
        ("law-noise", 43),
        ("law-noise", 43),
    ),
    (
        "i-medical",
        "对定点医药机构串换药品的行政处罚",
        ItemKind::Penalty,
        Domain::MedicalInsurance,
        &["医保", "药店"],
        ("law-medical-fund", 15),
        ("law-medical-fund", 15),
    ),
    (
        "i-pesticide",
        "对农产品生产者超范围、超剂量使用农药的行政处罚",
        ItemKind::Penalty,
        Domain::Agriculture,
        &["打药"],
        ("law-farm-produce", 29),
        ("law-farm-produce", 29),
    ),
    (
        "i-gamble",
        "对为赌博提供条件的行政处罚",
        ItemKind::Penalty,
        Domain::PublicSecurity,
        &["麻将"],
        ("law-public-security", 70),
        ("law-public-security", 70),
    ),
    (
        "i-dog",
        "对饲养动物干扰他人正常生活的行政处罚",
        ItemKind::Penalty,
        Domain::PublicSecurity,
        &["养狗", "犬吠"],
        ("law-public-security", 75),
        ("law-public-security", 75),
    ),
    (
        "i-summary",
        "行政处罚文书归档检查",
        ItemKind::Inspection,
        Domain::MarketSupervision,
        &[],
        ("law-penalty", 51),
        ("law-penalty", 51),
    ),
];

/// Typical cases: id, title, item, line, facts.
const CASES: &[(&str, &str, &str, Domain, &str)] = &[
    (
        "case-gas",
        "某小吃店违规使用瓶装液化气案",
        "i-gas-user",
        Domain::Housing,
        "某小吃店在地下室使用液化石油气钢瓶，未安装可燃气体报警器，连接软管老化，责令限期改正后逾期未改。",
    ),
    (
        "case-stall",
        "某水果店占道经营案",
        "i-stall",
        Domain::Housing,
        "某水果店把水果筐摆到人行道上叫卖，占用盲道，多次劝导仍不改正。",
    ),
];

pub(crate) fn day(text: &str) -> CivilDate {
    CivilDate::parse(text).unwrap()
}

pub(crate) fn words(text: &str) -> Vec<Phrase> {
    Phrase::some("words", text).unwrap()
}

/// An index in memory that holds the library.
pub(crate) fn open() -> Finder {
    let finder = empty();
    finder.write(&changes()).unwrap();
    finder.commit(&at(1)).unwrap();
    finder
}

pub(crate) fn empty() -> Finder {
    Finder::open(&Place::Memory).unwrap()
}

pub(crate) fn at(position: i64) -> Position {
    Position {
        at: position,
        hash: vec![7; 32],
    }
}

/// Everything, as the feed tells it.
pub(crate) fn changes() -> Vec<proto::ElementChanged> {
    let laws = LAWS.iter().map(|(id, title, short, rank, versions)| {
        let version = |(from, to, articles): &(&str, &str, &[(i32, &str)])| {
            entry(from, to, Body::Law(law(id, title, short, rank, articles)))
        };
        changed(Registry::Law, id, versions.iter().map(version).collect())
    });
    let items = ITEMS.iter().map(|text| {
        let body = Body::Item(item(text));
        changed(Registry::Item, text.0, vec![entry("2021-07-15", "", body)])
    });
    let cases = CASES.iter().map(|(id, title, item, domain, facts)| {
        let case = proto::TypicalCase {
            typical_case_id: (*id).to_owned(),
            title: (*title).to_owned(),
            item_id: (*item).to_owned(),
            domain: (*domain).into(),
            facts: (*facts).to_owned(),
            ..proto::TypicalCase::default()
        };
        let body = Body::TypicalCase(case);
        changed(
            Registry::TypicalCase,
            id,
            vec![entry("2022-01-01", "", body)],
        )
    });
    let standards = [
        ("s-fujian", "35"),
        ("s-zhangzhou", "3506"),
        ("s-xiamen", "3502"),
    ];
    let standards = standards.into_iter().map(|(id, division)| {
        let standard = proto::Standard {
            standard_id: id.to_owned(),
            name: "燃气用户违规使用燃气裁量基准".to_owned(),
            item_id: "i-gas-user".to_owned(),
            division: division.to_owned(),
            domain: Domain::Housing.into(),
            ..proto::Standard::default()
        };
        let body = Body::Standard(standard);
        changed(Registry::Standard, id, vec![entry("2022-01-01", "", body)])
    });
    laws.chain(items).chain(cases).chain(standards).collect()
}

pub(crate) fn law(
    id: &str,
    title: &str,
    short: &[&str],
    rank: &str,
    articles: &[(i32, &str)],
) -> proto::Law {
    let article = |(number, text): &(i32, &str)| proto::Article {
        number: *number,
        text: (*text).to_owned(),
        ..proto::Article::default()
    };
    proto::Law {
        law_id: id.to_owned(),
        title: title.to_owned(),
        issuer: "全国人民代表大会常务委员会".to_owned(),
        rank: rank.to_owned(),
        articles: articles.iter().map(article).collect(),
        short_titles: short.iter().map(|title| (*title).to_owned()).collect(),
        ..proto::Law::default()
    }
}

fn item((id, name, kind, domain, keywords, violated, basis): &ItemText) -> proto::Item {
    let at = |(law, article): &(&str, i32)| proto::Basis {
        law_id: (*law).to_owned(),
        article: *article,
        ..proto::Basis::default()
    };
    let party_kinds = if *id == "i-dog" {
        vec![PartyKind::Person.into()]
    } else {
        vec![]
    };
    proto::Item {
        item_id: (*id).to_owned(),
        name: (*name).to_owned(),
        kind: (*kind).into(),
        domain: (*domain).into(),
        violated: vec![at(violated)],
        basis: vec![at(basis)],
        keywords: keywords.iter().map(|word| (*word).to_owned()).collect(),
        party_kinds,
        ..proto::Item::default()
    }
}

pub(crate) fn entry(from: &str, to: &str, body: Body) -> proto::TimelineEntry {
    proto::TimelineEntry {
        valid_from: from.to_owned(),
        valid_to: to.to_owned(),
        element: Some(proto::Element { body: Some(body) }),
    }
}

pub(crate) fn changed(
    registry: Registry,
    id: &str,
    timeline: Vec<proto::TimelineEntry>,
) -> proto::ElementChanged {
    proto::ElementChanged {
        registry: registry.into(),
        element_id: id.to_owned(),
        timeline,
        ..proto::ElementChanged::default()
    }
}
