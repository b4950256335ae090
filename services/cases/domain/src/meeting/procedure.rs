//! 集体讨论程序: the table.

use serde::{Deserialize, Serialize};
use statute::Citation;
use statute::discussion::DISCUSSION;

use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, rows};

/// How far a discussion has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 已提请
    Called,
    /// 已形成结论
    Concluded,
    /// 已取消
    Cancelled,
}

const RULE: Citation = DISCUSSION;

const CALLED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Meeting(Own::Proposed),
    Guard::Meeting(Own::NoOther),
    Guard::Meeting(Own::EnoughMembers),
    Guard::Meeting(Own::MembersNotHandlers),
    Guard::Meeting(Own::MembersNotRecused),
];
const HELD: &[Guard] = &[
    Guard::CaseOpen,
    Guard::NotInFuture,
    Guard::Meeting(Own::SameProposal),
    Guard::HearingEnded,
    Guard::Meeting(Own::VoicesOfMembers),
    Guard::Meeting(Own::PresentNotRecused),
    Guard::Meeting(Own::QuorumMet),
    Guard::Meeting(Own::PresiderThere),
    Guard::Meeting(Own::DissentExplained),
    Guard::SanctionsFit,
    Guard::SanctionsWhole,
];
const DROPPED: &[Guard] = &[Guard::CaseOpen];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Meeting;
    _      --CallMeeting-->     Called,    [CALLED],  RULE;
    Called --ConcludeMeeting--> Concluded, [HELD],    RULE;
    Called --CancelMeeting-->   Cancelled, [DROPPED], RULE;
];

impl Stage for Step {
    const ALL: &'static [Self] = &[Self::Called, Self::Concluded, Self::Cancelled];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::Meeting(Kind::CallMeeting),
        ActKind::Meeting(Kind::ConcludeMeeting),
        ActKind::Meeting(Kind::CancelMeeting),
    ];
    const THING: (&'static str, &'static str) = ("meeting", "集体讨论");

    fn name(self) -> &'static str {
        match self {
            Self::Called => "CALLED",
            Self::Concluded => "CONCLUDED",
            Self::Cancelled => "CANCELLED",
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Called => "已提请集体讨论",
            Self::Concluded => "集体讨论已形成结论",
            Self::Cancelled => "集体讨论已取消",
        }
    }

    fn is_final(self) -> bool {
        self != Self::Called
    }

    fn awaits(self) -> Option<ActKind> {
        (self == Self::Called).then_some(ActKind::Meeting(Kind::ConcludeMeeting))
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
