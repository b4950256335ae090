//! 听证程序: the table.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::guard::Guard;
use crate::procedure::{Row, SERVED, Stage, rows};

/// How far a hearing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 已申请
    Requested,
    /// 已受理
    Granted,
    /// 不予听证
    Refused,
    /// 已指定主持人
    Appointed,
    /// 已通知
    Notified,
    /// 已举行
    Held,
    /// 已出具报告
    Reported,
    /// 已终止
    Ended,
}

const fn article(item: u8) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, 64).item(item)
}

const REQUEST: Citation = article(1);
const RIGHT: Citation = Citation::article(Law::AdministrativePenaltyLaw, 63).paragraph(1);
const NOTICE: Citation = article(2);
const PRESIDER: Citation = article(4);
const AGENTS: Citation = article(5);
const ABSENCE: Citation = article(6);
const RECORD: Citation = article(8);
const RESULT: Citation = Citation::article(Law::AdministrativePenaltyLaw, 65);

const ASKED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::NotInFuture,
    Guard::Hearing(Own::Undecided),
    Guard::Hearing(Own::NoOther),
];
const GRANT: &[Guard] = &[Guard::CaseOpen, Guard::Hearing(Own::InTime)];
const DENY: &[Guard] = &[Guard::CaseOpen, Guard::Hearing(Own::OutOfTime)];
const CHOSEN: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Hearing(Own::PresiderNotHandler),
    Guard::Hearing(Own::PresiderNotRecused),
];
const TELLING: &[Guard] = &[
    Guard::CaseOpen,
    Guard::NotInFuture,
    Guard::Hearing(Own::ByPresider),
    Guard::Hearing(Own::SevenDays),
    Guard::Hearing(Own::ClosedForReason),
    Guard::DocumentWordKnown,
];
const PRESIDED: &[Guard] = &[Guard::CaseOpen, Guard::Hearing(Own::ByPresider)];
const SAT: &[Guard] = &[
    Guard::CaseOpen,
    Guard::NotInFuture,
    Guard::Hearing(Own::ByPresider),
    Guard::Hearing(Own::OnTheDay),
    Guard::Hearing(Own::TwoAgents),
    Guard::Hearing(Own::RecordSigned),
];
const OVER: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Hearing(Own::ByPresider),
    Guard::Hearing(Own::MissedOnTheDay),
];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Hearing;
    _         --RequestHearing-->           Requested, [ASKED],           REQUEST;
    Requested --AnswerHearing [Granted]-->  Granted,   [GRANT],           RIGHT;
    Requested --AnswerHearing [Refused]-->  Refused,   [DENY],            REQUEST;
    Granted   --AppointPresider-->          Appointed, [CHOSEN],          PRESIDER;
    Appointed --AppointPresider-->          Appointed, [CHOSEN],          PRESIDER;
    Appointed --NotifyHearing-->            Notified,  [TELLING, SERVED], NOTICE;
    Notified  --PostponeHearing-->          Appointed, [PRESIDED],        NOTICE;
    Notified  --HoldHearing-->              Held,      [SAT],             RECORD;
    Held      --ReportHearing-->            Reported,  [PRESIDED],        RESULT;
    Requested --EndHearing-->               Ended,     [OVER],            ABSENCE;
    Granted   --EndHearing-->               Ended,     [OVER],            ABSENCE;
    Appointed --EndHearing-->               Ended,     [OVER],            ABSENCE;
    Notified  --EndHearing-->               Ended,     [OVER],            ABSENCE;
];

/// Where agents are limited to two.
pub(super) const TWO_AGENTS: Citation = AGENTS;

impl Stage for Step {
    const ALL: &'static [Self] = &[
        Self::Requested,
        Self::Granted,
        Self::Refused,
        Self::Appointed,
        Self::Notified,
        Self::Held,
        Self::Reported,
        Self::Ended,
    ];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::Hearing(Kind::RequestHearing),
        ActKind::Hearing(Kind::AnswerHearing),
        ActKind::Hearing(Kind::AppointPresider),
        ActKind::Hearing(Kind::NotifyHearing),
        ActKind::Hearing(Kind::PostponeHearing),
        ActKind::Hearing(Kind::HoldHearing),
        ActKind::Hearing(Kind::EndHearing),
        ActKind::Hearing(Kind::ReportHearing),
    ];
    const THING: (&'static str, &'static str) = ("hearing", "听证申请");

    fn name(self) -> &'static str {
        match self {
            Self::Requested => "REQUESTED",
            Self::Granted => "GRANTED",
            Self::Refused => "REFUSED",
            Self::Appointed => "APPOINTED",
            Self::Notified => "NOTIFIED",
            Self::Held => "HELD",
            Self::Reported => "REPORTED",
            Self::Ended => "ENDED",
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Requested => "已申请听证",
            Self::Granted => "已受理听证",
            Self::Refused => "不予听证",
            Self::Appointed => "已指定听证主持人",
            Self::Notified => "已通知听证",
            Self::Held => "已举行听证",
            Self::Reported => "已出具听证报告",
            Self::Ended => "听证已终止",
        }
    }

    fn is_final(self) -> bool {
        matches!(self, Self::Refused | Self::Reported | Self::Ended)
    }

    fn awaits(self) -> Option<ActKind> {
        let kind = match self {
            Self::Requested => Kind::AnswerHearing,
            Self::Granted => Kind::AppointPresider,
            Self::Appointed => Kind::NotifyHearing,
            Self::Notified => Kind::HoldHearing,
            Self::Held => Kind::ReportHearing,
            Self::Refused | Self::Reported | Self::Ended => return None,
        };
        Some(ActKind::Hearing(kind))
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
