//! 行政复议、行政诉讼: the table.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, Turn, rows};

/// How far a review or a suit has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 已收到申请
    Received,
    /// 已转送
    Forwarded,
    /// 已受理
    Accepted,
    /// 已答复
    Replied,
    /// 已结束
    Ended,
}

const fn review(article: u16) -> Citation {
    Citation::article(Law::AdministrativeReviewLaw, article)
}

const FILED: Citation = review(20);
const BY_WAY: Citation = review(32);
const COPY: Citation = review(48);
const STAY: Citation = review(42);
const RESULT: Citation = review(61);

const BEGUN: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Remedy(Own::DecisionTold),
    Guard::Remedy(Own::NoneUnderWay),
    Guard::Remedy(Own::ReviewFirst),
];
const GONE_ON: &[Guard] = &[Guard::NotInFuture, Guard::Remedy(Own::NotBeforeFiling)];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Remedy;
    _         --ReceiveRemedy-->  Received,  [BEGUN],   BY_WAY;
    Received  --ForwardRemedy-->  Forwarded, [GONE_ON], BY_WAY;
    Received  --ConcludeRemedy--> Ended,     [GONE_ON, &[Guard::Remedy(Own::FineOnlyChanged)]], RESULT;
    Forwarded --NoteRemedy-->     Accepted,  [GONE_ON], COPY;
    Forwarded --ConcludeRemedy--> Ended,     [GONE_ON, &[Guard::Remedy(Own::FineOnlyChanged)]], RESULT;
    _         --NoteRemedy-->     Accepted,  [BEGUN],   FILED;
    Accepted  --SubmitReply-->    Replied,   [GONE_ON], COPY;
    Accepted  --NoteStay-->       Accepted,  [GONE_ON], STAY;
    Accepted  --ConcludeRemedy--> Ended,     [GONE_ON, &[Guard::Remedy(Own::FineOnlyChanged)]], RESULT;
    Replied   --NoteStay-->       Replied,   [GONE_ON], STAY;
    Replied   --ConcludeRemedy--> Ended,     [GONE_ON, &[Guard::Remedy(Own::FineOnlyChanged)]], RESULT;
];

impl Stage for Step {
    const ALL: &'static [Self] = &[
        Self::Received,
        Self::Forwarded,
        Self::Accepted,
        Self::Replied,
        Self::Ended,
    ];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::Remedy(Kind::ReceiveRemedy),
        ActKind::Remedy(Kind::ForwardRemedy),
        ActKind::Remedy(Kind::NoteRemedy),
        ActKind::Remedy(Kind::SubmitReply),
        ActKind::Remedy(Kind::NoteStay),
        ActKind::Remedy(Kind::ConcludeRemedy),
    ];
    const THING: (&'static str, &'static str) = ("remedy", "行政复议、行政诉讼");

    fn name(self) -> &'static str {
        match self {
            Self::Received => "RECEIVED",
            Self::Forwarded => "FORWARDED",
            Self::Accepted => "ACCEPTED",
            Self::Replied => "REPLIED",
            Self::Ended => "ENDED",
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Received => "已收到复议申请",
            Self::Forwarded => "已转送复议机关",
            Self::Accepted => "复议机关或者法院已受理",
            Self::Replied => "已提交答复和证据",
            Self::Ended => "复议、诉讼已结束",
        }
    }

    fn is_final(self) -> bool {
        self == Self::Ended
    }

    fn awaits(self) -> Option<ActKind> {
        let kind = match self {
            Self::Received => Kind::ForwardRemedy,
            Self::Forwarded => Kind::NoteRemedy,
            Self::Accepted => Kind::SubmitReply,
            Self::Replied => Kind::ConcludeRemedy,
            Self::Ended => return None,
        };
        Some(ActKind::Remedy(kind))
    }

    fn turn(self) -> Turn {
        match self {
            Self::Forwarded | Self::Replied => Turn::Outside,
            Self::Received | Self::Accepted | Self::Ended => Turn::Agency,
        }
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
