//! What an execution asks for.

use refusal::Reason;
use statute::{Citation, Law, limits};

use super::{Act, Answer, Execution, Obligation, Step, TerminationGround, find, reasons, window};
use crate::guard::{Fails, View};
use crate::{Case, DeadlineKind, Fen, Means, SignatureManner, compulsion, in_yuan, total};

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
            Self::DecisionServed => decision_served(view),
            Self::Overdue => overdue(view),
            Self::OneAtATime => one_at_a_time(view),
            Self::UrgingTerm => urging_term(view),
            Self::UrgingAmount => urging_amount(view),
            Self::UrgingRights => urging_rights(view),
            Self::DeciderNotHandler => decider_not_handler(view),
            Self::NotDelegated => compulsion::not_delegated(view),
            Self::PowerListed => compulsion::listed(view),
            Self::PowerInForce => compulsion::in_force(view),
            Self::PowerHeld => compulsion::held(view),
            Self::MeansGiven => means(view).map_or(Ok(()), |it| compulsion::gives(view, it)),
            Self::MeansFit => means_fit(view),
            Self::UrgingOver => urging_over(view),
            Self::LateFineThirtyDays => late_fine_thirty_days(view),
            Self::DemolitionRipe => demolition_ripe(view),
            Self::ConductOwed => conduct_owed(view),
            Self::PerformerDisinterested => disinterested(view),
            Self::BudgetStated => budget_stated(view),
            Self::AnotherPerforms => another_performs(view),
            Self::ThreeDaysBefore => three_days_before(view),
            Self::AgencyPerforms => agency_performs(view),
            Self::PerformanceDay => performance_day(view),
            Self::NotAtNight => window::not_at_night(view),
            Self::NotOnHoliday => window::not_on_holiday(view),
            Self::UtilitiesKept => utilities_kept(view),
            Self::OfficialPresent => official_present(view),
            Self::RecordSigned => record_signed(view),
            Self::PartyCannotClear => party_cannot_clear(view),
            Self::AgreementHarmless => agreement_harmless(view),
            Self::ReductionAfterRemedy => reduction_after_remedy(view),
            Self::StagesCover => stages_cover(view),
            Self::ThreeYearsNotOver => window::three_years_not_over(view),
            Self::ThreeYearsOver => window::three_years_over(view),
            Self::TerminationGround => termination_ground(view),
            Self::RemediesOver => window::remedies_over(view),
            Self::UrgedTenDays => window::urged_ten_days(view),
            Self::InCourtTime => window::in_court_time(view),
            Self::FileComplete => file_complete(view),
            Self::ApplicationSigned => application_signed(view),
            Self::AnswerInOrder => answer_in_order(view),
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

fn decision_served(view: &View<'_>) -> Result<(), Fails> {
    let Some(penalty) = view.case.and_then(Case::penalty) else {
        return Err("本案没有行政处罚决定".to_owned());
    };
    if penalty.decision_service.is_none() {
        return Err("处罚决定书尚未送达".to_owned());
    }
    if penalty.revocation.is_some() {
        return Err("处罚决定已被依法纠正".to_owned());
    }
    Ok(())
}

/// What is left of the fine.
pub(super) fn unpaid(case: &Case) -> Fen {
    let penalty = case.penalty();
    penalty.map_or(Fen::ZERO, |penalty| {
        let owed = penalty
            .decision
            .as_ref()
            .map_or(Fen::ZERO, |it| it.payable());
        owed.less(penalty.paid())
    })
}

