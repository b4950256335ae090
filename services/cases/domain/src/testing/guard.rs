//! What sampling and testing ask for.

use statute::{Citation, Law};

use super::{Act, Order, Testing, find};
use crate::beside::guards;
use crate::guard::{Fails, View};
use crate::procedure::penalty;
use crate::{Case, DeadlineKind};

const SAMPLING: Citation = Citation::article(Law::AdministrativePenaltyLaw, 56);
const TRUE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 46).paragraph(2);
const PERIOD: Citation = Citation::article(Law::AdministrativeCoercionLaw, 25).paragraph(3);
const EXPERT: Citation = Citation::article(Law::MarketPenaltyProcedure, 32);

guards! {
    DuringInquiry = "案件正在调查", TESTING_OUTSIDE_INQUIRY, SAMPLING, during_inquiry;
    CounterpartKept = "留存备份样品或者说明理由", SAMPLE_WITHOUT_COUNTERPART, SAMPLING, counterpart_kept;
    InstitutionQualified = "机构资质在有效期内", INSTITUTION_NOT_QUALIFIED, EXPERT, institution_qualified;
    PeriodDefinite = "检测鉴定期间明确并晚于告知", TESTING_PERIOD_INDEFINITE, PERIOD, period_definite;
    MeasureRuns = "所涉查封扣押正在实施", TESTING_MEASURE_NOT_RUNNING, PERIOD, measure_runs;
    AfterOrder = "结果日期不早于委托", RESULT_BEFORE_ORDER, TRUE, after_order;
    AfterResult = "告知日期不早于结果", TOLD_BEFORE_RESULT, EXPERT, after_result;
    WindowAhead = "申请复检的期限晚于告知", RETEST_WINDOW_PASSED, EXPERT, window_ahead;
    AskedInTime = "在期限内申请复检", RETEST_OUT_OF_TIME, EXPERT, asked_in_time;
    OtherInstitution = "复检机构与初检机构不同", RETEST_BY_SAME_INSTITUTION, EXPERT, other_institution;
    RetestedOnce = "复检以一次为限", RETEST_REPEATED, EXPERT, retested_once;
    WindowOver = "申请复检的期限已届满", RETEST_WINDOW_OPEN, EXPERT, window_over;
}

fn own<'a>(view: &View<'a>) -> Option<&'a Act> {
    match view.act {
        Some(crate::Act::Testing(act)) => Some(act),
        _ => None,
    }
}

fn order<'a>(view: &View<'a>) -> Option<&'a Order> {
    own(view).and_then(Act::order)
}

fn about<'a>(view: &View<'a>) -> Option<&'a Testing> {
    view.case.and_then(|case| find(case, view.about))
}

fn during_inquiry(view: &View<'_>) -> Result<(), Fails> {
    match view.case.and_then(Case::penalty) {
        Some(it) if !matches!(it.step, penalty::Step::Filed | penalty::Step::Heard) => {
            Err(format!("案件{}", it.step.zh()))
        }
        _ => Ok(()),
    }
}

fn counterpart_kept(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::TakeSample(act))
            if act.sample.counterpart.is_empty() && act.sample.without_counterpart.is_empty() =>
        {
            Err("没有载明备份样品，也没有说明不能留存的理由".to_owned())
        }
        _ => Ok(()),
    }
}

fn institution_qualified(view: &View<'_>) -> Result<(), Fails> {
    match order(view) {
        Some(order) if order.institution.qualified_until < order.service.on => Err(format!(
            "{}的资质{}已于{}到期",
            order.institution.name,
            order.institution.qualification,
            order.institution.qualified_until.zh()
        )),
        _ => Ok(()),
    }
}

fn period_definite(view: &View<'_>) -> Result<(), Fails> {
    match order(view) {
        Some(order) if order.until <= order.service.on => {
            Err(format!("期间至{}止，不晚于告知之日", order.until.zh()))
        }
        _ => Ok(()),
    }
}

fn measure_runs(view: &View<'_>) -> Result<(), Fails> {
    let (Some(order), Some(case)) = (order(view), view.case) else {
        return Ok(());
    };
    let clock = DeadlineKind::Seizure.about(order.measure);
    if order.measure > 0 && case.running(clock).is_none() {
        return Err(format!("第{}号查封扣押未在实施", order.measure));
    }
    Ok(())
}

fn after_order(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::RecordResult(act)) = own(view) else {
        return Ok(());
    };
    match about(view).and_then(|it| it.orders.last()) {
        Some(order) if act.outcome.on < order.service.on => {
            Err(format!("委托于{}告知当事人", order.service.on.zh()))
        }
        _ => Ok(()),
    }
}

fn after_result(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::TellResult(act)) = own(view) else {
        return Ok(());
    };
    match about(view).and_then(|it| it.outcomes.last()) {
        Some(outcome) if act.service.on < outcome.on => {
            Err(format!("结果于{}取得", outcome.on.zh()))
        }
        _ => Ok(()),
    }
}

fn window_ahead(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::TellResult(act)) = own(view) else {
        return Ok(());
    };
    match &act.retest {
        Some(retest) if retest.until <= act.service.on => Err(format!(
            "申请复检的期限至{}止，不晚于告知之日",
            retest.until.zh()
        )),
        _ => Ok(()),
    }
}

fn asked_in_time(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::EntrustRetest(act)) = own(view) else {
        return Ok(());
    };
    let telling = about(view).and_then(|it| it.told.last());
    if telling.is_some_and(|it| act.asked_on < it.service.on) || act.asked_on > act.order.service.on
    {
        return Err("申请复检的日期不在告知与委托之间".to_owned());
    }
    let clock = DeadlineKind::Retest.about(view.about);
    let running = view.case.and_then(|case| case.running(clock));
    match running.map(|running| running.due) {
        Some(due) if act.asked_on > due => Err(format!("申请复检的期限已于{}届满", due.zh())),
        _ => Ok(()),
    }
}

fn other_institution(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::EntrustRetest(act)) = own(view) else {
        return Ok(());
    };
    let first = about(view).and_then(|it| it.orders.first());
    let (asked, name) = (
        &act.order.institution.qualification,
        &act.order.institution.name,
    );
    match first.map(|order| &order.institution) {
        Some(first) if first.qualification == *asked || first.name == *name => {
            Err(format!("{}已作出初检结论", first.name))
        }
        _ => Ok(()),
    }
}

fn retested_once(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::TellResult(act)) if act.retest.is_some() => {
            Err("复检结论为最终结论，不再告知复检权利".to_owned())
        }
        _ => Ok(()),
    }
}

fn window_over(view: &View<'_>) -> Result<(), Fails> {
    let clock = DeadlineKind::Retest.about(view.about);
    match view.case.and_then(|case| case.running(clock)) {
        Some(running) => match running.firm_due(view.facts.calendar) {
            Some(due) if due < view.facts.today() => Ok(()),
            _ => Err(format!("申请复检的期限至{}止", running.due.zh())),
        },
        None => Err("申请复检的期限未在进行".to_owned()),
    }
}
