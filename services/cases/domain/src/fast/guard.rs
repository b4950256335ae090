//! What the fast path asks for.

use refusal::Reason;
use statute::{Citation, Law};

use super::{Act, FastPath, reasons};
use crate::guard::{Fails, View, hearing_reached};
use crate::{Act as AnyAct, Case, SignatureManner};

/// A condition for the fast path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The item is open to it.
    OpenToItem,
    /// The case was filed for it.
    Marked,
    /// The case has not left it.
    NotLeft,
    /// The party has not agreed yet.
    NotAgreedYet,
    /// The party signed.
    Signed,
    /// The facts are clear.
    FactsClear,
    /// A case that is on the path has the party's agreement.
    Agreed,
    /// A case that is on the path stays below a hearing.
    BelowHearing,
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::OpenToItem,
        Self::Marked,
        Self::NotLeft,
        Self::NotAgreedYet,
        Self::Signed,
        Self::FactsClear,
        Self::Agreed,
        Self::BelowHearing,
    ];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::OpenToItem => "快速办理的，事项适用快速办理",
            Self::Marked => "立案时确定快速办理",
            Self::NotLeft => "未转为普通办理",
            Self::NotAgreedYet => "认错认罚尚未入卷",
            Self::Signed => "当事人签名认错认罚",
            Self::FactsClear => "事实清楚",
            Self::Agreed => "快速办理的，当事人已书面认错认罚",
            Self::BelowHearing => "快速办理的，拟罚款未达到较大数额",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::OpenToItem => (&reasons::FAST_NOT_OPEN, penalty(54).paragraph(2)),
            Self::Marked => (&reasons::FAST_NOT_MARKED, penalty(54).paragraph(2)),
            Self::NotLeft => (&reasons::FAST_LEFT, penalty(45).paragraph(1)),
            Self::NotAgreedYet => (&reasons::FAST_AGREED_ALREADY, penalty(47)),
            Self::Signed => (&reasons::FAST_NOT_SIGNED, penalty(46).paragraph(1)),
            Self::FactsClear => (&reasons::FAST_FACTS_UNCLEAR, penalty(40)),
            Self::Agreed => (&reasons::FAST_NOT_AGREED, penalty(46).paragraph(1)),
            Self::BelowHearing => (&reasons::FAST_TOO_HEAVY, penalty(63).paragraph(1)),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match (self, view.act) {
            (Self::OpenToItem, _) => open_to_item(view),
            (Self::Marked, _) if path(view).is_none() && view.case.is_some() => {
                Err("立案时未确定快速办理".to_owned())
            }
            (Self::NotLeft, _) if path(view).is_some_and(|path| !path.is_open()) => {
                Err("案件已转为普通办理".to_owned())
            }
            (Self::NotAgreedYet, _) if path(view).is_some_and(|path| path.agreed.is_some()) => {
                Err("当事人的认错认罚已经入卷".to_owned())
            }
            (Self::Signed, Some(AnyAct::Fast(Act::AgreeFast(act))))
                if act.signature.manner != SignatureManner::Signed =>
            {
                Err(format!("当事人{}", act.signature.manner.zh()))
            }
            (Self::FactsClear, Some(AnyAct::Fast(Act::AgreeFast(act)))) if !act.facts_clear => {
                Err("承办人员认为事实尚未查清".to_owned())
            }
            (Self::Agreed, _) if on_path(view).is_some_and(|path| path.agreed.is_none()) => {
                Err("快速办理的案件没有当事人的书面认错认罚".to_owned())
            }
            (Self::BelowHearing, Some(AnyAct::ConcludeInquiry(act))) if on_path(view).is_some() => {
                match view.case {
                    Some(case) if hearing_reached(view, case, &act.proposal) => {
                        Err(format!("拟作出的处罚（{}）达到听证标准", act.proposal.zh()))
                    }
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }
}

fn open_to_item(view: &View<'_>) -> Result<(), Fails> {
    let (Some(AnyAct::FileCase(act)), Some(facts)) = (view.act, &view.facts.opening) else {
        return Ok(());
    };
    match facts.items.iter().find(|item| !item.is_open_to_fast()) {
        Some(item) if act.fast => Err(format!("“{}”不适用快速办理", item.snapshot.name)),
        _ => Ok(()),
    }
}

fn path<'a>(view: &View<'a>) -> Option<&'a FastPath> {
    view.case.and_then(Case::penalty)?.fast.as_ref()
}

/// The path, while the case is on it.
fn on_path<'a>(view: &View<'a>) -> Option<&'a FastPath> {
    path(view).filter(|path| path.is_open())
}