fn overdue(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::Urge(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    match act.obligation {
        Obligation::Money if unpaid(case) == Fen::ZERO => Err("罚款已缴清".to_owned()),
        Obligation::Money => {
            let mut newest_first = case.deadlines.iter().rev();
            let payment = newest_first.find(|clock| clock.kind() == DeadlineKind::Payment);
            match payment {
                Some(clock) if act.service.on <= clock.due => {
                    Err(format!("缴纳罚款期限至{}止，尚未届满", clock.due.zh()))
                }
                _ => Ok(()),
            }
        }
        Obligation::Conduct => match act.overdue_since {
            None => Err("未载明决定书限定的履行期限".to_owned()),
            Some(last) if act.service.on <= last => {
                Err(format!("决定书限定的期限至{}止，尚未届满", last.zh()))
            }
            Some(_) => Ok(()),
        },
    }
}

fn one_at_a_time(view: &View<'_>) -> Result<(), Fails> {
    use crate::procedure::Stage as _;
    let (Some(case), Some(Act::Urge(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    let same = |it: &&Execution| {
        it.urging.is_some() && it.obligation == act.obligation && !it.step.is_final()
    };
    match case.executions.iter().find(same) {
        Some(other) => Err(format!(
            "{}已有第{}号强制执行，{}",
            act.obligation.zh(),
            other.number,
            other.step.zh()
        )),
        None => Ok(()),
    }
}

fn urging_term(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::Urge(act)) if act.until <= act.service.on => {
            Err("催告的履行期限不晚于送达之日".to_owned())
        }
        _ => Ok(()),
    }
}

fn urging_amount(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::Urge(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    if act.obligation == Obligation::Conduct {
        return Ok(());
    }
    let owed = unpaid(case);
    if act.principal != owed {
        let (named, owed) = (in_yuan(act.principal), in_yuan(owed));
        return Err(format!("催告的罚款{named}与未缴的{owed}不符"));
    }
    let decision = case.penalty().and_then(|it| it.decision.as_ref());
    let fine = decision.map_or(Fen::ZERO, |decision| decision.payable());
    if act.late_fine > fine {
        let (late, fine) = (in_yuan(act.late_fine), in_yuan(fine));
        return Err(format!("加处罚款{late}超出罚款{fine}"));
    }
    Ok(())
}

fn urging_rights(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::Urge(act)) if !act.rights_told => {
            Err("催告书未载明当事人享有的陈述权和申辩权".to_owned())
        }
        _ => Ok(()),
    }
}

fn decider_not_handler(view: &View<'_>) -> Result<(), Fails> {
    let caller = view.facts.person().and_then(|it| it.officer_id.as_ref());
    let handled = view
        .case
        .zip(caller)
        .is_some_and(|(case, id)| case.handlers.contains(id));
    if handled {
        return Err("您参与过本案的办理，不能决定本案的强制执行".to_owned());
    }
    Ok(())
}

fn means(view: &View<'_>) -> Option<Means> {
    match own(view)? {
        Act::DecideExecution(act) => Some(act.means),
        Act::DecideSubstitute(_) => Some(Means::Substitute),
        _ => None,
    }
}

fn means_fit(view: &View<'_>) -> Result<(), Fails> {
    let (Some(execution), Some(means)) = (execution(view), means(view)) else {
        return Ok(());
    };
    let fits = match means {
        Means::Transfer | Means::Auction => execution.obligation == Obligation::Money,
        Means::ClearObstruction | Means::Restore | Means::Demolish => {
            execution.obligation == Obligation::Conduct
        }
        Means::OtherExecution => true,
        Means::Seal | Means::Seize | Means::Freeze | Means::OtherMeasure | Means::Substitute => {
            false
        }
    };
    if fits {
        return Ok(());
    }
    let (means, owed) = (means.zh(), execution.obligation.zh());
    Err(format!("{means}不是执行{owed}的方式"))
}

fn urging_over(view: &View<'_>) -> Result<(), Fails> {
    let Some(urging) = execution(view).and_then(|it| it.urging.as_ref()) else {
        return Ok(());
    };
    let at_once = match own(view) {
        // Contents that are not known yet may still say that assets are being moved.
        None => true,
        Some(Act::DecideExecution(act)) => !act.moving_assets.is_empty(),
        Some(_) => false,
    };
    if at_once || view.facts.today() > urging.until {
        return Ok(());
    }
    Err(format!("催告的履行期限至{}止，尚未届满", urging.until.zh()))
}

fn late_fine_thirty_days(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(execution)) = (view.case, execution(view)) else {
        return Ok(());
    };
    if execution.obligation == Obligation::Conduct {
        return Ok(());
    }
    let least = i64::from(limits::LATE_FINE_BEFORE_ENFORCEMENT.period.count());
    match window::late_days(case, view.facts.today()) {
        Some(days) if i64::from(days) > least => Ok(()),
        Some(days) => Err(format!("加处罚款{days}日，未超过三十日")),
        None => Err("缴纳罚款期限尚未届满".to_owned()),
    }
}

fn demolition_ripe(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::DecideExecution(act)) if act.means == Means::Demolish => {
            if act.announced_on.is_none_or(|on| on > view.facts.today()) {
                return Err("强制拆除未予公告、限期当事人自行拆除".to_owned());
            }
            window::remedies_over(view)
        }
        _ => Ok(()),
    }
}

fn conduct_owed(view: &View<'_>) -> Result<(), Fails> {
    match execution(view) {
        Some(it) if it.obligation == Obligation::Money => Err("金钱给付义务不能代履行".to_owned()),
        _ => Ok(()),
    }
}

fn disinterested(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::DecideSubstitute(act)) if !act.substitute.disinterested => Err(format!(
            "代履行人{}与本案有利害关系",
            act.substitute.performer
        )),
        _ => Ok(()),
    }
}

fn budget_stated(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::DecideSubstitute(act)) if act.substitute.budget == Fen::ZERO => {
            Err("代履行决定未载明费用预算".to_owned())
        }
        _ => Ok(()),
    }
}

fn another_performs(view: &View<'_>) -> Result<(), Fails> {
    match execution(view) {
        Some(it) if !it.is_substitute() => Err("没有决定代履行".to_owned()),
        _ => Ok(()),
    }
}

fn three_days_before(view: &View<'_>) -> Result<(), Fails> {
    let (Some(execution), Some(Act::UrgeAgain(act))) = (execution(view), own(view)) else {
        return Ok(());
    };
    let decision = execution.decision.as_ref();
    let Some(substitute) = decision.and_then(|it| it.substitute.as_ref()) else {
        return Ok(());
    };
    let last = limits::PERFORMANCE_URGING.due_or_provisional(view.facts.calendar, substitute.on);
    if act.service.on <= last.due {
        return Ok(());
    }
    Err(format!(
        "代履行定于{}，最迟应于{}催告",
        substitute.on.zh(),
        last.due.zh()
    ))
}

