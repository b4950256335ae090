//! Acts of an exhibit.

use calendar::CivilDate;
use uuid::Uuid;

use super::{File, Link, Taken};
use crate::beside::kinds;
use crate::{AgencyId, CaseId, EvidenceKind, OfficerId};

/// An act of an exhibit with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 证据材料入卷
    AddExhibit(AddExhibit),
    /// 关联证据材料
    LinkExhibit(LinkExhibit),
    /// 授权使用证据
    GrantUse(GrantUse),
    /// 撤回证据使用授权
    WithdrawGrant(WithdrawGrant),
    /// 使用其他案件的证据
    UseGranted(UseGranted),
}

/// Puts a file on record that is whole in the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddExhibit {
    /// Id of the upload that brought the file.
    pub upload: Uuid,
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// Kind of evidence.
    pub kind: EvidenceKind,
    /// The file.
    pub file: File,
    /// How it was taken.
    pub taken: Taken,
    /// What it proves.
    pub proves: String,
    /// Whether it is a piece of evidence by itself, and not one of several files of one.
    pub alone: bool,
    /// What it belongs to, as far as it is known at once.
    pub link: Option<Link>,
}

/// Says what an exhibit belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkExhibit {
    /// Number of the exhibit.
    pub number: u32,
    /// What it belongs to.
    pub link: Link,
}

/// Lets another agency rely on an exhibit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantUse {
    /// Number of the exhibit.
    pub number: u32,
    /// The agency.
    pub to: AgencyId,
    /// What for.
    pub purpose: String,
    /// Last day.
    pub until: CivilDate,
}

/// Takes leave back: nobody relies on it anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawGrant {
    /// Number of the exhibit.
    pub number: u32,
    /// Number of the grant.
    pub grant: u32,
    /// Why.
    pub reasons: String,
}

/// Relies on what another agency took, or on what was taken in the case from which this one was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseGranted {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// The other case.
    pub case: CaseId,
    /// Number of the exhibit there.
    pub exhibit: u32,
    /// Number of the grant; 0: it is of the case from which this one was filed, by the same agency.
    pub grant: u32,
    /// What it is used for.
    pub purpose: String,
    /// How it was verified, and why it is recognised.
    pub recognition: String,
}

kinds! { in Exhibit;
    AddExhibit = "ADD_EXHIBIT", Handle, "证据材料入卷";
    LinkExhibit = "LINK_EXHIBIT", Handle, "关联证据材料";
    GrantUse = "GRANT_USE", Approve, "授权使用证据";
    WithdrawGrant = "WITHDRAW_GRANT", Approve, "撤回证据使用授权";
    UseGranted = "USE_GRANTED", Handle, "使用其他案件的证据";
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::AddExhibit(_) => Kind::AddExhibit,
            Self::LinkExhibit(_) => Kind::LinkExhibit,
            Self::GrantUse(_) => Kind::GrantUse,
            Self::WithdrawGrant(_) => Kind::WithdrawGrant,
            Self::UseGranted(_) => Kind::UseGranted,
        }
    }

    /// Number of the exhibit it is about; 0: one that is about to be added.
    pub const fn about(&self) -> u32 {
        match self {
            Self::AddExhibit(_) | Self::UseGranted(_) => 0,
            Self::LinkExhibit(act) => act.number,
            Self::GrantUse(act) => act.number,
            Self::WithdrawGrant(act) => act.number,
        }
    }

    /// The second officer.
    pub(crate) const fn co_officer(&self) -> Option<&OfficerId> {
        match self {
            Self::AddExhibit(act) => act.co_officer.as_ref(),
            Self::UseGranted(act) => act.co_officer.as_ref(),
            _ => None,
        }
    }

    /// The day on which it was taken.
    pub(crate) fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::AddExhibit(act) => Some(CivilDate::of(act.taken.at)),
            _ => None,
        }
    }

    /// The exhibit of another case that the act relies on: case, exhibit, grant (0: without one).
    pub const fn relies_on(&self) -> Option<(CaseId, u32, u32)> {
        match self {
            Self::UseGranted(act) => Some((act.case, act.exhibit, act.grant)),
            _ => None,
        }
    }

    pub(crate) fn link(&self) -> Option<Link> {
        match self {
            Self::AddExhibit(act) => act.link,
            Self::LinkExhibit(act) => Some(act.link),
            _ => None,
        }
    }
}
