//! What acts on leads ask for, each with the article that says so.

use cases_domain::guard::{Refused, uncertified};
use cases_domain::{Agency, Caller, DeadlineState, OfficerId, Person};
use refusal::{Reason, Refusal};
use statute::{Citation, Law};

use crate::clocks::{CHECK, extension_limit};
use crate::facts::{Facts, Intake};
use crate::{Act, Finding, Kind, Lead, Right, Side, Source, Step, TransferEnd, reasons};

/// Declares the guards: variant, reason, article, condition in Chinese.
macro_rules! guards {
    ($($guard:ident = $reason:ident, $citation:expr, $zh:literal;)*) => {
        /// A condition of the law for an act on a lead.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Guard {
            $(#[doc = $zh] $guard,)*
        }

        impl Guard {
            /// Every guard.
            pub const ALL: &'static [Self] = &[$(Self::$guard),*];

            /// The condition in Chinese.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$guard => $zh,)* }
            }

            /// The reason a refusal gives.
            pub const fn reason(self) -> &'static Reason {
                match self { $(Self::$guard => &reasons::$reason,)* }
            }

            /// The article that says so.
            pub const fn citation(self) -> Citation {
                match self { $(Self::$guard => $citation,)* }
            }
        }
    };
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

const TEAM: Citation = penalty(42).paragraph(1);
const COMPETENCE: Citation = penalty(22);
const DISPUTE: Citation = penalty(25).paragraph(2);
const INQUIRY: Citation = penalty(54).paragraph(1);
const FILING: Citation = penalty(54).paragraph(2);
const LEADER: Citation = penalty(57).paragraph(1);
/// 辅助人员 collect information, and do not enforce.
const HELPERS: Citation = Citation::article(Law::FujianEnforcementRegulation, 40);
const TIME: Citation = Citation::article(Law::FujianEnforcementRegulation, 31);
const TOGETHER: Citation = Citation::article(Law::FujianPlatformMeasures, 3);

guards! {
    MayReport = LEAD_REPORT_NOT_PERMITTED, HELPERS, "由具有线索上报权限的人员或者系统上报";
    MayTriage = LEAD_TRIAGE_NOT_PERMITTED, TEAM, "由执法人员或者负责人办理";
    MayHandle = LEAD_HANDLING_NOT_PERMITTED, TEAM, "由具有办案权限的执法人员办理";
    MayApprove = LEAD_APPROVAL_NOT_PERMITTED, LEADER, "由机关负责人审批";
    IsClock = LEAD_CLOCK_ONLY, TIME, "由系统按期限办理";
    CallerIsOfficer = LEAD_CALLER_NOT_AN_OFFICER, HELPERS, "办理人是已入库的执法人员";
    OwnTurn = LEAD_OF_ANOTHER_AGENCY, COMPETENCE, "属于或者派驻现承办（接收）机关";
    SourceOfCaller = LEAD_SOURCE_NOT_CALLERS, HELPERS, "线索来源与上报身份相符";
    SourceNumbered = LEAD_SOURCE_NUMBER_MISSING, TOGETHER, "来源有编号的填写编号";
    AgencyKnown = LEAD_AGENCY_UNKNOWN, penalty(17), "所指机关具有执法主体资格";
    ReceivedNotInFuture = LEAD_RECEIVED_IN_FUTURE, INQUIRY, "收到线索之日不晚于当日";
    DomainKnown = LEAD_DOMAIN_MISSING, INQUIRY, "执法领域已明确";
    MergeTargetOpen = LEAD_MERGER_IMPOSSIBLE, INQUIRY, "并入的是本机关正在办理的另一条线索";
    TwoDifferentOfficers = LEAD_SAME_OFFICER_TWICE, TEAM, "核查人员不少于两人且不是同一人";
    OfficersKnown = LEAD_OFFICER_UNKNOWN, TEAM, "核查人员已入库";
    OfficersOfAgency = LEAD_OFFICER_NOT_OF_AGENCY, TEAM, "核查人员属于或者派驻本机关";
    OfficersCertified = LEAD_OFFICER_NOT_CERTIFIED, TEAM, "核查人员的执法证件适用于本领域、本区域且有效";
    ClockRunning = LEAD_CLOCK_NOT_RUNNING, TIME, "核查期限尚未届满";
    ExtensionProvided = LEAD_EXTENSION_NOT_PROVIDED, TIME, "本领域规定可以延长核查";
    ExtendedOnce = LEAD_EXTENDED_ALREADY, TIME, "核查期限未曾延长";
    VerifiedByAssigned = LEAD_NOT_VERIFIED_BY_ASSIGNED, TEAM, "由被指派的两名执法人员核查";
    CaseOfHolder = LEAD_CASE_OF_ANOTHER_AGENCY, COMPETENCE, "由线索承办机关立案或者检查";
    SuspectedFound = LEAD_NOTHING_SUSPECTED, FILING, "经核查涉嫌违法";
    ApproverNotHandler = LEAD_APPROVER_HANDLED, LEADER, "审批人未参与核查、未提请";
    TransferElsewhere = LEAD_TRANSFER_TO_SELF, COMPETENCE, "移送给其他机关";
    NotRefusedBefore = LEAD_TRANSFER_REFUSED_BEFORE, DISPUTE, "接收机关未曾退回，或者已由上级指定管辖";
    NotDesignated = LEAD_TRANSFER_DESIGNATED, DISPUTE, "上级未指定管辖";
    DeadlineRunning = LEAD_DEADLINE_NOT_RUNNING, TIME, "期限正在计算";
    DeadlineFirm = LEAD_DEADLINE_PROVISIONAL, TIME, "期限届满之日已确定";
    DeadlineOver = LEAD_DEADLINE_NOT_OVER, TIME, "期限已届满";
    LeadOpen = LEAD_ENDED, INQUIRY, "线索尚未办结";
    StepNotPassed = LEAD_STEP_PASSED, INQUIRY, "线索处于可以办理该事项的步骤";
}

