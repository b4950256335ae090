//! What an execution asks for.

mod carrying_out;
mod decision;
mod settling;
mod urging;

use refusal::Reason;
use statute::{Citation, Law};

use super::{Act, Execution, find, reasons, window};
use crate::compulsion;
use crate::guard::{Fails, View};

/// A condition of the law for an act of an execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// A decision that stands was served.
    DecisionServed,
    /// It was not performed in time.
    Overdue,
    /// No other execution of the same obligation is under way.
    OneAtATime,
    /// The letter leaves time to perform.
    UrgingTerm,
    /// It names the amount owed.
    UrgingAmount,
    /// It tells the right to state and defend.
    UrgingRights,
    /// The leader has not handled the case.
    DeciderNotHandler,
    /// No officer belongs to an organisation that is only entrusted.
    NotDelegated,
    /// The item is one of compulsion.
    PowerListed,
    /// It rests on a law that is in force.
    PowerInForce,
    /// The agency is competent for it.
    PowerHeld,
    /// The law gives the power to execute by these means.
    MeansGiven,
    /// The means fit what is owed.
    MeansFit,
    /// The time to perform is over, or assets are being moved.
    UrgingOver,
    /// The late fine has run for more than thirty days.
    LateFineThirtyDays,
    /// A demolition was announced, and the remedies passed unused.
    DemolitionRipe,
    /// An act is owed, not money.
    ConductOwed,
    /// Whoever performs has no interest.
    PerformerDisinterested,
    /// Performer and budget are stated.
    BudgetStated,
    /// Another performs.
    AnotherPerforms,
    /// The party is urged again three working days before.
    ThreeDaysBefore,
    /// The agency itself carries it out.
    AgencyPerforms,
    /// Not before the day told.
    PerformanceDay,
    /// Not at night.
    NotAtNight,
    /// Not on a statutory holiday.
    NotOnHoliday,
    /// Residents keep water, power, heat and gas.
    UtilitiesKept,
    /// An official supervises performance by another.
    OfficialPresent,
    /// The record is signed.
    RecordSigned,
    /// The party cannot clear it.
    PartyCannotClear,
    /// An agreement harms nobody.
    AgreementHarmless,
    /// Only a late fine is reduced, after remedial steps.
    ReductionAfterRemedy,
    /// The stages cover what is owed.
    StagesCover,
    /// Three years of suspension are not over.
    ThreeYearsNotOver,
    /// They are over.
    ThreeYearsOver,
    /// The ground of termination is there.
    TerminationGround,
    /// The times for review and suit have passed unused.
    RemediesOver,
    /// Ten working days have passed since the urging.
    UrgedTenDays,
    /// The three months for the court are not over.
    InCourtTime,
    /// The file for the court is whole.
    FileComplete,
    /// The application is signed.
    ApplicationSigned,
    /// The court answers in the order of the law.
    AnswerInOrder,
}

