//! WD: periods in working days.

use calendar::{CivilDate, Exclusions, Period, WorkingDays};
use serde_json::{Map, Value, json};
use statute::limits::{
    BACK_ENTRY, CASH_TO_AGENCY, CASH_TO_BANK, COURT_ACCEPTANCE, COURT_RULING, CREDIT_REPORT,
    FREEZE_DELIVERY, HEARING_ANNOUNCEMENT, HEARING_CHAIR, HEARING_DATE, HEARING_HANDOVER,
    HEARING_NOTICE, HEARING_REQUEST, MARKET_PUBLICITY, MARKET_PUBLICITY_PUSH,
    MARKET_PUBLICITY_RECEIVED, PERFORMANCE_URGING, PRESERVATION, PUBLICITY_OTHER,
    PUBLICITY_PENALTY, REVIEW_ACCEPTANCE, REVIEW_FORWARDING, REVIEW_REPLY, REVIEW_REPLY_SIMPLIFIED,
    REVIEW_SUPPLEMENT, REVIEW_SUPPLEMENT_NOTICE, SERVICE_OF_DECISION, URGING, WITHDRAWAL,
};
use statute::{Domain, Limit, Procedure};

use super::inputs::{Inputs, Unanswered};
use super::rules::Rules;

impl Rules {
    pub(super) fn working_days(
        &self,
        number: u32,
        inputs: &Inputs<'_>,
    ) -> Result<Value, Unanswered> {
        let due = |limit: &Limit, key: &str| {
            Ok::<Value, Unanswered>(json!({ "due": self.last(limit, inputs.date(key)?)? }))
        };
        match number {
            1..=3 => due(&HEARING_REQUEST, "notice_served"),
            4 => self.statement_and_hearing(Domain::Agriculture, inputs),
            5 => self.statement_and_hearing(Domain::MarketSupervision, inputs),
            6 | 7 => self.hearing_notice(inputs),
            8 | 9 => due(&PRESERVATION, "preserved_on"),
            10 => self.preservation(inputs),
            11 => due(&SERVICE_OF_DECISION, "decision_on"),
            12 => due(&PUBLICITY_PENALTY, "decision_on"),
            13 => due(&PUBLICITY_OTHER, "decision_on"),
            14 => due(&WITHDRAWAL, "revoked_on"),
            15 => {
                let to_agency = self.last(&CASH_TO_AGENCY, inputs.date("collected_on")?)?;
                let to_bank = self.last(&CASH_TO_BANK, to_agency)?;
                Ok(json!({ "to_agency": to_agency, "to_bank": to_bank }))
            }
            16 => {
                let ashore = inputs.opt_date("ashore_on")?;
                let start = ashore.map_or_else(|| inputs.date("collected_on"), Ok)?;
                Ok(json!({ "due": self.last(&CASH_TO_AGENCY, start)? }))
            }
            17 => {
                let latest = self.last(&PERFORMANCE_URGING, inputs.date("performance_on")?)?;
                Ok(json!({ "latest_urging": latest }))
            }
            18 => {
                let tenth = self.last(&URGING, inputs.date("urging_served")?)?;
                Ok(json!({ "tenth_workday": tenth, "earliest_application": tenth.add_days(1) }))
            }
            19 => due(&FREEZE_DELIVERY, "frozen_on"),
            20 => {
                let accept = self.last(&COURT_ACCEPTANCE, inputs.date("application_received")?)?;
                let rule = self.last(&COURT_RULING, accept)?;
                Ok(json!({ "accept_by": accept, "rule_by_if_accepted_last_day": rule }))
            }
            21 => {
                let until = self.last(&REVIEW_ACCEPTANCE, inputs.date("received_on")?)?;
                Ok(json!({ "review_until": until, "deemed_accepted_on": until }))
            }
            22 => {
                let notice = self.last(&REVIEW_SUPPLEMENT_NOTICE, inputs.date("received_on")?)?;
                let supplement =
                    self.last_if(&REVIEW_SUPPLEMENT, inputs.opt_date("notice_received")?)?;
                Ok(json!({ "notice_by": notice, "supplement_by": supplement }))
            }
            23 => {
                let received = inputs.date("copy_received")?;
                let ordinary = self.last(&REVIEW_REPLY, received)?;
                let simplified = self.last(&REVIEW_REPLY_SIMPLIFIED, received)?;
                Ok(json!({ "ordinary": ordinary, "simplified": simplified }))
            }
            24 => due(&REVIEW_FORWARDING, "received_on"),
            25 => self.clue_checks(inputs),
            26 => self.legal_reviews(inputs),
            27 => self.summary_filings(inputs),
            28 => {
                let closing = Domain::MarketSupervision.parameters().closing;
                due(&closing.ok_or(Unanswered::NotCovered)?, "executed_on")
            }
            29 => due(&BACK_ENTRY, "obstacle_removed"),
            30 => self.jurisdiction(inputs),
            31 => {
                let reply = Domain::MarketSupervision.parameters().assistance_reply;
                due(&reply.ok_or(Unanswered::NotCovered)?, "letter_received")
            }
            32 => self.hearing_preparation(inputs),
            33 => {
                let decision = inputs.date("decision_on")?;
                let received = inputs.opt_date("pushed_received")?;
                Ok(json!({
                    "same_province": self.last(&MARKET_PUBLICITY, decision)?,
                    "push_by": self.last(&MARKET_PUBLICITY_PUSH, decision)?,
                    "publish_by": self.last_if(&MARKET_PUBLICITY_RECEIVED, received)?,
                }))
            }
            34 => self.credit_report(inputs),
            _ => Err(Unanswered::NotCovered),
        }
    }