/// What guards look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    /// The lead; none: it is about to be reported.
    pub(crate) lead: Option<&'a Lead>,
    pub(crate) kind: Kind,
    /// The act with its contents; none: they are not known yet, and what depends on them passes.
    pub(crate) act: Option<&'a Act>,
    pub(crate) facts: &'a Facts<'a>,
}

/// Why a guard does not hold, in Chinese, without a full stop.
type Fails = String;

/// Who may do an act at all, whatever the step.
pub(crate) const fn rights(kind: Kind) -> &'static [Guard] {
    match kind.right() {
        Right::Report => &[Guard::MayReport],
        Right::Triage => &[Guard::MayTriage, Guard::CallerIsOfficer, Guard::OwnTurn],
        Right::Handle => &[Guard::MayHandle, Guard::CallerIsOfficer, Guard::OwnTurn],
        Right::Approve => &[Guard::MayApprove, Guard::CallerIsOfficer, Guard::OwnTurn],
        Right::Clock => &[Guard::IsClock],
    }
}

impl<'a> View<'a> {
    /// Holds the act against guards, in order; the first that fails refuses.
    pub(crate) fn hold(&self, guards: &[Guard]) -> Result<(), Refusal> {
        for guard in guards {
            guard
                .check(self)
                .map_err(|why| self.refusal(*guard, guard.citation(), &why))?;
        }
        Ok(())
    }

    pub(crate) fn refusal(&self, guard: Guard, citation: Citation, why: &str) -> Refusal {
        Refused {
            act: (self.kind.name(), self.kind.zh()),
            step: self.lead.map_or("", |lead| lead.step.name()),
            guard: format!("{guard:?}"),
            reason: guard.reason(),
            citation,
            why,
            remedy: guard.reason().remedy,
            subject: self
                .lead
                .map(|lead| lead.id.to_string())
                .unwrap_or_default(),
        }
        .into_refusal()
    }

    fn person(&self) -> Option<&'a Person> {
        self.facts.person()
    }

    fn officer_id(&self) -> Option<&'a OfficerId> {
        self.person().and_then(|person| person.officer_id.as_ref())
    }
}

