//! 抽样取证、检测鉴定: the table.

use statute::{Citation, Law};

use super::act::ACTS;
use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::beside::steps;
use crate::guard::Guard;
use crate::procedure::{Row, SERVED, Stage, TEAM, Turn, rows};

steps! {
    Sampled = "SAMPLED", "已抽样";
    Returned = "RETURNED", "样品已退还";
    Entrusted = "ENTRUSTED", "检测鉴定中";
    Abandoned = "ABANDONED", "委托已撤回";
    Resulted = "RESULTED", "已取得结果";
    Told = "TOLD", "可申请复检";
    Retesting = "RETESTING", "复检中";
    Retested = "RETESTED", "已取得复检结果";
    Settled = "SETTLED", "结果已确定";
}

const SAMPLING: Citation = Citation::article(Law::AdministrativePenaltyLaw, 56);
const TESTING: Citation = Citation::article(Law::AdministrativePenaltyLaw, 46).paragraph(1);
const PERIOD: Citation = Citation::article(Law::AdministrativeCoercionLaw, 25).paragraph(3);
const TOLD: Citation = Citation::article(Law::MarketPenaltyProcedure, 32);

const WANTED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::InquiryNotSuspended,
    Guard::Testing(Own::DuringInquiry),
];
const TAKEN: &[Guard] = &[
    Guard::NotInFuture,
    Guard::SignatureWitnessed,
    Guard::Testing(Own::CounterpartKept),
];
const ASKED: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Testing(Own::InstitutionQualified),
    Guard::Testing(Own::PeriodDefinite),
    Guard::Testing(Own::MeasureRuns),
];
const CAME: &[Guard] = &[Guard::NotInFuture, Guard::Testing(Own::AfterOrder)];
const SAID: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Testing(Own::AfterResult),
    Guard::Testing(Own::WindowAhead),
];
const AGAIN: &[Guard] = &[
    Guard::Testing(Own::AskedInTime),
    Guard::Testing(Own::OtherInstitution),
];
const ONCE: &[Guard] = &[Guard::Testing(Own::RetestedOnce)];
const OVER: &[Guard] = &[Guard::Testing(Own::WindowOver)];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Testing;
    _         --TakeSample-->               Sampled,   [WANTED, TEAM, TAKEN],            SAMPLING;
    Sampled   --ReturnSample-->             Returned,  [],                               SAMPLING;
    Sampled   --SendSample-->               Entrusted, [WANTED, ASKED, SERVED],          PERIOD;
    _         --EntrustTesting-->           Entrusted, [WANTED, ASKED, SERVED],          PERIOD;
    Entrusted --RecordResult-->             Resulted,  [CAME],                           TESTING;
    Entrusted --AbandonTesting-->           Abandoned, [],                               TESTING;
    Resulted  --TellResult [RetestOpen]-->  Told,      [SAID, SERVED],                   TOLD;
    Resulted  --TellResult [Final]-->       Settled,   [SAID, SERVED],                   TOLD;
    Told      --EntrustRetest-->            Retesting, [WANTED, ASKED, AGAIN, SERVED],   TOLD;
    Told      --LapseRetest-->              Settled,   [OVER],                           TOLD;
    Retesting --RecordResult-->             Retested,  [CAME],                           TESTING;
    Retesting --AbandonTesting-->           Abandoned, [],                               TESTING;
    Retested  --TellResult-->               Settled,   [SAID, ONCE, SERVED],             TOLD;
];

impl Stage for Step {
    const ALL: &'static [Self] = STEPS;
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = ACTS;
    const THING: (&'static str, &'static str) = ("testing", "检测鉴定");

    fn name(self) -> &'static str {
        name_of(self)
    }

    fn zh(self) -> &'static str {
        words_of(self)
    }

    fn is_final(self) -> bool {
        matches!(self, Self::Returned | Self::Abandoned | Self::Settled)
    }

    fn awaits(self) -> Option<ActKind> {
        let kind = match self {
            Self::Sampled => Kind::SendSample,
            Self::Entrusted | Self::Retesting => Kind::RecordResult,
            Self::Resulted | Self::Retested => Kind::TellResult,
            Self::Told => Kind::EntrustRetest,
            Self::Returned | Self::Abandoned | Self::Settled => return None,
        };
        Some(ActKind::Testing(kind))
    }

    fn turn(self) -> Turn {
        match self {
            Self::Entrusted | Self::Retesting => Turn::Outside,
            Self::Told => Turn::Party,
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

impl Step {
    /// Whether an institution is at it.
    pub(crate) const fn is_with_institution(self) -> bool {
        matches!(self, Self::Entrusted | Self::Retesting)
    }

    /// Whether the last word on it is still to come.
    pub(crate) const fn is_awaited(self) -> bool {
        !matches!(
            self,
            Self::Sampled | Self::Returned | Self::Abandoned | Self::Settled
        )
    }
}
