//! The questions that are asked of the element centre.

use contract::elements::v1 as proto;
use elements::scale;
use futures::future::BoxFuture;
use tonic::Status;

use crate::client::Client;

/// First day that is asked for, and how many days there are from it.
const FIRST_DAY: (i32, u32, u32) = (2021, 7, 15);
const DAYS: i64 = 1_950;

/// A kind of call.
pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) family: Family,
    pub(super) call: Call,
}

/// One call, made of the next random numbers; answers how much it found.
pub(super) type Call =
    Box<dyn for<'a> Fn(&'a Client, &mut Draw) -> BoxFuture<'a, Result<usize, Status>>>;

/// What kinds of calls have one bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Read,
    List,
    Search,
    Competence,
}

/// Numbers for the questions, the same in every run.
pub(super) struct Draw {
    pub(super) state: u64,
    /// When the import ended; what was known is asked for since then.
    pub(super) known: chrono::DateTime<chrono::Utc>,
}

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.state >> 33) % bound.max(1) as u64).unwrap_or(0)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// A day and an instant.
    fn as_of(&mut self) -> Option<proto::AsOf> {
        let (year, month, day) = FIRST_DAY;
        let first = calendar::CivilDate::ymd(year, month, day)?;
        let days = self.below(usize::try_from(DAYS).unwrap_or(1));
        let known = self.below(2) == 0;
        Some(proto::AsOf {
            valid_date: first.add_days(i64::try_from(days).unwrap_or(0)).to_string(),
            known_time: known.then(|| prost_types::Timestamp {
                seconds: self.known.timestamp() + 1,
                nanos: 0,
            }),
        })
    }

    /// A county that has agencies of its own.
    fn county(&mut self) -> String {
        self.pick(&[
            "350102", "350203", "350405", "350582", "350623", "350782", "350981",
        ])
        .to_owned()
    }
}

/// How much a read found: one, or none that held on that day.
fn one<T>(answer: Result<tonic::Response<T>, Status>) -> Result<usize, Status> {
    match answer {
        Ok(_) => Ok(1),
        Err(status) if status.code() == tonic::Code::NotFound => Ok(0),
        Err(status) => Err(status),
    }
}

/// A shape of a read: one element, as of a day.
macro_rules! read {
    ($name:literal, $method:ident, |$draw:ident| $request:expr) => {
        Shape {
            name: $name,
            family: Family::Read,
            call: Box::new(|client, $draw| {
                let request = $request;
                let mut elements = client.elements();
                Box::pin(async move { one(elements.$method(request).await) })
            }),
        }
    };
}

/// A shape of a list: the first page.
macro_rules! list {
    ($name:literal, $method:ident, |$draw:ident| $request:expr, $field:ident) => {
        Shape {
            name: $name,
            family: Family::List,
            call: Box::new(|client, $draw| {
                let request = $request;
                let mut elements = client.elements();
                Box::pin(
                    async move { Ok(elements.$method(request).await?.into_inner().$field.len()) },
                )
            }),
        }
    };
}

/// A shape of a search.
macro_rules! find {
    ($name:literal, $method:ident, |$draw:ident| $request:expr, $field:ident) => {
        Shape {
            name: $name,
            family: Family::Search,
            call: Box::new(|client, $draw| {
                let request = $request;
                let mut find = client.find();
                Box::pin(async move { Ok(find.$method(request).await?.into_inner().$field.len()) })
            }),
        }
    };
}

const WORDS: [&str; 16] = [
    "台账", "燃气", "电梯", "污染", "占道", "疏散", "医保", "种子", "车辆", "许可", "广告", "农药",
    "排放", "检验", "应急", "林木",
];