impl Guard {
    fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::MayReport | Self::MayTriage | Self::MayHandle | Self::MayApprove => may(view),
            Self::IsClock => is_clock(view),
            Self::CallerIsOfficer => caller_is_officer(view),
            Self::OwnTurn => own_turn(view),
            Self::SourceOfCaller => source_of_caller(view),
            Self::SourceNumbered => source_numbered(view),
            Self::AgencyKnown => agency_known(view),
            Self::ReceivedNotInFuture => received_not_in_future(view),
            Self::DomainKnown => domain_known(view),
            Self::MergeTargetOpen => merge_target_open(view),
            Self::TwoDifferentOfficers => two_different(view),
            Self::OfficersKnown => officers_known(view),
            Self::OfficersOfAgency => officers_of_agency(view),
            Self::OfficersCertified => officers_certified(view),
            Self::ClockRunning => clock_running(view),
            Self::ExtensionProvided => extension_provided(view),
            Self::ExtendedOnce => extended_once(view),
            Self::VerifiedByAssigned => verified_by_assigned(view),
            Self::CaseOfHolder => case_of_holder(view),
            Self::SuspectedFound => suspected_found(view),
            Self::ApproverNotHandler => approver_not_handler(view),
            Self::TransferElsewhere => transfer_elsewhere(view),
            Self::NotRefusedBefore => not_refused_before(view),
            Self::NotDesignated => not_designated(view),
            Self::DeadlineRunning => deadline_running(view),
            Self::DeadlineFirm => deadline_firm(view),
            Self::DeadlineOver => deadline_over(view),
            // What the table itself says.
            Self::LeadOpen | Self::StepNotPassed => Ok(()),
        }
    }
}

fn may(view: &View<'_>) -> Result<(), Fails> {
    let right = view.kind.right();
    if view.person().is_some() && view.facts.rights.contains(&right) {
        return Ok(());
    }
    Err(match right {
        Right::Report => "您没有线索上报权限",
        Right::Triage => "您没有线索分办权限",
        Right::Handle | Right::Clock => "您的岗位没有办案权限",
        Right::Approve => "您不是有审批权限的机关负责人",
    }
    .to_owned())
}

fn is_clock(view: &View<'_>) -> Result<(), Fails> {
    match view.facts.caller {
        Caller::Clock => Ok(()),
        Caller::Person(_) => Err("该事项由系统按期限自动办理".to_owned()),
    }
}

fn caller_is_officer(view: &View<'_>) -> Result<(), Fails> {
    match view.person() {
        Some(Person {
            officer: Some(_), ..
        }) => Ok(()),
        Some(Person {
            officer_id: Some(id),
            ..
        }) => Err(format!("执法要素中心没有人员{id}当日的信息")),
        _ => Err("您的账号不是执法人员账号".to_owned()),
    }
}

/// The agency on whose side the act is.
fn side<'a>(view: &View<'a>) -> Option<&'a Agency> {
    let lead = view.lead?;
    match view.kind.side() {
        Side::Holder => Some(&lead.agency),
        Side::Receiver => Some(lead.pending_transfer().map_or(&lead.agency, |it| &it.to)),
        Side::Anyone | Side::Platform => None,
    }
}

fn own_turn(view: &View<'_>) -> Result<(), Fails> {
    match (side(view), view.person()) {
        (Some(agency), Some(person)) if !person.agencies.contains(&agency.id) => Err(format!(
            "该事项由{}办理，您不属于该机关，也未派驻该机关",
            agency.name
        )),
        _ => Ok(()),
    }
}

fn source_of_caller(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::Report { report, .. }) = view.act else {
        return Ok(());
    };
    let fits = match view.facts.intake {
        Intake::Officer => true,
        Intake::Reporter => matches!(
            report.source,
            Source::Grid | Source::Patrol | Source::Complaint
        ),
        Intake::System => report.source != Source::Inspection,
    };
    if fits {
        return Ok(());
    }
    Err(format!("您不能以“{}”为来源上报", report.source.zh()))
}

fn source_numbered(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::Report { report, .. }) = view.act else {
        return Ok(());
    };
    let needed = report.source.is_numbered() || view.facts.intake == Intake::System;
    if needed && report.source_number.is_empty() {
        return Err(format!("“{}”线索未填写来源编号", report.source.zh()));
    }
    Ok(())
}

fn agency_known(view: &View<'_>) -> Result<(), Fails> {
    match view.act.and_then(Act::agency) {
        Some(id) if view.facts.agency.is_none() => {
            Err(format!("机关{id}当日不具有执法主体资格或者未入库"))
        }
        _ => Ok(()),
    }
}

fn received_not_in_future(view: &View<'_>) -> Result<(), Fails> {
    match view.act {
        Some(Act::Report { report, .. }) if report.received_on > view.facts.today() => {
            Err(format!("收到之日{}晚于今日", report.received_on.zh()))
        }
        _ => Ok(()),
    }
}

