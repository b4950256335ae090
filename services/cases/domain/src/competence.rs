//! Who is competent for an item where the act lies (行政处罚法 §18, §20, §22 to §25), as it was looked up before the act is judged.

use crate::{AgencyId, Division};

/// Who is competent for one item, at the place and on the day of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Competence {
    /// Whoever is named may act: one agency for a penalty, each of several for an inspection.
    Held(Vec<Subject>),
    /// Several are competent for a penalty.
    Disputed {
        /// They.
        candidates: Vec<Subject>,
        /// Who designates one of them (§25(2)), e.g. `漳州市龙海区人民政府`.
        designates: String,
    },
    /// Nobody is.
    Nobody {
        /// Why, in Chinese.
        why: String,
        /// The articles that say so, in Chinese.
        articles: String,
    },
}

/// An agency that is competent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The agency.
    pub agency: AgencyId,
    /// Its name.
    pub name: String,
    /// The document by which it has the power; none: the power is its own.
    pub power: Option<Power>,
    /// Agencies that act in its name (§20).
    pub entrusted: Vec<AgencyId>,
    /// The articles that its competence rests on, in Chinese.
    pub articles: String,
}

/// The document by which an agency has a power that was another's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Power {
    /// The instrument with the first day of the version in force, e.g. `grant-shima@2022-06-01`.
    pub version: String,
    /// What it is and where it stands, e.g. `赋权，《关于…的决定》（漳政规〔2022〕3号）`.
    pub words: String,
}

impl Competence {
    /// The subject as which an agency may act; none: it may not.
    pub fn subject(&self, agency: &AgencyId) -> Option<&Subject> {
        self.subjects()
            .iter()
            .find(|subject| subject.agency == *agency)
    }

    /// Everybody who is competent.
    pub fn subjects(&self) -> &[Subject] {
        match self {
            Self::Held(subjects) => subjects,
            Self::Disputed { candidates, .. } => candidates,
            Self::Nobody { .. } => &[],
        }
    }

    /// Why an agency may not act on an item at a place; none: it may.
    pub(crate) fn refuses(
        &self,
        (item, place): (&str, &Division),
        (agency, name): (&AgencyId, &str),
    ) -> Option<String> {
        if self.subject(agency).is_some() {
            return None;
        }
        if let Self::Nobody { why, articles } = self {
            return Some(format!(
                "“{item}”在{place}没有管辖机关：{why}（{articles}）"
            ));
        }
        let acts_for = self
            .subjects()
            .iter()
            .find(|subject| subject.entrusted.contains(agency));
        if let Some(subject) = acts_for {
            let principal = &subject.name;
            return Some(format!(
                "{name}是受委托组织，“{item}”应当以委托机关{principal}的名义办理（行政处罚法第二十条）"
            ));
        }
        let subjects: Vec<String> = self.subjects().iter().map(Subject::words).collect();
        let subjects = subjects.join("、");
        let designates = match self {
            Self::Disputed { designates, .. } => format!("，有争议的由{designates}指定"),
            Self::Held(_) | Self::Nobody { .. } => String::new(),
        };
        Some(format!(
            "“{item}”在{place}由{subjects}管辖{designates}，不由{name}管辖"
        ))
    }
}

impl Subject {
    /// The subject with what its competence rests on: `石码街道办事处（赋权，《…》；行政处罚法第二十四条第一款）`.
    pub(crate) fn words(&self) -> String {
        let Self { name, articles, .. } = self;
        match &self.power {
            Some(power) => format!("{name}（{}；{articles}）", power.words),
            None => format!("{name}（{articles}）"),
        }
    }
}
