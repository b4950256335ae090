//! What comes out: one subject, a dispute, or nobody, each with its reason in the words of the law.

use statute::identifier::DivisionCode;
use statute::{Citation, Law};

/// Who is competent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Competence {
    /// Exactly one.
    One(Subject),
    /// Several: their common superior designates (§25(2)).
    Dispute {
        /// Everybody who has a claim, by agency id.
        candidates: Vec<Subject>,
        /// The smallest division whose government stands above them all.
        common: DivisionCode,
    },
    /// Nobody.
    None(Why),
}

/// One competent agency.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// Id of the agency.
    pub agency: String,
    /// Its division.
    pub division: DivisionCode,
    /// Why it has the power.
    pub ground: Ground,
    /// Instrument by which it has it; `None`: by the item itself.
    pub instrument: Option<String>,
    /// Agency from which the power came, where an instrument moved it.
    pub from: Option<String>,
    /// Ids of those who act in its name, ascending.
    pub entrusted: Vec<String>,
}

/// Grounds of competence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// 法定: the item names it.
    Own,
    /// 赋权.
    Grant,
    /// 相对集中行政处罚权.
    Concentration,
}

/// Why nobody is competent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The item names no agency that holds on the day in its own name.
    NobodyQualified,
    /// The item is not open against such a party.
    PartyNotCovered,
    /// No agency of the item holds the place.
    OutsideAll,
    /// Agencies hold the place, but the item is not open to their level.
    LevelClosed,
    /// Only towns are named, and nothing hands them the power.
    TownWithoutGrant,
    /// The power was handed to some of the towns, and the town of the place is not stated.
    TownNotStated {
        /// The instruments, ascending.
        instruments: Vec<String>,
    },
}

impl Competence {
    /// The subject under which an agency may act: as itself, or as one entrusted by it. In a dispute every candidate may
    /// until one is designated, the first to file before all others (§25(1)).
    pub fn subject_of(&self, agency: &str) -> Option<&Subject> {
        let subjects = match self {
            Self::One(subject) => std::slice::from_ref(subject),
            Self::Dispute { candidates, .. } => candidates,
            Self::None(_) => &[],
        };
        subjects
            .iter()
            .find(|subject| subject.agency == agency)
            .or_else(|| {
                subjects
                    .iter()
                    .find(|subject| subject.entrusted.iter().any(|id| id == agency))
            })
    }

    /// The articles it rests on, in order, none twice.
    pub fn citations(&self) -> Vec<Citation> {
        let mut citations = match self {
            Self::One(subject) => subject.citations(),
            Self::Dispute { candidates, .. } => candidates
                .iter()
                .flat_map(Subject::citations)
                .chain([penalty(25).paragraph(2)])
                .collect(),
            Self::None(why) => why.citations(),
        };
        citations.sort_unstable();
        citations.dedup();
        citations
    }
}

impl Subject {
    /// The articles that its competence rests on.
    pub fn citations(&self) -> Vec<Citation> {
        let mut citations = vec![penalty(22)];
        citations.push(match self.ground {
            Ground::Own => penalty(23),
            Ground::Grant => penalty(24).paragraph(1),
            Ground::Concentration => penalty(18).paragraph(2),
        });
        if !self.entrusted.is_empty() {
            citations.push(penalty(20));
        }
        citations
    }
}

impl Ground {
    /// The ground in Chinese: `赋权`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Own => "法定职权",
            Self::Grant => "赋权",
            Self::Concentration => "相对集中行政处罚权",
        }
    }
}

impl Why {
    /// The reason, for an officer.
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::NobodyQualified => {
                "该事项列明的执法主体当日均无有效的执法主体资格，或者只能以委托机关名义实施"
            }
            Self::PartyNotCovered => "该事项不适用于此类当事人",
            Self::OutsideAll => "违法行为发生地不在该事项任何执法主体的管辖区划内",
            Self::LevelClosed => "该事项未向发生地执法主体所在层级开放",
            Self::TownWithoutGrant => {
                "该事项在发生地只列明了乡镇（街道），而行政处罚由县级以上有管辖权的行政机关管辖，且没有已公布并认领的赋权"
            }
            Self::TownNotStated { .. } => {
                "该事项已赋权给部分乡镇（街道），请补充违法行为发生地所在的乡镇（街道）"
            }
        }
    }

    /// The articles it rests on.
    pub fn citations(&self) -> Vec<Citation> {
        match self {
            Self::NobodyQualified => vec![penalty(17), penalty(20), penalty(38)],
            Self::PartyNotCovered => vec![penalty(4)],
            Self::OutsideAll => vec![penalty(22)],
            Self::LevelClosed => vec![penalty(23)],
            Self::TownWithoutGrant => vec![penalty(23), penalty(24).paragraph(1)],
            Self::TownNotStated { .. } => vec![penalty(22), penalty(24).paragraph(1)],
        }
    }
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_cites_articles_that_exist() {
        let reasons = [
            Why::NobodyQualified,
            Why::PartyNotCovered,
            Why::OutsideAll,
            Why::LevelClosed,
            Why::TownWithoutGrant,
            Why::TownNotStated {
                instruments: Vec::new(),
            },
        ];
        for why in reasons {
            assert!(!why.citations().is_empty(), "{why:?}");
            assert!(why.citations().iter().all(Citation::exists), "{why:?}");
            assert!(!why.zh().is_ascii(), "{why:?}");
        }
    }
}
