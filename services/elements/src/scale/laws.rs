//! 执法依据: 2,110 made-up laws with chapters and articles, some in several versions, some replaced. No text of a statute:
//! each says in its 题注 that it is a demonstration.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use elements_domain::Span;
use statute::{Rank, chinese};

use super::dice::{Dice, For};
use super::lines::LINES;
use super::places::Places;
use super::{Draft, day, text};

/// Laws.
pub const LAWS: usize = 2_110;
/// Of these: replaced by another.
const REPLACED: usize = 90;

/// A law, as far as its text is not needed.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) id: String,
    pub(super) line: usize,
    pub(super) articles: u16,
    rank: Rank,
    title: String,
    issuer: String,
    /// Days of issue and entry into force, oldest first.
    editions: Vec<(CivilDate, CivilDate)>,
    /// Place of the law that replaced it.
    replaced_by: Option<usize>,
}

/// What a law's articles are about, by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    General,
    Duties,
    Oversight,
    Liability,
    Closing,
}

impl Part {
    const ALL: [Self; 5] = [
        Self::General,
        Self::Duties,
        Self::Oversight,
        Self::Liability,
        Self::Closing,
    ];
}

/// How many of a thousand laws have which rank.
const RANKS: [(Rank, usize); 6] = [
    (Rank::Law, 45),
    (Rank::AdministrativeRegulation, 95),
    (Rank::LocalRegulation, 200),
    (Rank::DepartmentRule, 310),
    (Rank::LocalGovernmentRule, 150),
    (Rank::PolicyDocument, 200),
];

const SCENES: [&str; 16] = [
    "集贸市场",
    "校园周边",
    "沿海乡镇",
    "产业园区",
    "旅游景区",
    "老旧小区",
    "夜间街区",
    "交通枢纽",
    "山区林场",
    "渔港码头",
    "农村集镇",
    "临港区域",
    "商业综合体",
    "养老服务场所",
    "电商直播基地",
    "建筑工地",
];

const ACTS: [&str; 6] = [
    "安全管理",
    "监督管理",
    "综合治理",
    "服务质量",
    "风险防控",
    "信用管理",
];

/// All of them; those that were replaced come last, so that what replaces them stands before.
pub(super) fn plans(places: &Places, seed: u64) -> Vec<Plan> {
    let mut plans: Vec<Plan> = Vec::with_capacity(LAWS);
    let mut titles = BTreeSet::new();
    for at in 0..LAWS {
        // Drawn again while the title is another's.
        let mut drawn = plan(places, seed, at, 0);
        let mut tries = 1;
        while !titles.insert(drawn.title.clone()) && tries < 100 {
            drawn = plan(places, seed, at, tries);
            tries += 1;
        }
        plans.push(drawn);
    }
    for old in LAWS - REPLACED..LAWS {
        let mut dice = Dice::of(seed, For::Law, (100 * LAWS + old) as u64);
        let new = (old + REPLACED - LAWS) * (LAWS / REPLACED - 1);
        // In force long before the new one, so that both have days of their own.
        let begins = plans[new].editions[0].1;
        let in_force = begins.add_days(-i64::from(dice.between(1_500, 4_000)));
        plans[old].editions = vec![(in_force.add_days(-60), in_force)];
        plans[old].line = plans[new].line;
        plans[old].rank = plans[new].rank;
        plans[old].title = format!("{}（试行）", plans[new].title);
        let issuer = plans[new].issuer.clone();
        plans[old].issuer = issuer;
        plans[old].replaced_by = Some(new);
    }
    plans
}

/// The versions of a law as they are recorded.
pub(super) fn drafts(plans: &[Plan], at: usize, seed: u64) -> Vec<Draft> {
    let plan = &plans[at];
    let ends = plan.replaced_by.map(|new| plans[new].editions[0].1);
    let editions = plan.editions.iter().enumerate();
    editions
        .filter_map(|(edition, (issued, in_force))| {
            let next = plan.editions.get(edition + 1).map(|(_, day)| *day);
            let last = next.is_none();
            let law = proto::Law {
                law_id: plan.id.clone(),
                title: plan.title.clone(),
                issuer: issuer(plan, edition, *issued),
                rank: plan.rank.zh().to_owned(),
                issue_date: issued.to_string(),
                articles: articles(plan, at, edition, seed),
                replaced_by: plan
                    .replaced_by
                    .filter(|_| last)
                    .map(|new| plans[new].id.clone())
                    .unwrap_or_default(),
                adoption: adoption(plan, edition),
                ..proto::Law::default()
            };
            Some(Draft {
                span: Span::new(*in_force, next.or(ends))?,
                body: Body::Law(law),
            })
        })
        .collect()
}

