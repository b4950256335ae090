//! 证据材料: the table.

use statute::{Citation, Law};

use super::act::ACTS;
use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::beside::steps;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, TEAM, rows};

steps! {
    OnFile = "ON_FILE", "已入卷";
}

const EVIDENCE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 46);
const RECORD: Citation = Citation::article(Law::AdministrativePenaltyLaw, 47);
const ASSIST: Citation = Citation::article(Law::AdministrativePenaltyLaw, 26);

const OPEN: &[Guard] = &[Guard::Exhibit(Own::NotArchived)];
const TAKEN: &[Guard] = &[Guard::NotInFuture, Guard::Exhibit(Own::NotOnFile)];
const LINKED: &[Guard] = &[
    Guard::Exhibit(Own::LinkKnown),
    Guard::Exhibit(Own::RecordingInTime),
];
const LENT: &[Guard] = &[
    Guard::Exhibit(Own::GranteeKnown),
    Guard::Exhibit(Own::PeriodAhead),
];
const TAKEN_BACK: &[Guard] = &[Guard::Exhibit(Own::GrantOnFile)];
const RELIED_ON: &[Guard] = &[
    Guard::Exhibit(Own::NotOurs),
    Guard::Exhibit(Own::LeaveGiven),
    Guard::Exhibit(Own::LeaveStands),
    Guard::Exhibit(Own::NotOnFile),
];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Exhibit;
    _      --AddExhibit-->    OnFile, [OPEN, TEAM, TAKEN, LINKED], EVIDENCE;
    _      --UseGranted-->    OnFile, [OPEN, TEAM, RELIED_ON],     EVIDENCE;
    OnFile --LinkExhibit-->   OnFile, [OPEN, LINKED],              RECORD;
    OnFile --GrantUse-->      OnFile, [LENT],                      ASSIST;
    OnFile --WithdrawGrant--> OnFile, [TAKEN_BACK],                ASSIST;
];

impl Stage for Step {
    const ALL: &'static [Self] = STEPS;
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = ACTS;
    const THING: (&'static str, &'static str) = ("exhibit", "证据材料");

    fn name(self) -> &'static str {
        name_of(self)
    }

    fn zh(self) -> &'static str {
        words_of(self)
    }

    fn is_final(self) -> bool {
        true
    }

    fn awaits(self) -> Option<ActKind> {
        None
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