    fn statement_and_hearing(
        &self,
        domain: Domain,
        inputs: &Inputs<'_>,
    ) -> Result<Value, Unanswered> {
        let served = inputs.date("notice_served")?;
        let parameters = domain.parameters();
        Ok(json!({
            "statement_due": self.last(&parameters.statement, served)?,
            "hearing_due": self.last(&parameters.hearing_request, served)?,
        }))
    }

    /// The strict reading wants the seven working days clear of both ends.
    fn hearing_notice(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let hearing = inputs.date("hearing_date")?;
        let clear = WorkingDays(HEARING_NOTICE.period.count() + 1);
        Ok(json!({
            "latest_notice": self.last(&HEARING_NOTICE, hearing)?,
            "latest_notice_strict": self.calendar.working_days_before(hearing, clear)?,
        }))
    }

    /// Not handled in time is released by itself once the last day has passed.
    fn preservation(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let last = self.last(&PRESERVATION, inputs.date("preserved_on")?)?;
        let handled = inputs
            .opt_date("measure_on")?
            .is_some_and(|day| day <= last);
        let released = (!handled).then(|| last.add_days(1));
        Ok(json!({ "due": last, "auto_released_on": released }))
    }

    fn clue_checks(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let received = inputs.date("clue_received")?;
        let mut answer = Map::new();
        for domain in Domain::ALL {
            let parameters = domain.parameters();
            let (Some(check), Some(more)) =
                (parameters.clue_check, parameters.clue_check_extension)
            else {
                continue;
            };
            if !matches!(check.period, Period::WorkingDays(_)) {
                continue;
            }
            let extended = self.extended(received, &check, &more)?;
            let key = format!("{domain} {}+{}", check.period.count(), more.period.count());
            answer.insert(key, json!([self.last(&check, received)?, extended]));
        }
        Ok(Value::Object(answer))
    }

    fn legal_reviews(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let received = inputs.date("received_on")?;
        let mut answer = Map::new();
        for domain in Domain::ALL {
            let parameters = domain.parameters();
            let Some(review) = parameters.legal_review else {
                continue;
            };
            let (name, days) = (brief(domain), review.period.count());
            let key = format!("{name} {days}工作日");
            answer.insert(key, json!(self.last(&review, received)?));
            if let Some(more) = parameters.legal_review_extension
                && matches!(more.period, Period::Days { .. })
            {
                let extended = self.extended(received, &review, &more)?;
                let key = format!(
                    "{name}延长 {}自然日(自{days}工作日届满)",
                    more.period.count()
                );
                answer.insert(key, json!(extended));
            }
        }
        Ok(Value::Object(answer))
    }

    fn summary_filings(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let decision = inputs.date("decision_on")?;
        let mut answer = Map::new();
        for domain in Domain::ALL {
            if let Some(filing) = domain.parameters().summary_filing
                && matches!(filing.period, Period::WorkingDays(_))
            {
                let key = format!("{} {}", brief(domain), filing.period.count());
                answer.insert(key, json!(self.last(&filing, decision)?));
            }
        }
        Ok(Value::Object(answer))
    }

    fn jurisdiction(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let parameters = Domain::MarketSupervision.parameters();
        let negotiation = parameters
            .jurisdiction_negotiation
            .ok_or(Unanswered::NotCovered)?;
        let designation = parameters
            .jurisdiction_designation
            .ok_or(Unanswered::NotCovered)?;
        let reported = inputs.opt_date("report_received")?;
        Ok(json!({
            "negotiate_by": self.last(&negotiation, inputs.date("dispute_on")?)?,
            "designate_by": self.last_if(&designation, reported)?,
        }))
    }

    fn hearing_preparation(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let chair = self.last(&HEARING_CHAIR, inputs.date("request_received")?)?;
        let handover = self.last(&HEARING_HANDOVER, chair)?;
        let hearing = inputs.opt_date("hearing_date")?;
        Ok(json!({
            "appoint_host_by": chair,
            "hand_over_by": handover,
            "fix_date_by": self.last(&HEARING_DATE, handover)?,
            "notify_by": self.last_if(&HEARING_NOTICE, hearing)?,
            "public_notice_by": self.last_if(&HEARING_ANNOUNCEMENT, hearing)?,
        }))
    }

    /// From the decision, whenever the case is closed; summary decisions are not reported.
    fn credit_report(&self, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
        let summary = inputs.value("procedure").is_some()
            && inputs.procedure("procedure")? == Procedure::Summary;
        let decision = (!summary).then(|| inputs.date("decision_on")).transpose()?;
        Ok(json!({ "due": self.last_if(&CREDIT_REPORT, decision)? }))
    }

    fn extended(
        &self,
        start: CivilDate,
        limit: &Limit,
        extension: &Limit,
    ) -> Result<CivilDate, Unanswered> {
        let periods = [limit.period, extension.period];
        Ok(self
            .calendar
            .running(start, &periods, &Exclusions::NONE)?
            .due
            .due)
    }
}

/// The first of a field's two names, as tables with narrow columns write it.
fn brief(domain: Domain) -> &'static str {
    let name = domain.zh();
    name.split('/').next().unwrap_or(name)
}