fn domain_known(view: &View<'_>) -> Result<(), Fails> {
    let told = match view.act {
        Some(Act::Accept { domain, .. } | Act::AcceptTransfer { domain }) => *domain,
        _ => return Ok(()),
    };
    if told.or(view.lead.and_then(|lead| lead.domain)).is_some() {
        return Ok(());
    }
    Err("尚未明确执法领域".to_owned())
}

fn merge_target_open(view: &View<'_>) -> Result<(), Fails> {
    let (Some(lead), Some(Act::Merge { into, .. })) = (view.lead, view.act) else {
        return Ok(());
    };
    if *into == lead.id {
        return Err("不能并入自身".to_owned());
    }
    let Some(target) = view.facts.into else {
        return Err(format!("没有线索{into}，或者您无权查看"));
    };
    if target.agency.id != lead.agency.id {
        return Err(format!("线索{into}由{}承办", target.agency.name));
    }
    if Step::leaving(Some(target.step), Kind::LinkDuplicate)
        .next()
        .is_none()
    {
        return Err(format!("线索{into}现为“{}”", target.step.zh()));
    }
    Ok(())
}

fn two_different(view: &View<'_>) -> Result<(), Fails> {
    match view.act {
        Some(Act::Assign {
            officers: [first, second],
        }) if first == second => Err("两名核查人员为同一人".to_owned()),
        _ => Ok(()),
    }
}

fn officers_known(view: &View<'_>) -> Result<(), Fails> {
    let named = view.act.map(Act::officers).unwrap_or_default();
    let mut pairs = named.iter().zip(&view.facts.officers);
    match pairs.find(|(_, found)| found.is_none()) {
        Some((id, _)) => Err(format!("执法要素中心没有人员{id}当日的信息")),
        None => Ok(()),
    }
}

fn officers_of_agency(view: &View<'_>) -> Result<(), Fails> {
    let Some(lead) = view.lead else { return Ok(()) };
    let mut officers = view.facts.officers.iter().flatten();
    match officers.find(|officer| !officer.acts_for(&lead.agency.id)) {
        Some(officer) => Err(format!(
            "{}不属于、未派驻{}",
            officer.name, lead.agency.name
        )),
        None => Ok(()),
    }
}

fn officers_certified(view: &View<'_>) -> Result<(), Fails> {
    let Some(lead) = view.lead.filter(|_| view.act.is_some()) else {
        return Ok(());
    };
    let Some(domain) = lead.domain else {
        return Ok(());
    };
    let place = (domain, &lead.agency.division);
    let caller = view.facts.officer().filter(|_| view.kind == Kind::Verify);
    let mut officers = caller
        .into_iter()
        .chain(view.facts.officers.iter().flatten());
    match officers.find_map(|officer| uncertified(officer, place, view.facts.today())) {
        Some(why) => Err(why),
        None => Ok(()),
    }
}

fn clock_running(view: &View<'_>) -> Result<(), Fails> {
    match view.lead {
        Some(lead) if lead.running(CHECK).is_none() => Err("核查期限未在计算".to_owned()),
        _ => Ok(()),
    }
}

fn extension_provided(view: &View<'_>) -> Result<(), Fails> {
    match view.lead {
        Some(lead)
            if extension_limit(lead.domain, &view.facts.parameters, view.facts.today())
                .is_none() =>
        {
            let domain = lead.domain.map_or("本领域", |domain| domain.zh());
            Err(format!("{domain}未规定可以延长核查"))
        }
        _ => Ok(()),
    }
}

fn extended_once(view: &View<'_>) -> Result<(), Fails> {
    let running = view.lead.and_then(|lead| lead.running(CHECK));
    match running {
        Some(running) if !running.extensions.is_empty() => {
            Err(format!("核查期限已延长至{}", running.due.zh()))
        }
        _ => Ok(()),
    }
}

