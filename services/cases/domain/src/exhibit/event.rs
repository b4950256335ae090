//! Events of an exhibit, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Exhibit, Grant, Kind, Link, Step};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, Evidence, OfficerId, Procedure};

/// Something that has happened to an exhibit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 证据材料已入卷
    ExhibitAdded(Box<ExhibitAdded>),
    /// 证据材料已关联
    ExhibitLinked(ExhibitLinked),
    /// 已授权使用证据
    GrantMade(GrantMade),
    /// 证据使用授权已撤回
    GrantWithdrawn(GrantWithdrawn),
    /// 已使用其他案件的证据
    GrantUsed(Box<GrantUsed>),
}

/// A file was put on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExhibitAdded {
    /// The exhibit as it begins.
    pub exhibit: Exhibit,
}

/// It was said what an exhibit belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExhibitLinked {
    /// Its number.
    pub number: u32,
    /// What it belongs to.
    pub link: Link,
    /// Day.
    pub on: CivilDate,
    /// Officer who said so.
    pub by: OfficerId,
}

/// Another agency may rely on an exhibit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantMade {
    /// Number of the exhibit.
    pub number: u32,
    /// The grant.
    pub grant: Grant,
}

/// Nobody relies on a grant anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantWithdrawn {
    /// Number of the exhibit.
    pub number: u32,
    /// Number of the grant.
    pub grant: u32,
    /// Why.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who withdrew it.
    pub by: OfficerId,
}

/// What was taken in another case is relied on here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantUsed {
    /// The exhibit as it begins here, with its hashes and custody as they stood there.
    pub exhibit: Exhibit,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::ExhibitAdded(_) => "ExhibitAdded",
            Self::ExhibitLinked(_) => "ExhibitLinked",
            Self::GrantMade(_) => "EvidenceGrantMade",
            Self::GrantWithdrawn(_) => "EvidenceGrantWithdrawn",
            Self::GrantUsed(_) => "EvidenceGrantUsed",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::ExhibitAdded(_) => Kind::AddExhibit,
            Self::ExhibitLinked(_) => Kind::LinkExhibit,
            Self::GrantMade(_) => Kind::GrantUse,
            Self::GrantWithdrawn(_) => Kind::WithdrawGrant,
            Self::GrantUsed(_) => Kind::UseGranted,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::ExhibitAdded(it) => {
                let Exhibit {
                    number, kind, file, ..
                } = &it.exhibit;
                format!("第{number}号证据材料（{}）入卷：{}", kind.zh(), file.name)
            }
            Self::ExhibitLinked(it) => format!("第{}号证据材料：{}", it.number, it.link.zh()),
            Self::GrantMade(it) => format!(
                "授权{}使用第{}号证据材料，至{}止：{}",
                it.grant.to.name,
                it.number,
                it.grant.until.zh(),
                it.grant.purpose
            ),
            Self::GrantWithdrawn(it) => {
                format!("撤回第{}号证据材料的使用授权：{}", it.number, it.reasons)
            }
            Self::GrantUsed(it) => {
                let name = &it.exhibit.file.name;
                match it.exhibit.origin.as_deref() {
                    Some(from) if from.grant == 0 => {
                        format!("使用来源案件（{}）的证据材料：{name}", from.code)
                    }
                    Some(from) => format!("使用{}提供的证据材料：{name}", from.agency.name),
                    None => format!("使用其他案件的证据材料：{name}"),
                }
            }
        }
    }
}

/// The case after an event of an exhibit; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Exhibit(event.kind());
    match event {
        Event::ExhibitAdded(it) => add(case, &it.exhibit, kind),
        Event::GrantUsed(it) => add(case, &it.exhibit, kind),
        Event::ExhibitLinked(it) => {
            case.handlers.insert(it.by.clone());
            let exhibit = moved(case, it.number, kind)?;
            exhibit.links.push(it.link);
            Some(())
        }
        Event::GrantMade(it) => {
            moved(case, it.number, kind)?.grants.push(it.grant.clone());
            Some(())
        }
        Event::GrantWithdrawn(it) => {
            let exhibit = moved(case, it.number, kind)?;
            let mut grants = exhibit.grants.iter_mut();
            let grant = grants.find(|grant| grant.number == it.grant)?;
            grant.withdrawn = Some((it.on, it.reasons.clone()));
            Some(())
        }
    }
}

fn add(case: &mut Case, exhibit: &Exhibit, kind: ActKind) -> Option<()> {
    let step = Step::after(None, kind, Outcome::Done)?;
    let officers = exhibit.officers.iter().map(|it| it.id.clone());
    case.handlers.extend(officers);
    // What is shown of a penalty's evidence, and counted, is one list.
    if let Procedure::OrdinaryPenalty(penalty) = &mut case.procedure
        && exhibit.evidence > 0
    {
        penalty.evidence.push(Evidence {
            number: exhibit.evidence,
            kind: exhibit.kind,
            description: exhibit.proves.clone(),
            collected: exhibit.taken.at,
            content_hash: exhibit.file.sm3.clone(),
            exhibits: vec![exhibit.number],
        });
    }
    case.exhibits.push(Exhibit {
        step,
        ..exhibit.clone()
    });
    Some(())
}

fn moved(case: &mut Case, number: u32, kind: ActKind) -> Option<&mut Exhibit> {
    let mut exhibits = case.exhibits.iter_mut();
    let exhibit = exhibits.find(|it| it.number == number)?;
    exhibit.step = Step::after(Some(exhibit.step), kind, Outcome::Done)?;
    Some(exhibit)
}
