//! What a form can be about in a case: the case itself, or one of the things that happened in it.

use cases_domain::{
    Case, DocumentNumber, RevocationEffect, RevocationGround, Ruling, SanctionKind,
};
use form::Form;

/// What a form can be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    /// Number of the thing; 0: the case itself.
    pub(crate) about: u32,
    /// The thing in Chinese; empty: the case itself.
    pub(crate) name: String,
    /// Number that the act gave the paper; none: it gave none.
    pub(crate) number: Option<DocumentNumber>,
    /// Whether the case has come so far that the paper is to be made.
    pub(crate) due: bool,
    /// Whether the act that the paper is made for is still to come, with its service: the paper takes the number, the act bears it.
    pub(crate) ahead: bool,
}

impl Subject {
    /// The same before its act.
    fn before_its_act(self) -> Self {
        Self {
            number: None,
            due: false,
            ahead: true,
            ..self
        }
    }

    /// Whether a paper of this form about it takes a number when it is issued.
    pub(crate) fn takes_number(&self, form: &Form) -> bool {
        form.word.is_some() && (self.ahead || !is_of_act(form))
    }
}

/// Whether the paper bears the number that an act of the case took: it never takes another.
pub(crate) fn is_of_act(form: &Form) -> bool {
    matches!(
        (form.code, form.name),
        (
            "JC03" | "JC09" | "JD03" | "JD04" | "ZX04" | "ZX08" | "LA05" | "QZ04",
            _
        ) | ("JC12", "行政执法提示函")
            | ("LA06", "涉嫌犯罪案件移送书")
            | ("DC11", "先行登记保存证据通知书")
            | ("DC12", "先行登记保存物品处理通知书")
            | ("QZ02", "查封、扣押决定书")
            | ("QZ05", "解除查封、扣押决定书")
            | (
                "QZ06",
                "冻结决定书" | "延长冻结期限决定书" | "解除冻结决定书"
            )
            | ("TZ02", "听证通知书")
            | ("JD05", "不予行政处罚决定书")
            | (
                "JD06",
                "补正通知书" | "变更行政处罚决定书" | "撤销行政处罚决定书"
            )
            | ("ZX06", "行政强制执行决定书" | "代履行决定书")
    )
}

/// Whether the paper may be made before its act, which is then done by its service (送达): it tells the party what begins with that.
pub(crate) fn may_precede(form: &Form) -> bool {
    matches!(
        (form.code, form.name),
        ("JC03" | "ZX04", _)
            | ("TZ02", "听证通知书")
            | ("DC12", "先行登记保存物品处理通知书")
    )
}

/// Whether a case has many papers of the form about the same thing.
pub(crate) fn repeats(form: &Form) -> bool {
    matches!(
        form.code,
        "JC01"
            | "JC05"
            | "JC06"
            | "JC07"
            | "JC11"
            | "LA07"
            | "DC02"
            | "DC03"
            | "DC05"
            | "DC06"
            | "DC07"
            | "DC08"
            | "DC14"
            | "QZ03"
            | "QZ07"
            | "ZX01"
            | "ZX03"
            | "ZX04"
            | "JA02"
            | "JD-S1"
            | "JD-S2"
    ) || matches!(
        (form.code, form.name),
        ("DC01" | "LA04", _)
            | ("DC09", "协助辨认、鉴别通知书" | "协助扣押通知书")
            | ("JC12", "行政执法建议书")
            | ("JD05", "教育记录")
            | ("JD06", "责令退款通知书")
    )
}

/// The subject of that number; none: the case has nothing of the kind.
pub(crate) fn subject(form: &Form, case: &Case, about: u32) -> Option<Subject> {
    subjects(form, case)
        .into_iter()
        .find(|it| it.about == about)
}

