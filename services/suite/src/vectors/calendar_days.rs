//! CD: periods in calendar days, months and years.

use calendar::{CivilDate, Period, WorkingDays};
use serde_json::{Value, json};
use statute::limits::{
    DECISION, FREEZE, FREEZE_EXTENSION, FUJIAN_FALLBACK, FUJIAN_FALLBACK_EXTENSION,
    LATE_FINE_BEFORE_ENFORCEMENT, PAYMENT, PUBLIC_NOTICE_SERVICE, REVIEW_ABSOLUTE,
    REVIEW_ABSOLUTE_REAL_ESTATE, REVIEW_APPLICATION, REVIEW_APPLICATION_UNTOLD, REVIEW_DECISION,
    REVIEW_DECISION_EXTENSION, REVIEW_DECISION_SIMPLIFIED, REVIEW_OPINION_REPORT, SEIZURE,
    SEIZURE_EXTENSION, SUIT, SUIT_AFTER_REVIEW, SUIT_UNTOLD, SUSPENSION,
};
use statute::remedy::{self, Remedy};
use statute::{Domain, Limit};

use super::inputs::{Inputs, Unanswered, bad};
use super::rules::{Rules, due};

impl Rules {
    pub(super) fn calendar_days(
        &self,
        number: u32,
        inputs: &Inputs<'_>,
    ) -> Result<Value, Unanswered> {
        match number {
            1..=5 => self.full(&PAYMENT, inputs.date("received")?),
            6 => self.decision_extended(inputs),
            7 | 8 => {
                let excluded = inputs.exclusions("excluded")?;
                self.excluding(inputs.date("filed")?, &[DECISION.period], &excluded)
            }
            9 => self.decision_stages(Domain::Housing, ["d90", "d120", "d180"], inputs),
            10 => self.stages(
                inputs.date("started")?,
                ["first", "extended"],
                &[FUJIAN_FALLBACK, FUJIAN_FALLBACK_EXTENSION].map(|limit| limit.period),
            ),
            11 => self.decision_stages(
                Domain::PublicSecurity,
                ["first", "extended_once", "extended_twice"],
                inputs,
            ),
            12 => self.full(&SEIZURE, inputs.date("start")?),
            13 => self.seizure_extended(inputs),
            14 => {
                let testing = inputs.exclusions("testing")?;
                self.excluding(inputs.date("start")?, &[SEIZURE.period], &testing)
            }
            15 => self.stages(
                inputs.date("start")?,
                ["first", "extended"],
                &[FREEZE, FREEZE_EXTENSION].map(|limit| limit.period),
            ),
            16 => self.full(&REVIEW_APPLICATION, inputs.date("received")?),
            17..=19 => self.full(&SUIT, inputs.date("known")?),
            20 => self.court_application(inputs),
            21 => self.remedy(inputs),
            22 => self.review_decision(inputs),
            23 => self.full(&SUIT_AFTER_REVIEW, inputs.date("received")?),
            24 => {
                let served = public_notice(inputs)?;
                Ok(json!({ "deemed_served": served, "payment": self.full(&PAYMENT, served)? }))
            }
            25 => Ok(json!({ "deemed_served": public_notice(inputs)? })),
            26 => {
                let thirtieth = nominal(&LATE_FINE_BEFORE_ENFORCEMENT, inputs.date("payment_due")?);
                Ok(json!({ "exceeds_30_days_from": thirtieth.add_days(1) }))
            }
            27 => {
                let full = nominal(&SUSPENSION, inputs.date("suspended")?);
                Ok(json!({ "three_years_full": full }))
            }
            28 => self.full(&REVIEW_OPINION_REPORT, inputs.date("received")?),
            29 => self.annual_report(inputs),
            30 => self.untold(&REVIEW_APPLICATION, &REVIEW_APPLICATION_UNTOLD, inputs),
            31 => self.untold(&SUIT, &SUIT_UNTOLD, inputs),
            32 => {
                let limit = if inputs.flag("real_estate")? {
                    REVIEW_ABSOLUTE_REAL_ESTATE
                } else {
                    REVIEW_ABSOLUTE
                };
                Ok(json!({ "barred_after": nominal(&limit, inputs.date("act_made")?) }))
            }
            _ => Err(Unanswered::NotCovered),
        }
    }

    fn decision_extended(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let filed = inputs.date("filed")?;
        let extension = inputs
            .value("extension_days")
            .map(|_| inputs.count("extension_days"));
        let extended = match extension.transpose()? {
            Some(days) => self.chained(filed, &[DECISION.period, Period::days(days)])?,
            None => Value::Null,
        };
        Ok(json!({ "first": self.full(&DECISION, filed)?, "extended": extended }))
    }

