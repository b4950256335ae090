//! The laws that the stories rest on, in the articles they cite (data/README.md).

use calendar::CivilDate;
use contract::elements::v1::element::Body;
use statute::Rank;

use super::{Entry, SeedError, day, ids};
use elements_domain::law::{Overrides, from_text};

struct Text {
    law_id: &'static str,
    file: &'static str,
    short_titles: &'static [&'static str],
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
            file: "中华人民共和国行政处罚法.md",
            short_titles: &["行政处罚法", "处罚法"],
            issuer: "主席令第七十号",
            rank: Rank::Law,
            issued: day(2021, 1, 22),
            in_force: day(2021, 7, 15),
            content: include_str!("../../data/laws/administrative-penalty.md"),
        },
        Text {
            law_id: ids::LAW_GAS,
            file: "城镇燃气管理条例.md",
            short_titles: &["燃气条例"],
            issuer: "国务院令第583号公布，国务院令第666号修订",
            rank: Rank::AdministrativeRegulation,
            issued: day(2016, 2, 6),
            in_force: day(2016, 2, 6),
            content: include_str!("../../data/laws/urban-gas.md"),
        },
        Text {
            law_id: ids::LAW_APPEARANCE,
            file: "城市市容和环境卫生管理条例.md",
            short_titles: &["市容条例"],
            issuer: "国务院令第101号公布，国务院令第676号修订",
            rank: Rank::AdministrativeRegulation,
            issued: day(2017, 3, 1),
            in_force: day(2017, 3, 1),
            content: include_str!("../../data/laws/urban-appearance.md"),
        },
        Text {
            law_id: ids::LAW_ADVERTISING,
            file: "中华人民共和国广告法.md",
            short_titles: &["广告法"],
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
        let text = statute_text::read_excerpt(self.file, self.content.as_bytes())
            .map_err(|error| SeedError::Data(Box::new(error)))?;
        let overrides = Overrides {
            law_id: Some(self.law_id.to_owned()),
            issuer: Some(self.issuer.to_owned()),
            rank: Some(self.rank),
            issue_date: Some(self.issued),
            valid_from: Some(self.in_force),
            short_titles: self
                .short_titles
                .iter()
                .map(|title| (*title).to_owned())
                .collect(),
            ..Overrides::default()
        };
        let (law, _) =
            from_text(&text, &overrides).map_err(|refusal| SeedError::Data(Box::new(refusal)))?;
        Ok(Entry::since(self.in_force, Body::Law(law)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_hold_the_articles_that_are_cited() {
        let entries = all().unwrap();
        let law = |id: &str| {
            entries.iter().find_map(|entry| match &entry.body {
                Body::Law(law) if law.law_id == id => Some(law),
                _ => None,
            })
        };
        for (id, number) in [
            (ids::LAW_PENALTY, 44),
            (ids::LAW_GAS, 49),
            (ids::LAW_APPEARANCE, 34),
            (ids::LAW_ADVERTISING, 59),
        ] {
            let law = law(id).unwrap();
            let article = elements_domain::article(law, number).unwrap();
            assert!(article.chapter.starts_with('第'), "{id}");
            assert!(!law.adoption.is_empty(), "{id}");
        }
        assert_eq!(entries.len(), 4);
    }
}
