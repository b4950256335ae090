//! 公告送达: the table.

use statute::{Citation, Law};

use super::act::ACTS;
use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::beside::steps;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, Turn, rows};

steps! {
    Published = "PUBLISHED", "公告中";
    Served = "SERVED", "公告期满视为送达";
    Withdrawn = "WITHDRAWN", "已撤回";
}

const RULE: Citation = Citation::article(Law::CivilProcedureLaw, 95);

const WANTED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::NotInFuture,
    Guard::PublicNotice(Own::PaperWaits),
    Guard::PublicNotice(Own::PublishedOnce),
];
const OPEN: &[Guard] = &[Guard::CaseOpen];
const OVER: &[Guard] = &[Guard::PublicNotice(Own::PeriodOver)];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in PublicNotice;
    _         --PublishNotice-->        Published, [WANTED], RULE;
    Published --LapsePublicNotice-->    Served,    [OVER],   RULE;
    Published --WithdrawPublicNotice--> Withdrawn, [OPEN],   RULE;
];

impl Stage for Step {
    const ALL: &'static [Self] = STEPS;
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = ACTS;
    const THING: (&'static str, &'static str) = ("public notice", "送达公告");

    fn name(self) -> &'static str {
        name_of(self)
    }

    fn zh(self) -> &'static str {
        words_of(self)
    }

    fn is_final(self) -> bool {
        matches!(self, Self::Served | Self::Withdrawn)
    }

    fn awaits(self) -> Option<ActKind> {
        match self {
            Self::Published => Some(ActKind::PublicNotice(Kind::LapsePublicNotice)),
            Self::Served | Self::Withdrawn => None,
        }
    }

    fn turn(self) -> Turn {
        match self {
            Self::Published => Turn::Party,
            Self::Served | Self::Withdrawn => Turn::Agency,
        }
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