    /// The decision period with none, one and two extensions.
    fn decision_stages(
        &self,
        domain: Domain,
        names: [&str; 3],
        inputs: &Inputs<'_>,
    ) -> Result<Value, Unanswered> {
        self.stages(
            inputs.date("filed")?,
            names,
            &domain.parameters().decision_periods(2),
        )
    }

    /// The last day after the first period, after the first two, and so on.
    fn stages<const N: usize>(
        &self,
        start: CivilDate,
        names: [&str; N],
        periods: &[Period],
    ) -> Result<Value, Unanswered> {
        let mut answer = json!({});
        for (at, name) in names.into_iter().enumerate() {
            let so_far = periods.get(..=at).ok_or(Unanswered::NotCovered)?;
            answer[name] = self.chained(start, so_far)?;
        }
        Ok(answer)
    }

    /// An extension counts only if it was decided before the seizure ran out.
    fn seizure_extended(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let start = inputs.date("start")?;
        let end = self.last(&SEIZURE, start)?;
        let in_time = inputs
            .opt_date("extended_on")?
            .is_some_and(|day| day <= end);
        let periods = [SEIZURE.period, SEIZURE_EXTENSION.period];
        let granted = if in_time { &periods[..] } else { &periods[..1] };
        Ok(json!({ "max_end": self.chained(start, granted)? }))
    }

    fn court_application(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let served = inputs.date("decision_served")?;
        let urging = inputs.opt_date("urging_served")?;
        let window = remedy::court_window(&self.calendar, served, urging)?;
        let mut answer = json!({
            "review_deadline": window.review_until,
            "suit_deadline": window.suit_until,
            "earliest_after_urging": window.urged_from,
            "earliest_application": null,
            "nominal_latest": null,
            "latest_application": null,
        });
        if inputs.flag("no_review_no_suit")? {
            answer["earliest_application"] = json!(window.from);
            answer["nominal_latest"] = json!(window.until.nominal);
            answer["latest_application"] = json!(window.until.due);
        }
        Ok(answer)
    }

    fn remedy(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let remedy = remedy::remedy(inputs.procedure("procedure")?);
        Ok(json!({
            "remedy": remedy.zh(),
            "review_deadline": self.last(&REVIEW_APPLICATION, inputs.date("served")?)?,
            "direct_suit_allowed": remedy == Remedy::ReviewOrSuit,
        }))
    }

    fn review_decision(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let accepted = inputs.date("accepted")?;
        let extended = [REVIEW_DECISION.period, REVIEW_DECISION_EXTENSION.period];
        Ok(json!({
            "ordinary": self.full(&REVIEW_DECISION, accepted)?,
            "extended": self.chained(accepted, &extended)?,
            "simplified": self.full(&REVIEW_DECISION_SIMPLIFIED, accepted)?,
        }))
    }

    /// 31 January is a fixed date: it does not move, so the work is done the day before.
    fn annual_report(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let year = i32::try_from(inputs.count("year")?).map_err(|_| bad("year"))?;
        let date = CivilDate::ymd(year.saturating_add(1), 1, 31).ok_or_else(|| bad("year"))?;
        let before = self.calendar.working_days_before(date, WorkingDays(1))?;
        Ok(json!({ "due": date, "last_workday_before": before }))
    }

    fn untold(
        &self,
        known: &Limit,
        longest: &Limit,
        inputs: &Inputs<'_>,
    ) -> Result<Value, Unanswered> {
        let rights = inputs.opt_date("rights_known")?;
        let act = inputs.date("content_known")?;
        Ok(due(&remedy::untold(
            &self.calendar,
            known,
            rights,
            longest,
            act,
        )?))
    }
}

/// The last day of a period that never moves, whatever the schedule.
fn nominal(limit: &Limit, start: CivilDate) -> CivilDate {
    limit.period.nominal_from(start)
}

/// The day of service by public notice: by the field's rule, without a field by the general law.
fn public_notice(inputs: &Inputs<'_>) -> Result<CivilDate, Unanswered> {
    let limit = match inputs.opt_text("domain")? {
        None => PUBLIC_NOTICE_SERVICE,
        Some(name) => {
            let domain: Domain = name.parse().map_err(|_| bad("domain"))?;
            domain.parameters().public_notice_service
        }
    };
    Ok(nominal(&limit, inputs.date("published")?))
}
