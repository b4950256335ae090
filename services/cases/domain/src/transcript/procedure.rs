//! 电子笔录: the table. Each version goes its own way; a new one begins its own.

use statute::{Citation, Law};

use super::act::ACTS;
use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::beside::steps;
use crate::guard::Guard;
use crate::procedure::{Row, Stage, TEAM, Turn, rows};

steps! {
    Concluded = "CONCLUDED", "已定稿待签名";
    Confirmed = "CONFIRMED", "待执法人员签名";
    Unsigned = "UNSIGNED", "未签名已注明，待执法人员签名";
    Signed = "SIGNED", "已签名";
    Noted = "NOTED", "未签名已注明";
}

const RULE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 55).paragraph(2);
const SIGNING: Citation = Citation::article(Law::MarketPenaltyProcedure, 29);
const REFUSING: Citation = Citation::article(Law::MarketPenaltyProcedure, 43);

const HEAD: &[Guard] = &[
    Guard::CaseOpen,
    Guard::NotInFuture,
    Guard::Transcript(Own::DraftOnce),
];
const CONTENTS: &[Guard] = &[
    Guard::CertificatesShown,
    Guard::RightsTold,
    Guard::Transcript(Own::DutyTold),
    Guard::Transcript(Own::RecusalAsked),
    Guard::Transcript(Own::RecusalRegistered),
    Guard::Transcript(Own::SomethingRecorded),
    Guard::Transcript(Own::EveryAnswer),
    Guard::Transcript(Own::Alone),
    Guard::Transcript(Own::OneAtATime),
    Guard::Transcript(Own::Helped),
    Guard::Transcript(Own::CorrectionsConfirmed),
    Guard::Transcript(Own::HearingPresided),
    Guard::Transcript(Own::DataIdentified),
];
const REVISED: &[Guard] = &[
    Guard::Transcript(Own::Newest),
    Guard::Transcript(Own::SameMatter),
];
const SIGNED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Transcript(Own::Newest),
    Guard::Transcript(Own::AsShown),
    Guard::Transcript(Own::SignerKnown),
    Guard::Transcript(Own::SignedOnce),
    Guard::Transcript(Own::Checked),
    Guard::Transcript(Own::ReadOut),
];
const UNSIGNED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Transcript(Own::Newest),
    Guard::Transcript(Own::Witnessed),
    Guard::Transcript(Own::AbsenceWitnessed),
];
const OFFICER: &[Guard] = &[
    Guard::CaseOpen,
    Guard::Transcript(Own::Newest),
    Guard::Transcript(Own::OfficerOfIt),
    Guard::Transcript(Own::WholeAsShown),
];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Transcript;
    _         --ConcludeTranscript-->       Concluded, [HEAD, TEAM, CONTENTS],          RULE;
    _         --ReviseTranscript-->         Concluded, [HEAD, REVISED, TEAM, CONTENTS], RULE;
    Concluded --SignPages [InPart]-->       Concluded, [SIGNED],                        SIGNING;
    Concluded --SignPages-->                Confirmed, [SIGNED],                        SIGNING;
    Concluded --NoteUnsigned-->             Unsigned,  [UNSIGNED],                      REFUSING;
    Confirmed --SignAsOfficer [InPart]-->   Confirmed, [OFFICER],                       SIGNING;
    Confirmed --SignAsOfficer-->            Signed,    [OFFICER],                       SIGNING;
    Unsigned  --SignAsOfficer [InPart]-->   Unsigned,  [OFFICER],                       SIGNING;
    Unsigned  --SignAsOfficer-->            Noted,     [OFFICER],                       SIGNING;
];

impl Stage for Step {
    const ALL: &'static [Self] = STEPS;
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = ACTS;
    const THING: (&'static str, &'static str) = ("transcript", "笔录");

    fn name(self) -> &'static str {
        name_of(self)
    }

    fn zh(self) -> &'static str {
        words_of(self)
    }

    fn is_final(self) -> bool {
        matches!(self, Self::Signed | Self::Noted)
    }

    fn awaits(self) -> Option<ActKind> {
        let kind = match self {
            Self::Concluded => Kind::SignPages,
            Self::Confirmed | Self::Unsigned => Kind::SignAsOfficer,
            Self::Signed | Self::Noted => return None,
        };
        Some(ActKind::Transcript(kind))
    }

    fn turn(self) -> Turn {
        match self {
            Self::Concluded => Turn::Party,
            _ => Turn::Agency,
        }
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