fn agency_performs(view: &View<'_>) -> Result<(), Fails> {
    match execution(view) {
        Some(it) if it.is_substitute() => Err("代履行三日前应当再次催告当事人履行".to_owned()),
        _ => Ok(()),
    }
}

fn performance_day(view: &View<'_>) -> Result<(), Fails> {
    let decision = execution(view).and_then(|it| it.decision.as_ref());
    let substitute = decision.and_then(|it| it.substitute.as_ref());
    match (substitute, own(view)) {
        (Some(it), Some(Act::CarryOut(act))) if crate::CivilDate::of(act.started) < it.on => {
            Err(format!("代履行决定载明的时间为{}", it.on.zh()))
        }
        _ => Ok(()),
    }
}

fn utilities_kept(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::CarryOut(act)) if act.cuts_utilities => {
            Err("对居民生活停止供水、供电、供热或者供燃气".to_owned())
        }
        _ => Ok(()),
    }
}

fn official_present(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::CarryOut(act)) if !act.official_present => {
            Err("作出决定的机关未派员到场监督".to_owned())
        }
        _ => Ok(()),
    }
}

fn record_signed(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::CarryOut(act))
            if act.signature.manner != SignatureManner::Signed
                && act.signature.witness.is_empty() =>
        {
            Err(format!(
                "当事人{}，执行文书没有见证人签名",
                act.signature.manner.zh()
            ))
        }
        _ => Ok(()),
    }
}

fn party_cannot_clear(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::ClearAtOnce(act)) if !act.party_cannot => Err("当事人能够清除".to_owned()),
        _ => Ok(()),
    }
}

fn agreement_harmless(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::MakeAgreement(act)) if !act.harmless => {
            Err("未确认协议不损害公共利益和他人合法权益".to_owned())
        }
        _ => Ok(()),
    }
}

fn reduction_after_remedy(view: &View<'_>) -> Result<(), Fails> {
    let (Some(execution), Some(Act::MakeAgreement(act))) = (execution(view), own(view)) else {
        return Ok(());
    };
    if act.reduction == Fen::ZERO {
        return Ok(());
    }
    if act.remedy.is_empty() {
        return Err("当事人未采取补救措施".to_owned());
    }
    let late = execution
        .urging
        .as_ref()
        .map_or(Fen::ZERO, |it| it.late_fine);
    if act.reduction > late {
        let (reduction, late) = (in_yuan(act.reduction), in_yuan(late));
        return Err(format!("减免{reduction}超过加处的罚款{late}"));
    }
    Ok(())
}

fn stages_cover(view: &View<'_>) -> Result<(), Fails> {
    let (Some(execution), Some(Act::MakeAgreement(act))) = (execution(view), own(view)) else {
        return Ok(());
    };
    if act.stages.iter().any(|it| it.due < view.facts.today()) {
        return Err("分阶段履行的日期早于今日".to_owned());
    }
    if execution.obligation == Obligation::Conduct {
        return Ok(());
    }
    let agreed = total(act.stages.iter().map(|stage| stage.amount));
    let urging = execution.urging.as_ref();
    let owed = urging.map_or(Fen::ZERO, |it| {
        it.principal.plus(it.late_fine).less(act.reduction)
    });
    if agreed == owed {
        return Ok(());
    }
    let (agreed, owed) = (in_yuan(agreed), in_yuan(owed));
    Err(format!("分阶段履行共{agreed}，应履行{owed}"))
}

fn termination_ground(view: &View<'_>) -> Result<(), Fails> {
    let revoked = view
        .case
        .and_then(Case::penalty)
        .is_some_and(|penalty| penalty.revocation.is_some());
    match own(view) {
        Some(Act::TerminateExecution(act))
            if act.ground == TerminationGround::DecisionRevoked && !revoked =>
        {
            Err("据以执行的处罚决定没有被撤销".to_owned())
        }
        _ => Ok(()),
    }
}

fn file_complete(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::ApplyToCourt(act)) if !act.file_complete => Err("申请材料不齐全".to_owned()),
        _ => Ok(()),
    }
}

fn answer_in_order(view: &View<'_>) -> Result<(), Fails> {
    let (Some(execution), Some(Act::RecordCourtAnswer(act))) = (execution(view), own(view)) else {
        return Ok(());
    };
    match (execution.step, act.answer) {
        (Step::Filed, Answer::Granted) => Err("人民法院尚未受理".to_owned()),
        (Step::Accepted, Answer::Accepted) => Err("人民法院已经受理".to_owned()),
        (Step::Denied, Answer::Refused) => Err("人民法院已经不予受理或者不准予执行".to_owned()),
        _ => Ok(()),
    }
}

fn application_signed(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::ApplyToCourt(act)) if !act.signed => {
            Err("申请书未由机关负责人签名、加盖印章并注明日期".to_owned())
        }
        _ => Ok(()),
    }
}