/// What the form can be about in this case now; nothing: the case cannot have it yet.
pub(crate) fn subjects(form: &Form, case: &Case) -> Vec<Subject> {
    let mut all = match form.code.get(..2) {
        Some("JC") => of_inspection(form, case),
        Some("LA") => of_filing(form, case),
        Some("DC") => of_inquiry(form, case),
        Some("QZ") => of_measure(form, case),
        Some("SH" | "GZ" | "TZ") => of_hearing(form, case),
        Some("JD") => of_decision(form, case),
        Some("ZX" | "JA") => of_execution(form, case),
        _ => Vec::new(),
    };
    all.extend(super::transcript::subjects(form, case));
    all
}

fn of_case(due: bool, number: Option<&DocumentNumber>) -> Vec<Subject> {
    vec![Subject {
        about: 0,
        name: String::new(),
        number: number.cloned(),
        due,
        ahead: false,
    }]
}

/// The case itself, where a condition holds.
fn whole(there: bool, due: bool) -> Vec<Subject> {
    if there {
        of_case(due, None)
    } else {
        Vec::new()
    }
}

fn ahead(subjects: Vec<Subject>) -> Vec<Subject> {
    let subjects = subjects.into_iter();
    subjects.map(Subject::before_its_act).collect()
}

fn thing(about: u32, what: &str, due: bool, number: Option<&DocumentNumber>) -> Subject {
    Subject {
        about,
        name: format!("第{about}号{what}"),
        number: number.cloned(),
        due,
        ahead: false,
    }
}

