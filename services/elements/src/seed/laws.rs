//! The laws that the stories rest on, in the articles they cite (data/README.md).

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use statute::Rank;

use super::{Entry, SeedError, day, ids};
use crate::domain::statute_text;

struct Text {
    law_id: &'static str,
    title: &'static str,
    issuer: &'static str,
    rank: Rank,
    issued: CivilDate,
    in_force: CivilDate,
    content: &'static str,
}

/// The laws.
pub(super) fn all() -> Result<Vec<Entry>, SeedError> {
    let texts = [
        Text {
            law_id: ids::LAW_PENALTY,
            title: "中华人民共和国行政处罚法",
            issuer: "主席令第七十号",
            rank: Rank::Law,
            issued: day(2021, 1, 22),
            in_force: day(2021, 7, 15),
            content: include_str!("../../data/laws/administrative-penalty.md"),
        },
        Text {
            law_id: ids::LAW_GAS,
            title: "城镇燃气管理条例",
            issuer: "国务院令第583号公布，国务院令第666号修订",
            rank: Rank::AdministrativeRegulation,
            issued: day(2016, 2, 6),
            in_force: day(2016, 2, 6),
            content: include_str!("../../data/laws/urban-gas.md"),
        },
        Text {
            law_id: ids::LAW_ADVERTISING,
            title: "中华人民共和国广告法",
            issuer: "全国人民代表大会常务委员会（2021年4月29日修正）",
            rank: Rank::Law,
            issued: day(2021, 4, 29),
            in_force: day(2021, 4, 29),
            content: include_str!("../../data/laws/advertising.md"),
        },
    ];
    texts.into_iter().map(Text::entry).collect()
}

impl Text {
    fn entry(self) -> Result<Entry, SeedError> {
        let articles = statute_text::articles(self.content)
            .map_err(|error| SeedError::Data(Box::new(error)))?;
        let law = proto::Law {
            law_id: self.law_id.to_owned(),
            title: self.title.to_owned(),
            issuer: self.issuer.to_owned(),
            rank: self.rank.zh().to_owned(),
            issue_date: self.issued.to_string(),
            articles,
        };
        Ok(Entry::since(self.in_force, Body::Law(law)))
    }
}