impl Plan {
    /// Whether something that begins on that day may rest on it from then on.
    pub(super) fn is_in_force(&self, day: CivilDate) -> bool {
        self.replaced_by.is_none() && self.editions[0].1 <= day
    }

    /// The first and the last article of a part.
    pub(super) fn part(&self, part: Part) -> (u16, u16) {
        let n = self.articles;
        let ends = [
            (n / 10).max(2),
            n * 6 / 10,
            n * 7 / 10,
            n - (n / 20).max(1),
            n,
        ];
        let at = part as usize;
        let first = if at == 0 { 1 } else { ends[at - 1] + 1 };
        (first, ends[at])
    }

    /// What an article is about.
    fn part_of(&self, number: u16) -> Part {
        Part::ALL
            .into_iter()
            .find(|part| number <= self.part(*part).1)
            .unwrap_or(Part::Closing)
    }
}

fn plan(places: &Places, seed: u64, at: usize, tries: usize) -> Plan {
    let mut dice = Dice::of(seed, For::Law, (tries * LAWS + at) as u64);
    let lines: Vec<(usize, usize)> = LINES
        .iter()
        .enumerate()
        .filter(|(_, line)| line.items > 0)
        .map(|(at, line)| (at, line.items))
        .collect();
    // The first laws go round, so that every line has many.
    let line = if at < 26 {
        1 + at % 13
    } else {
        *dice.weighted(&lines)
    };
    let rank = *dice.weighted(&RANKS);
    let city = &places.cities[dice.below(places.cities.len())];
    let object = dice.pick(LINES[line].objects);
    // Scene and object together name no statute that there is.
    let matter = format!("{}{object}{}", SCENES[at % SCENES.len()], dice.pick(&ACTS));
    let (title, issuer) = match rank {
        Rank::Law => (
            format!("中华人民共和国{matter}法"),
            "全国人民代表大会常务委员会".to_owned(),
        ),
        Rank::AdministrativeRegulation => (format!("{matter}条例"), "国务院".to_owned()),
        Rank::LocalRegulation if dice.permille(450) => (
            format!("福建省{matter}条例"),
            "福建省人民代表大会常务委员会".to_owned(),
        ),
        Rank::LocalRegulation => (
            format!("{}{matter}条例", city.name),
            format!("{}人民代表大会常务委员会", city.name),
        ),
        Rank::LocalGovernmentRule if dice.permille(500) => {
            (format!("福建省{matter}办法"), "福建省人民政府".to_owned())
        }
        Rank::LocalGovernmentRule => (
            format!("{}{matter}办法", city.name),
            format!("{}人民政府", city.name),
        ),
        Rank::PolicyDocument => (
            format!("福建省{matter}工作规范"),
            format!(
                "福建省{}",
                if LINES[line].province.is_empty() {
                    "住房和城乡建设厅"
                } else {
                    LINES[line].province
                }
            ),
        ),
        _ => (format!("{matter}规定"), "国务院有关部门".to_owned()),
    };
    let articles = match rank {
        Rank::Law => dice.between(60, 110),
        Rank::AdministrativeRegulation => dice.between(45, 85),
        Rank::PolicyDocument => dice.between(20, 40),
        _ => dice.between(28, 70),
    };
    Plan {
        id: format!("law-{:04}", at + 1),
        line,
        articles: u16::try_from(articles).unwrap_or(40),
        rank,
        title,
        issuer,
        editions: editions(&mut dice),
        replaced_by: None,
    }
}