fn verified_by_assigned(view: &View<'_>) -> Result<(), Fails> {
    let Some(lead) = view.lead else { return Ok(()) };
    let assigned = |id: &OfficerId| lead.officers.iter().any(|officer| officer.id == *id);
    let caller = view.officer_id();
    if !caller.is_some_and(assigned) {
        return Err("您不是被指派的核查人员".to_owned());
    }
    let Some(Act::Verify(verify)) = view.act else {
        return Ok(());
    };
    match &verify.co_officer {
        None => Err("未指明第二名核查人员".to_owned()),
        Some(second) if Some(second) == caller => Err("两名核查人员为同一人".to_owned()),
        Some(second) if !assigned(second) => Err(format!("人员{second}不是被指派的核查人员")),
        Some(_) => Ok(()),
    }
}

fn case_of_holder(view: &View<'_>) -> Result<(), Fails> {
    match (view.lead, view.act) {
        (
            Some(lead),
            Some(Act::ConvertToInspection { agency, .. } | Act::ConvertToCase { agency, .. }),
        ) if lead.agency.id != *agency => Err(format!("线索由{}承办", lead.agency.name)),
        _ => Ok(()),
    }
}

fn suspected_found(view: &View<'_>) -> Result<(), Fails> {
    let finding = view.lead.and_then(|lead| lead.verification.as_ref());
    match finding {
        Some(it) if it.finding != Finding::Suspected => {
            Err(format!("核查结果为“{}”", it.finding.zh()))
        }
        _ => Ok(()),
    }
}

fn approver_not_handler(view: &View<'_>) -> Result<(), Fails> {
    let handled = view.lead.zip(view.officer_id());
    if handled.is_some_and(|(lead, id)| lead.handlers.contains(id)) {
        return Err("您参与过本线索的核查或者提请，核查与审批应当分离".to_owned());
    }
    Ok(())
}

fn transfer_elsewhere(view: &View<'_>) -> Result<(), Fails> {
    match (view.lead, view.act) {
        (Some(lead), Some(Act::Transfer { to, .. })) if lead.agency.id == *to => {
            Err(format!("线索已由{}承办", lead.agency.name))
        }
        _ => Ok(()),
    }
}

fn not_refused_before(view: &View<'_>) -> Result<(), Fails> {
    let (
        Some(lead),
        Some(Act::Transfer {
            to, designation, ..
        }),
    ) = (view.lead, view.act)
    else {
        return Ok(());
    };
    let mut refused = lead.transfers.iter().filter(|it| it.to.id == *to);
    let refused = refused.find(|it| matches!(it.end, Some(TransferEnd::Refused { .. })));
    match refused {
        Some(transfer) if designation.is_empty() => {
            Err(format!("{}曾退回本线索", transfer.to.name))
        }
        _ => Ok(()),
    }
}

fn not_designated(view: &View<'_>) -> Result<(), Fails> {
    let pending = view.lead.and_then(Lead::pending_transfer);
    match pending {
        Some(transfer) if !transfer.designation.is_empty() => {
            Err(format!("已由{}指定管辖", transfer.designation))
        }
        _ => Ok(()),
    }
}

fn deadline_running(view: &View<'_>) -> Result<(), Fails> {
    let (Some(lead), Some(Act::PassDeadline(clock) | Act::RecountDeadline(clock))) =
        (view.lead, view.act)
    else {
        return Ok(());
    };
    if lead.running(*clock).is_some() {
        return Ok(());
    }
    let mut deadlines = lead.deadlines.iter().rev();
    let state = deadlines
        .find(|it| it.clock == *clock)
        .map_or("未起算", |it| match it.state {
            DeadlineState::Open => "进行中",
            state => state.zh(),
        });
    Err(format!("{}{state}", clock.kind.zh()))
}

fn deadline_firm(view: &View<'_>) -> Result<(), Fails> {
    let running = clock_of(view);
    match running {
        Some(running) if running.firm_due(view.facts.calendar).is_none() => Err(format!(
            "{}跨入尚未公布节假日安排的年度",
            running.kind().zh()
        )),
        _ => Ok(()),
    }
}

fn deadline_over(view: &View<'_>) -> Result<(), Fails> {
    let running = clock_of(view);
    let due = running.and_then(|it| it.firm_due(view.facts.calendar));
    match due {
        Some(due) if view.facts.today() <= due => Err(format!("期限至{}届满", due.zh())),
        _ => Ok(()),
    }
}

fn clock_of<'a>(view: &View<'a>) -> Option<&'a cases_domain::Deadline> {
    match view.act {
        Some(Act::PassDeadline(clock) | Act::RecountDeadline(clock)) => view.lead?.running(*clock),
        _ => None,
    }
}