fn nth(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

fn of_inspection(form: &Form, case: &Case) -> Vec<Subject> {
    if form.code == "JC06" && !case.testings.is_empty() {
        let taken = case.testings.iter().filter(|it| it.sample.is_some());
        return taken
            .map(|it| thing(it.number, "抽样", true, None))
            .collect();
    }
    let Some(it) = case.inspection() else {
        return Vec::new();
    };
    match form.code {
        "JC02" => whole(true, it.approval.is_some()),
        "JC03" => match &it.notice {
            Some(notice) => of_case(true, notice.document_number.as_ref()),
            None => ahead(whole(!case.is_closed(), false)),
        },
        "JC04" => whole(it.visit.is_some(), true),
        "JC08" => whole(it.visit.is_some(), it.told.is_some()),
        "JC09" => match &it.order {
            Some(order) => of_case(true, order.document_number.as_ref()),
            None => Vec::new(),
        },
        "JC10" => {
            let visits = it.revisits.iter().enumerate();
            visits
                .map(|(at, _)| thing(nth(at), "复查", true, None))
                .collect()
        }
        "JC12" if is_of_act(form) => {
            let letters = it.reminders.iter();
            letters
                .map(|it| thing(it.number, "提示", true, it.letter.document_number.as_ref()))
                .collect()
        }
        _ => whole(true, false),
    }
}

fn of_filing(form: &Form, case: &Case) -> Vec<Subject> {
    match (form.code, form.name) {
        ("LA02", "立案审批表") => whole(case.penalty().is_some(), true),
        ("LA01" | "LA04", _) => whole(case.penalty().is_some(), false),
        ("LA05", _) => {
            let handovers = case.handovers.iter();
            handovers
                .map(|it| thing(it.number, "移送", true, it.offer.document_number.as_ref()))
                .collect()
        }
        ("LA06", "涉嫌犯罪案件移送书") => {
            let sent = case.referrals.iter();
            let sent = sent.filter_map(|it| Some((it.number, it.transfer.as_ref()?)));
            sent.map(|(number, it)| thing(number, "涉罪移送", true, it.document_number.as_ref()))
                .collect()
        }
        ("LA06", _) => {
            let referrals = case.referrals.iter();
            referrals
                .map(|it| thing(it.number, "涉罪移送", it.decision.is_some(), None))
                .collect()
        }
        ("LA07", _) => {
            let sent = case.referrals.iter().any(|it| it.transfer.is_some());
            let measures = case.measures.iter().filter(|_| sent);
            measures
                .map(|it| thing(it.number, it.kind.zh(), false, None))
                .collect()
        }
        ("LA08", "回避决定书") => {
            let decided = case.recusals.iter().filter(|it| it.decided_by.is_some());
            decided
                .map(|it| thing(it.number, "回避申请", true, None))
                .collect()
        }
        ("LA08", _) => {
            let asked = case.recusals.iter();
            asked
                .map(|it| thing(it.number, "回避申请", false, None))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn of_inquiry(form: &Form, case: &Case) -> Vec<Subject> {
    let penalty = case.penalty();
    match (form.code, form.name) {
        ("DC01", _) => {
            let asked = case.standstills.iter();
            let asked = asked.map(|it| thing(it.number, "期限事项", true, None));
            whole(true, false).into_iter().chain(asked).collect()
        }
        ("DC02", _) => whole(true, case.address.is_some()),
        ("DC04", _) => {
            let held = case.interviews.iter().filter(|it| it.held.is_some());
            held.map(|it| thing(it.number, "询问", true, None))
                .collect()
        }
        ("DC09", "协助调查函") => {
            let asked = case.assistances.iter();
            asked
                .map(|it| thing(it.number, "协助请求", true, None))
                .collect()
        }
        ("DC10", _) => {
            let all = case.preservations.iter();
            all.map(|it| thing(it.number, "先行登记保存", it.decided_by.is_some(), None))
                .collect()
        }
        ("DC11", "先行登记保存物品清单") => {
            let done = case.preservations.iter().filter(|it| it.at.is_some());
            done.map(|it| thing(it.number, "先行登记保存", true, None))
                .collect()
        }
        ("DC11", _) => {
            let done = case.preservations.iter().filter(|it| it.at.is_some());
            done.map(|it| thing(it.number, "先行登记保存", true, it.document_number.as_ref()))
                .collect()
        }
        ("DC12", "先行登记保存物品处理通知书") => {
            let kept = case.preservations.iter().filter(|it| it.at.is_some());
            kept.filter_map(|it| {
                let own = thing(it.number, "先行登记保存", true, it.handling_number.as_ref());
                match (it.fates.is_empty(), it.ended_on) {
                    (false, _) => Some(own),
                    (true, None) => Some(own.before_its_act()),
                    // Released by the clock: there is nothing left to decide.
                    (true, Some(_)) => None,
                }
            })
            .collect()
        }
        ("DC12", _) => {
            let ended = case.preservations.iter();
            let ended = ended.filter(|it| it.ended_on.is_some() && it.fates.is_empty());
            ended
                .map(|it| thing(it.number, "先行登记保存", true, None))
                .collect()
        }
        ("DC13", _) => {
            let ordered = case.testings.iter().filter(|it| !it.orders.is_empty());
            ordered
                .map(|it| thing(it.number, "检测鉴定", true, None))
                .collect()
        }
        ("DC14", _) => {
            let of_seized = case.testings.iter();
            let of_seized = of_seized.filter(|it| it.orders.iter().any(|order| order.measure > 0));
            let of_seized = of_seized.map(|it| thing(it.number, "检测鉴定", true, None));
            // What is seized may be tested without a testing of its own: told by this paper alone.
            let seized = case.measures.iter().any(|it| it.since.is_some());
            whole(seized, false).into_iter().chain(of_seized).collect()
        }
        ("DC15", _) => {
            let done = case.testings.iter().filter(|it| !it.outcomes.is_empty());
            done.map(|it| thing(it.number, "检测鉴定", true, None))
                .collect()
        }
        ("DC16", name) => {
            let sound = |it: &cases_domain::Capture| it.verified.as_ref().is_some_and(|it| it.sound);
            let due = |it: &cases_domain::Capture| name == "电子技术监控设备审核表" || sound(it);
            let captures = case.captures.iter();
            captures
                .map(|it| thing(it.number, "电子技术监控记录", due(it), None))
                .collect()
        }
        ("DC17", name) => {
            use cases_domain::suspension::Wanted;
            let stopped = case.standstills.iter().filter(|it| {
                let suspends = matches!(it.wanted, Wanted::Suspension(_));
                let resumed = name != "案件恢复调查决定书" || it.resumed_on.is_some();
                suspends && it.decided_on.is_some() && resumed
            });
            if name == "案件终止调查决定书" {
                let over =
                    penalty.is_some_and(|it| it.decision.is_none() && it.conclusion.is_some());
                return whole(over, true);
            }
            stopped
                .map(|it| thing(it.number, "中止调查", true, None))
                .collect()
        }
        ("DC18", _) => whole(penalty.is_some_and(|it| it.inquiry.is_some()), true),
        _ => whole(penalty.is_some() || case.inspection().is_some(), false),
    }
}

fn of_measure(form: &Form, case: &Case) -> Vec<Subject> {
    use cases_domain::measure::{Measure, MeasureKind};
    let frozen = |it: &&Measure| it.kind == MeasureKind::Freeze;
    let seized = |it: &&Measure| !frozen(it);
    let each = |wanted: &dyn Fn(&&Measure) -> bool,
                number: &dyn Fn(&Measure) -> Option<DocumentNumber>| {
        let measures = case.measures.iter().filter(wanted);
        measures
            .map(|it| thing(it.number, it.kind.zh(), true, number(it).as_ref()))
            .collect::<Vec<_>>()
    };
    let own = |it: &Measure| it.document_number.clone();
    let released = |it: &Measure| it.release_number.clone();
    let longer = |it: &Measure| it.extension.as_ref()?.document_number.clone();
    let none = |_: &Measure| None;
    match (form.code, form.name) {
        ("QZ01", _) => each(&|_| true, &none),
        ("QZ02", "查封、扣押决定书") => each(&|it| seized(it) && it.since.is_some(), &own),
        ("QZ02" | "QZ03", _) => each(&|it| seized(it) && it.since.is_some(), &none),
        ("QZ04", _) => each(&|it| seized(it) && it.extension.is_some(), &longer),
        ("QZ05", "解除查封、扣押决定书") => {
            each(&|it| seized(it) && it.release_number.is_some(), &released)
        }
        ("QZ05", _) => each(&|it| seized(it) && it.release_number.is_some(), &none),
        ("QZ06", "冻结决定书") => each(&|it| frozen(it) && it.since.is_some(), &own),
        ("QZ06", "延长冻结期限决定书") => {
            each(&|it| frozen(it) && it.extension.is_some(), &longer)
        }
        ("QZ06", "解除冻结决定书") => {
            each(&|it| frozen(it) && it.release_number.is_some(), &released)
        }
        ("QZ06", _) => each(&|it| frozen(it), &none),
        _ => each(&|it| seized(it) && it.since.is_some(), &none)
            .into_iter()
            .map(|it| Subject { due: false, ..it })
            .collect(),
    }
}

fn of_hearing(form: &Form, case: &Case) -> Vec<Subject> {
    let Some(penalty) = case.penalty() else {
        return Vec::new();
    };
    match (form.code, form.name) {
        ("SH01", _) => whole(penalty.inquiry.is_some(), penalty.review.is_some()),
        ("SH02", _) => whole(penalty.inquiry.is_some(), !case.weighings.is_empty()),
        ("GZ01", _) => whole(
            penalty
                .inquiry
                .as_ref()
                .is_some_and(|it| it.whole().punishes()),
            penalty.review.is_some() || penalty.forgone.is_some(),
        ),
        ("GZ02", _) => whole(
            penalty
                .inquiry
                .as_ref()
                .is_some_and(|it| it.whole().punishes()),
            penalty.notice.as_ref().is_some_and(|it| it.hearing_told),
        ),
        ("GZ03", _) => {
            let said = penalty.statements.iter().enumerate();
            said.map(|(at, _)| thing(nth(at), "陈述申辩", true, None))
                .collect()
        }
        ("TZ01", "不予听证通知书") => {
            use cases_domain::hearing::Step;
            let refused = case.hearings.iter().filter(|it| it.step == Step::Refused);
            refused
                .map(|it| thing(it.number, "听证申请", true, None))
                .collect()
        }
        ("TZ01", _) => {
            let asked = case.hearings.iter();
            asked
                .map(|it| thing(it.number, "听证申请", true, None))
                .collect()
        }
        ("TZ02", name) => {
            use cases_domain::hearing::Step;
            let hearings = case.hearings.iter();
            hearings
                .filter_map(|it| match &it.session {
                    Some(session) => {
                        let own = session.document_number.as_ref();
                        let own = own.filter(|_| name == "听证通知书");
                        let due = name == "听证通知书" || session.closed_because.is_empty();
                        Some(thing(it.number, "听证", due, own))
                    }
                    None if name == "听证通知书" && it.step == Step::Appointed => {
                        Some(thing(it.number, "听证", false, None).before_its_act())
                    }
                    None => None,
                })
                .collect()
        }
        ("TZ03", name) => {
            let held = case.hearings.iter().filter(|it| it.minutes.is_some());
            let due = |it: &cases_domain::Hearing| name == "听证笔录" || !it.report.is_empty();
            held.map(|it| thing(it.number, "听证", due(it), None))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn of_decision(form: &Form, case: &Case) -> Vec<Subject> {
    if form.code == "JD04" {
        let decided = case.summary().and_then(|it| it.decision.as_ref());
        return decided.map_or_else(Vec::new, |it| of_case(true, it.document_number.as_ref()));
    }
    if form.code == "JD-S2" {
        let reviews = case.remedies.iter();
        return match form.name {
            "行政复议答复书" => reviews
                .map(|it| thing(it.number, "行政复议、诉讼", it.replied_on.is_some(), None))
                .collect(),
            _ => whole(true, false),
        };
    }
    if form.code == "JD-S1" {
        // Of these only the agency's answer is its own; the others are the supervisor's papers.
        return whole(form.name == "行政执法监督整改反馈", false);
    }
    let Some(penalty) = case.penalty() else {
        return Vec::new();
    };
    let decided = penalty.decision.as_ref();
    let ruling = decided.map(|it| &it.disposal.ruling);
    let spares = matches!(ruling, Some(Ruling::Spared(_) | Ruling::NotEstablished));
    let punished = decided.filter(|it| it.whole().punishes());
    match (form.code, form.name) {
        ("JD01", _) => whole(penalty.inquiry.is_some(), decided.is_some()),
        ("JD02", _) => {
            let held = case.meetings.iter().filter(|it| it.minutes.is_some());
            held.map(|it| thing(it.number, "集体讨论", true, None))
                .collect()
        }
        ("JD03", _) => {
            punished.map_or_else(Vec::new, |it| of_case(true, it.document_number.as_ref()))
        }
        ("JD05", "不予行政处罚决定书") => match decided {
            Some(it) if spares => of_case(true, it.document_number.as_ref()),
            _ => Vec::new(),
        },
        ("JD05", _) => whole(spares, !penalty.education.is_empty()),
        ("JD06", "补正通知书") => {
            let all = penalty.corrections.iter().enumerate();
            all.map(|(at, it)| thing(nth(at), "补正", true, it.document_number.as_ref()))
                .collect()
        }
        ("JD06", name @ ("变更行政处罚决定书" | "撤销行政处罚决定书")) => {
            let own = penalty.revocation.as_ref().filter(|it| {
                let changed = it.effect == RevocationEffect::Changed;
                it.ground == RevocationGround::SelfCorrection
                    && changed == (name == "变更行政处罚决定书")
            });
            own.map_or_else(Vec::new, |it| of_case(true, it.document_number.as_ref()))
        }
        ("JD06", _) => {
            let income = punished.is_some_and(|it| {
                let sanctions = it.disposal.sanctions.iter();
                let mut income = sanctions.filter(|it| it.kind == SanctionKind::IncomeConfiscation);
                income.next().is_some()
            });
            whole(penalty.inquiry.is_some(), income)
        }
        ("JD07", _) => whole(punished.is_some(), false),
        _ => Vec::new(),
    }
}

fn of_execution(form: &Form, case: &Case) -> Vec<Subject> {
    let decided = case.decided_on().is_some();
    let executions = case.executions.iter();
    match (form.code, form.name) {
        ("ZX01", "公告送达公告") => {
            let notices = case.public_notices.iter();
            let notices = notices.map(|it| thing(it.number, "公告送达", true, None));
            whole(true, false).into_iter().chain(notices).collect()
        }
        ("ZX01", _) => {
            let papers = case.documents.iter().filter(|it| it.stands());
            papers
                .map(|it| thing(it.number, "文书", false, None))
                .collect()
        }
        ("ZX02", name) => {
            let asked = case.account.deferrals.iter();
            let asked =
                asked.filter(|it| name != "延期、分期缴纳罚款通知书" || it.decided_by.is_some());
            asked
                .map(|it| thing(it.number, "延期分期申请", true, None))
                .collect()
        }
        ("ZX03", "罚没票据登记表") => {
            let paid = case.penalty().is_some_and(|it| !it.payments.is_empty());
            whole(
                paid || case.summary().is_some_and(|it| !it.payments.is_empty()),
                paid,
            )
        }
        ("ZX03", _) => {
            let goods = case
                .penalty()
                .and_then(|it| it.decision.as_ref())
                .is_some_and(|it| {
                    let mut sanctions = it.disposal.sanctions.iter();
                    sanctions.any(|it| it.kind == SanctionKind::GoodsConfiscation)
                });
            whole(goods, goods)
        }
        ("ZX05", _) => whole(decided, false),
        ("ZX04", _) => {
            let urged = executions.filter_map(|it| {
                let first = it.urging.as_ref()?.document_number.as_ref();
                let own = thing(it.number, "强制执行", true, first);
                // Before another performs, the party is urged once more, by a paper of its own.
                let again = it.is_substitute()
                    && it.decision_service.is_some()
                    && it.second_urging.is_none();
                Some(if again { own.before_its_act() } else { own })
            });
            // An execution begins with its urging.
            let next = decided.then(|| thing(nth(case.executions.len()), "强制执行", false, None));
            urged
                .chain(next.map(Subject::before_its_act))
                .collect()
        }
        ("ZX06", "强制拆除公告") => executions
            .map(|it| thing(it.number, "强制执行", false, None))
            .collect(),
        ("ZX06", name) => executions
            .filter(|it| it.is_substitute() == (name == "代履行决定书"))
            .filter_map(|it| Some((it.number, it.decision.as_ref()?)))
            .map(|(number, it)| thing(number, "强制执行", true, it.document_number.as_ref()))
            .collect(),
        ("ZX07", name) => executions
            .filter(|it| match name {
                "执行协议" => it.agreement.is_some(),
                "终结执行通知书" => !it.end.is_empty(),
                _ => it.suspension.is_some(),
            })
            .map(|it| thing(it.number, "强制执行", true, None))
            .collect(),
        ("ZX08", _) => executions
            .filter_map(|it| Some((it.number, it.court.as_ref()?)))
            .map(|(number, it)| thing(number, "强制执行", true, it.document_number.as_ref()))
            .collect(),
        ("JA01", "结案审批表") => {
            let closing = case.penalty().is_some_and(|it| it.closing.is_some());
            whole(decided, closing)
        }
        ("JA01", _) => {
            let over = case.penalty();
            whole(
                over.is_some_and(|it| it.decision.is_none()),
                over.is_some_and(|it| it.conclusion.is_some()),
            )
        }
        ("JA02", _) => whole(true, case.is_closed()),
        _ => Vec::new(),
    }
}