/// One to three editions; most laws were in force before 2021, so that items of every year can rest on them.
fn editions(dice: &mut Dice) -> Vec<(CivilDate, CivilDate)> {
    let count = *dice.weighted(&[(1, 700), (2, 220), (3, 80)]);
    let first = if dice.permille(800) {
        day(1998, 1, 1).add_days(i64::from(dice.between(0, 8_200)))
    } else {
        day(2021, 8, 1).add_days(i64::from(dice.between(0, 1_700)))
    };
    let mut issued = first;
    let mut editions = Vec::new();
    for _ in 0..count {
        let in_force = issued.add_days(i64::from(dice.between(30, 180)));
        if in_force >= day(2026, 10, 1) {
            break;
        }
        editions.push((issued, in_force));
        issued = in_force.add_days(i64::from(dice.between(700, 2_600)));
    }
    editions
}

fn articles(plan: &Plan, at: usize, edition: usize, seed: u64) -> Vec<proto::Article> {
    let article = |number: u16| {
        let part = plan.part_of(number);
        let index = (at * 1_000 + usize::from(number)) as u64;
        // An amendment changes one article in six; the others keep their words.
        let wording = (1..=edition as u64)
            .filter(|amendment| {
                Dice::of(seed, For::Article, index + (amendment << 40)).permille(166)
            })
            .max()
            .unwrap_or(0);
        let mut dice = Dice::of(seed, For::Article, index + (wording << 48));
        proto::Article {
            number: i32::from(number),
            text: text::article(&LINES[plan.line], part, &shape(seed, at, number), &mut dice),
            chapter: text::chapter(part),
            ..proto::Article::default()
        }
    };
    (1..=plan.articles).map(article).collect()
}

/// The items (项) of each paragraph (款) of an article, by law and number; the same in every version.
pub(super) fn shape(seed: u64, law: usize, number: u16) -> Vec<u16> {
    let index = (law * 1_000 + usize::from(number)) as u64;
    let mut dice = Dice::of(seed, For::Shape, index);
    let paragraphs = *dice.weighted(&[(1, 55), (2, 32), (3, 13)]);
    let mut shape = vec![0; paragraphs];
    if dice.permille(240) {
        shape[0] = u16::try_from(dice.between(3, 7)).unwrap_or(3);
    }
    shape
}

fn issuer(plan: &Plan, edition: usize, issued: CivilDate) -> String {
    let year = issued.year();
    let number = 1 + (usize::from(plan.articles) * 7 + edition * 13) % 90;
    match plan.rank {
        Rank::Law => format!("主席令第{}号", chinese(u16::try_from(number).unwrap_or(1))),
        Rank::AdministrativeRegulation => format!("国务院令第{}号", 300 + number),
        Rank::PolicyDocument => format!("{}〔{year}〕{number}号", plan.issuer),
        _ => format!("{}公告〔{year}〕{number}号", plan.issuer),
    }
}

/// 题注.
fn adoption(plan: &Plan, edition: usize) -> String {
    let mut text = "（演示文本，非现行有效文件）".to_owned();
    for (amendment, (issued, _)) in plan.editions.iter().enumerate().take(edition + 1) {
        let did = if amendment == 0 { "通过" } else { "修正" };
        let _ = write!(text, "\n{}{}{did}", issued.zh(), plan.issuer);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_law_follow_each_other_and_leave_nothing_out() {
        let places = Places::read().unwrap();
        for plan in plans(&places, 7) {
            let mut next = 1;
            for part in Part::ALL {
                let (first, last) = plan.part(part);
                assert_eq!(first, next, "{}: {part:?}", plan.id);
                assert!(first <= last, "{}: {part:?}", plan.id);
                next = last + 1;
            }
            assert_eq!(next, plan.articles + 1, "{}", plan.id);
        }
    }

    #[test]
    fn an_amended_law_keeps_most_of_its_words() {
        let places = Places::read().unwrap();
        let plans = plans(&places, 7);
        let amended = plans
            .iter()
            .position(|plan| plan.editions.len() > 1)
            .unwrap();
        let (old, new) = (
            articles(&plans[amended], amended, 0, 7),
            articles(&plans[amended], amended, 1, 7),
        );
        assert_eq!(old.len(), new.len());
        let changed = old.iter().zip(&new).filter(|(a, b)| a != b).count();
        assert!(
            changed > 0 && changed * 2 < old.len(),
            "{changed} of {}",
            old.len()
        );
    }
}