const fn coercion(article: u16) -> Citation {
    Citation::article(Law::AdministrativeCoercionLaw, article)
}

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::DecisionServed,
        Self::Overdue,
        Self::OneAtATime,
        Self::UrgingTerm,
        Self::UrgingAmount,
        Self::UrgingRights,
        Self::DeciderNotHandler,
        Self::NotDelegated,
        Self::PowerListed,
        Self::PowerInForce,
        Self::PowerHeld,
        Self::MeansGiven,
        Self::MeansFit,
        Self::UrgingOver,
        Self::LateFineThirtyDays,
        Self::DemolitionRipe,
        Self::ConductOwed,
        Self::PerformerDisinterested,
        Self::BudgetStated,
        Self::AnotherPerforms,
        Self::ThreeDaysBefore,
        Self::AgencyPerforms,
        Self::PerformanceDay,
        Self::NotAtNight,
        Self::NotOnHoliday,
        Self::UtilitiesKept,
        Self::OfficialPresent,
        Self::RecordSigned,
        Self::PartyCannotClear,
        Self::AgreementHarmless,
        Self::ReductionAfterRemedy,
        Self::StagesCover,
        Self::ThreeYearsNotOver,
        Self::ThreeYearsOver,
        Self::TerminationGround,
        Self::RemediesOver,
        Self::UrgedTenDays,
        Self::InCourtTime,
        Self::FileComplete,
        Self::ApplicationSigned,
        Self::AnswerInOrder,
    ];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::DecisionServed => "处罚决定已送达且有效",
            Self::Overdue => "当事人逾期不履行",
            Self::OneAtATime => "同一义务没有正在进行的强制执行",
            Self::UrgingTerm => "催告书载明履行期限",
            Self::UrgingAmount => "催告书载明明确的金额和给付方式",
            Self::UrgingRights => "催告书载明陈述权和申辩权",
            Self::DeciderNotHandler => "决定人未参与办案",
            Self::NotDelegated => "决定人不属于受委托组织",
            Self::PowerListed => "事项为已列入清单的行政强制事项",
            Self::PowerInForce => "事项的执法依据有效",
            Self::PowerHeld => "办案机关具有行政强制执行权",
            Self::MeansGiven => "法律规定该种强制执行方式",
            Self::MeansFit => "执行方式与所负义务相适应",
            Self::UrgingOver => "经催告逾期仍不履行，或者有转移、隐匿财物迹象",
            Self::LateFineThirtyDays => "加处罚款超过三十日",
            Self::DemolitionRipe => "强制拆除已公告，复议、诉讼期限届满",
            Self::ConductOwed => "所负义务为行为义务",
            Self::PerformerDisinterested => "代履行人没有利害关系",
            Self::BudgetStated => "载明代履行人和费用预算",
            Self::AnotherPerforms => "已决定代履行",
            Self::ThreeDaysBefore => "代履行三个工作日前催告",
            Self::AgencyPerforms => "未决定代履行",
            Self::PerformanceDay => "不早于代履行决定载明的时间",
            Self::NotAtNight => "不在夜间实施，情况紧急的除外",
            Self::NotOnHoliday => "不在法定节假日实施，情况紧急的除外",
            Self::UtilitiesKept => "不停止居民生活供水、供电、供热、供燃气",
            Self::OfficialPresent => "派员到场监督代履行",
            Self::RecordSigned => "执行文书经签名或者注明",
            Self::PartyCannotClear => "当事人不能清除",
            Self::AgreementHarmless => "协议不损害公共利益和他人合法权益",
            Self::ReductionAfterRemedy => "采取补救措施后只减免加处的罚款",
            Self::StagesCover => "分阶段履行的数额与应履行的相符",
            Self::ThreeYearsNotOver => "中止执行未满三年",
            Self::ThreeYearsOver => "中止执行已满三年",
            Self::TerminationGround => "终结执行的情形存在",
            Self::RemediesOver => "复议、诉讼期限届满未行使",
            Self::UrgedTenDays => "催告书送达已满十个工作日",
            Self::InCourtTime => "未超过申请期限",
            Self::FileComplete => "申请材料齐全",
            Self::ApplicationSigned => "申请书经负责人签名、盖章并注明日期",
            Self::AnswerInOrder => "人民法院先受理后裁定",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        use reasons as r;
        match self {
            Self::DecisionServed => (&r::NOTHING_TO_EXECUTE, coercion(34)),
            Self::Overdue => (&r::PERFORMANCE_NOT_OVERDUE, coercion(34)),
            Self::OneAtATime => (&r::EXECUTION_UNDER_WAY, coercion(35)),
            Self::UrgingTerm => (&r::URGING_WITHOUT_TERM, coercion(35).item(1)),
            Self::UrgingAmount => (&r::URGING_AMOUNT_WRONG, coercion(35).item(3)),
            Self::UrgingRights => (&r::URGING_RIGHTS_NOT_TOLD, coercion(35).item(4)),
            Self::DeciderNotHandler => (
                &r::EXECUTION_DECIDER_HANDLED_CASE,
                coercion(37).paragraph(1),
            ),
            Self::NotDelegated => (&r::EXECUTION_DELEGATED, coercion(34)),
            Self::PowerListed => (&r::EXECUTION_ITEM_NOT_LISTED, coercion(13).paragraph(1)),
            Self::PowerInForce => (&r::EXECUTION_BASIS_NOT_IN_FORCE, coercion(4)),
            Self::PowerHeld => (&r::EXECUTION_POWER_NOT_HELD, coercion(34)),
            Self::MeansGiven => (&r::EXECUTION_MEANS_NOT_GIVEN, coercion(13).paragraph(2)),
            Self::MeansFit => (&r::EXECUTION_MEANS_UNFIT, coercion(12)),
            Self::UrgingOver => (&r::URGING_NOT_OVER, coercion(37).paragraph(1)),
            Self::LateFineThirtyDays => (
                &r::LATE_FINE_NOT_OVER_THIRTY_DAYS,
                coercion(46).paragraph(1),
            ),
            Self::DemolitionRipe => (&r::DEMOLITION_TOO_EARLY, coercion(44)),
            Self::ConductOwed => (&r::MONEY_IS_OWED, coercion(50)),
            Self::PerformerDisinterested => (&r::PERFORMER_INTERESTED, coercion(50)),
            Self::BudgetStated => (
                &r::SUBSTITUTE_BUDGET_MISSING,
                coercion(51).paragraph(1).item(1),
            ),
            Self::AnotherPerforms => (&r::NO_SUBSTITUTE_DECIDED, coercion(51).paragraph(1).item(1)),
            Self::ThreeDaysBefore => (
                &r::SECOND_URGING_TOO_LATE,
                coercion(51).paragraph(1).item(2),
            ),
            Self::AgencyPerforms => (&r::SECOND_URGING_MISSING, coercion(51).paragraph(1).item(2)),
            Self::PerformanceDay => (
                &r::BEFORE_PERFORMANCE_DAY,
                coercion(51).paragraph(1).item(1),
            ),
            Self::NotAtNight => (&r::EXECUTION_AT_NIGHT, coercion(43).paragraph(1)),
            Self::NotOnHoliday => (&r::EXECUTION_ON_HOLIDAY, coercion(43).paragraph(1)),
            Self::UtilitiesKept => (&r::UTILITIES_CUT, coercion(43).paragraph(2)),
            Self::OfficialPresent => (
                &r::SUBSTITUTE_UNSUPERVISED,
                coercion(51).paragraph(1).item(3),
            ),
            Self::RecordSigned => (
                &r::EXECUTION_RECORD_NOT_SIGNED,
                coercion(51).paragraph(1).item(4),
            ),
            Self::PartyCannotClear => (&r::PARTY_CAN_CLEAR, coercion(52)),
            Self::AgreementHarmless => (&r::AGREEMENT_HARMS, coercion(42).paragraph(1)),
            Self::ReductionAfterRemedy => (&r::REDUCTION_NOT_ALLOWED, coercion(42).paragraph(1)),
            Self::StagesCover => (&r::STAGES_DO_NOT_COVER, coercion(42).paragraph(1)),
            Self::ThreeYearsNotOver => (&r::SUSPENDED_TOO_LONG, coercion(39).paragraph(2)),
            Self::ThreeYearsOver => (&r::SUSPENSION_NOT_THREE_YEARS, coercion(39).paragraph(2)),
            Self::TerminationGround => (&r::TERMINATION_GROUND_MISSING, coercion(40).item(4)),
            Self::RemediesOver => (&r::REMEDIES_NOT_OVER, coercion(53)),
            Self::UrgedTenDays => (&r::URGED_LESS_THAN_TEN_DAYS, coercion(54)),
            Self::InCourtTime => (&r::COURT_TIME_OVER, coercion(53)),
            Self::FileComplete => (&r::COURT_FILE_INCOMPLETE, coercion(55).paragraph(1)),
            Self::ApplicationSigned => {
                (&r::COURT_APPLICATION_NOT_SIGNED, coercion(55).paragraph(2))
            }
            Self::AnswerInOrder => (&r::COURT_ANSWER_OUT_OF_ORDER, coercion(57)),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::DecisionServed => urging::decision_served(view),
            Self::Overdue => urging::overdue(view),
            Self::OneAtATime => urging::one_at_a_time(view),
            Self::UrgingTerm => urging::urging_term(view),
            Self::UrgingAmount => urging::urging_amount(view),
            Self::UrgingRights => urging::urging_rights(view),
            Self::DeciderNotHandler => decision::decider_not_handler(view),
            Self::NotDelegated => compulsion::not_delegated(view),
            Self::PowerListed => compulsion::listed(view),
            Self::PowerInForce => compulsion::in_force(view),
            Self::PowerHeld => compulsion::held(view),
            Self::MeansGiven => {
                decision::means(view).map_or(Ok(()), |it| compulsion::gives(view, it))
            }
            Self::MeansFit => decision::means_fit(view),
            Self::UrgingOver => decision::urging_over(view),
            Self::LateFineThirtyDays => decision::late_fine_thirty_days(view),
            Self::DemolitionRipe => decision::demolition_ripe(view),
            Self::ConductOwed => decision::conduct_owed(view),
            Self::PerformerDisinterested => decision::disinterested(view),
            Self::BudgetStated => decision::budget_stated(view),
            Self::AnotherPerforms => carrying_out::another_performs(view),
            Self::ThreeDaysBefore => carrying_out::three_days_before(view),
            Self::AgencyPerforms => carrying_out::agency_performs(view),
            Self::PerformanceDay => carrying_out::performance_day(view),
            Self::NotAtNight => window::not_at_night(view),
            Self::NotOnHoliday => window::not_on_holiday(view),
            Self::UtilitiesKept => carrying_out::utilities_kept(view),
            Self::OfficialPresent => carrying_out::official_present(view),
            Self::RecordSigned => carrying_out::record_signed(view),
            Self::PartyCannotClear => carrying_out::party_cannot_clear(view),
            Self::AgreementHarmless => settling::agreement_harmless(view),
            Self::ReductionAfterRemedy => settling::reduction_after_remedy(view),
            Self::StagesCover => settling::stages_cover(view),
            Self::ThreeYearsNotOver => window::three_years_not_over(view),
            Self::ThreeYearsOver => window::three_years_over(view),
            Self::TerminationGround => settling::termination_ground(view),
            Self::RemediesOver => window::remedies_over(view),
            Self::UrgedTenDays => window::urged_ten_days(view),
            Self::InCourtTime => window::in_court_time(view),
            Self::FileComplete => settling::file_complete(view),
            Self::ApplicationSigned => settling::application_signed(view),
            Self::AnswerInOrder => settling::answer_in_order(view),
        }
    }
}

/// The act with its contents, if they are known.
pub(super) fn own<'a>(view: &View<'a>) -> Option<&'a Act> {
    match view.act {
        Some(crate::Act::Execution(act)) => Some(act),
        _ => None,
    }
}

/// The execution it is about, if it has begun.
pub(super) fn execution<'a>(view: &View<'a>) -> Option<&'a Execution> {
    view.case.and_then(|case| find(case, view.about))
}