const FACTS: [&str; 6] = [
    "沿街餐饮店占道摆放桌椅，油烟直接向外排放，未安装净化设施",
    "现场发现冷柜内有超过保质期的预包装食品十二袋，进货凭证缺失",
    "货运车辆未取得道路运输证从事危险货物运输，卫星定位装置损坏",
    "企业通过暗管向河道排放水污染物，自动监测设备停运",
    "商场疏散通道堆放货物，安全出口上锁，灭火器过期",
    "养殖场病死畜禽未按规定处理，兽药使用记录不完整",
];

pub(super) fn shapes() -> Vec<Shape> {
    use proto::{
        GetAgencyRequest, GetArticleRequest, GetCertificateRequest, GetItemRequest, GetLawRequest,
        GetOfficerRequest, GetPartyRequest, GetStandardRequest, ListAgenciesRequest,
        ListCertificatesRequest, ListItemsRequest, ListLawsRequest, ListOfficersRequest,
        ListPartiesRequest, ResolveCitationRequest, SearchArticlesRequest, SearchItemsRequest,
        SearchLawsRequest, SuggestBasesRequest,
    };
    vec![
        read!("an officer as of a day", get_officer, |draw| {
            GetOfficerRequest {
                officer_id: format!("o-{:06}", draw.below(scale::OFFICERS) + 1),
                as_of: draw.as_of(),
            }
        }),
        read!("a certificate as of a day", get_certificate, |draw| {
            GetCertificateRequest {
                certificate_id: format!("c-{:06}", draw.below(scale::OFFICERS) + 1),
                as_of: draw.as_of(),
            }
        }),
        read!("an agency as of a day", get_agency, |draw| {
            let line = draw.pick(&["market", "transport", "police", "emergency"]);
            GetAgencyRequest {
                agency_id: format!("a-{}-{line}", draw.county()),
                as_of: draw.as_of(),
            }
        }),
        read!("a party as of a day", get_party, |draw| GetPartyRequest {
            party_id: format!("p-{:06}", draw.below(scale::PARTIES) + 1),
            as_of: draw.as_of(),
        }),
        read!("an item as of a day", get_item, |draw| GetItemRequest {
            item_id: format!("i-{:05}", draw.below(scale::ITEMS) + 1),
            as_of: draw.as_of(),
        }),
        read!("a standard as of a day", get_standard, |draw| {
            GetStandardRequest {
                standard_id: format!("s-{:05}", draw.below(scale::STANDARDS) + 1),
                as_of: draw.as_of(),
            }
        }),
        read!("an article as of a day", get_article, |draw| {
            GetArticleRequest {
                law_id: format!("law-{:04}", draw.below(scale::LAWS) + 1),
                article: 1 + i32::try_from(draw.below(20)).unwrap_or(0),
                as_of: draw.as_of(),
                suffix: 0,
            }
        }),
        read!("a whole law as of a day", get_law, |draw| GetLawRequest {
            law_id: format!("law-{:04}", draw.below(scale::LAWS) + 1),
            as_of: draw.as_of(),
        }),
        list!(
            "agencies of a county",
            list_agencies,
            |draw| ListAgenciesRequest {
                division: draw.county(),
                ..Default::default()
            },
            agencies
        ),
        list!(
            "agencies of a line, province",
            list_agencies,
            |draw| ListAgenciesRequest {
                domain: 1 + i32::try_from(draw.below(8)).unwrap_or(0),
                ..Default::default()
            },
            agencies
        ),
        list!(
            "officers of an agency",
            list_officers,
            |draw| ListOfficersRequest {
                agency_id: format!("a-{}-market", draw.county()),
                ..Default::default()
            },
            officers
        ),
        list!(
            "officers of a county",
            list_officers,
            |draw| ListOfficersRequest {
                division: draw.county(),
                ..Default::default()
            },
            officers
        ),
        list!(
            "legally qualified officers, province",
            list_officers,
            |_draw| ListOfficersRequest {
                legally_qualified: true,
                ..Default::default()
            },
            officers
        ),
        list!(
            "officers by a name",
            list_officers,
            |draw| ListOfficersRequest {
                name: draw
                    .pick(&["陈建明", "林志强", "黄美华", "张海峰"])
                    .to_owned(),
                ..Default::default()
            },
            officers
        ),
        list!(
            "certificates that lapse soon, county",
            list_certificates,
            |draw| ListCertificatesRequest {
                division: draw.county(),
                expiring_before: "2027-03-01".to_owned(),
                ..Default::default()
            },
            certificates
        ),
        list!(
            "suspended certificates, province",
            list_certificates,
            |_draw| ListCertificatesRequest {
                state: proto::CertificateState::Suspended.into(),
                ..Default::default()
            },
            certificates
        ),
        list!(
            "items of an agency",
            list_items,
            |draw| ListItemsRequest {
                agency_id: format!("a-{}-market", draw.county()),
                ..Default::default()
            },
            items
        ),
        list!(
            "items that rest on an article",
            list_items,
            |draw| ListItemsRequest {
                law_id: format!("law-{:04}", draw.below(scale::LAWS) + 1),
                article: 10,
                ..Default::default()
            },
            items
        ),
        list!(
            "parties of a county",
            list_parties,
            |draw| ListPartiesRequest {
                division: draw.county(),
                ..Default::default()
            },
            parties
        ),
        list!(
            "laws of a rank",
            list_laws,
            |draw| ListLawsRequest {
                rank: draw.pick(&["法律", "地方性法规", "部门规章"]).to_owned(),
                ..Default::default()
            },
            laws
        ),
        find!(
            "articles by two characters",
            search_articles,
            |draw| SearchArticlesRequest {
                words: draw.pick(&WORDS).to_owned(),
                ..Default::default()
            },
            hits
        ),
        find!(
            "articles by two words, on a day",
            search_articles,
            |draw| SearchArticlesRequest {
                words: format!(
                    "{} {}",
                    draw.pick(&WORDS),
                    draw.pick(&["罚款", "检查", "备案", "公示"])
                ),
                valid_date: draw.as_of().unwrap_or_default().valid_date,
                ..Default::default()
            },
            hits
        ),
        find!(
            "laws by a word",
            search_laws,
            |draw| SearchLawsRequest {
                words: draw.pick(&WORDS).to_owned(),
                ..Default::default()
            },
            hits
        ),
        find!(
            "items by two characters",
            search_items,
            |draw| SearchItemsRequest {
                words: draw.pick(&WORDS).to_owned(),
                ..Default::default()
            },
            hits
        ),
        find!(
            "items by a word and a line",
            search_items,
            |draw| SearchItemsRequest {
                words: draw
                    .pick(&["擅自", "未按照规定", "检验", "公示"])
                    .to_owned(),
                domain: 1 + i32::try_from(draw.below(8)).unwrap_or(0),
                ..Default::default()
            },
            hits
        ),
        find!(
            "what fits a description",
            suggest_bases,
            |draw| SuggestBasesRequest {
                facts: draw.pick(&FACTS).to_owned(),
                ..Default::default()
            },
            items
        ),
        find!(
            "a citation",
            resolve_citation,
            |draw| ResolveCitationRequest {
                citation: draw
                    .pick(&[
                        "行政处罚法第五十七条",
                        "行政处罚法57",
                        "《城镇燃气管理条例》第四十九条第一款"
                    ])
                    .to_owned(),
                ..Default::default()
            },
            readings
        ),
        Shape {
            name: "who is competent",
            family: Family::Competence,
            call: Box::new(|client, draw| {
                let request = proto::ResolveCompetenceRequest {
                    item_id: format!("i-{:05}", draw.below(scale::ITEMS) + 1),
                    division: draw.county() + "001",
                    party_id: String::new(),
                    as_of: draw.as_of(),
                };
                let mut competence = client.competence();
                Box::pin(async move { one(competence.resolve_competence(request).await) })
            }),
        },
    ]
}
