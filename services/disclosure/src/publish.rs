//! What becomes of a publication: when a case goes on, when the day comes, when the agency says so. Pure.

use calendar::{Calendar, CivilDate};
use contract::disclosure::v1::{
    DecisionExpired, DecisionPublished, DecisionWithdrawn, DecisionWithheld,
};

use crate::mask::{mask, masked_reasons};
use crate::publication::{Publication, REVOKED, State, Told};
use crate::rules::{Book, VERSION, Verdict, rule};
use crate::served::{Served, Turn};

/// What decides about publications.
#[derive(Debug, Clone)]
pub struct Office {
    /// The rules.
    pub book: Book,
    /// Working days.
    pub calendar: Calendar,
}

impl Office {
    /// A case went on, on a day: prepares its publication, and says what there is to tell. `today` is the day of the
    /// platform; the two differ when events come late.
    ///
    /// A publication that was told of already is not told again: the same events applied anew change nothing, those of a decision
    /// that has fallen since among them. A decision made anew, or changed, takes the place of the one that fell.
    pub fn went_on(
        &self,
        publication: &mut Publication,
        served: &Served,
        turn: Turn,
        on: CivilDate,
        today: CivilDate,
    ) -> Option<Told> {
        let decision = mask(served);
        if decision.as_ref().is_some_and(|it| publication.is_over(it)) {
            return None;
        }
        // Until another decision may be published, why the former was withdrawn stays in its place.
        if turn == Turn::Publishable && publication.has_ended() {
            publication.begin_anew();
        }
        match (turn, publication.state) {
            (Turn::Changed, State::Published) => {
                let taken_up = decision.is_some_and(|it| publication.is_of(&it));
                (!taken_up).then(|| self.withdraw(publication, served, today))?
            }
            (Turn::Decided | Turn::Changed, State::Pending) => {
                self.prepare(publication, served, None, today);
                None
            }
            (Turn::Publishable, State::Pending) => {
                self.prepare(publication, served, Some(on), today);
                self.publish_or_withhold(publication, served, on, today)
            }
            (Turn::Revoked, State::Pending) => Some(revoked(publication, served, today)),
            (Turn::Revoked, State::Published) => self.withdraw(publication, served, today),
            _ => None,
        }
    }

    /// The day has come: what is to be told of a publication that waited, or that was shown long enough.
    pub fn day_came(
        &self,
        publication: &Publication,
        served: Option<&Served>,
        today: CivilDate,
    ) -> Option<Told> {
        match publication.state {
            State::Published if !publication.is_shown(today) => {
                Some(Told::Expired(DecisionExpired {
                    case_id: publication.case_id.to_string(),
                    expired_date: today.to_string(),
                    origin: String::new(),
                }))
            }
            State::Pending if publication.body.publish_on.is_some_and(|on| on <= today) => {
                let served = served?;
                // Judged as of the day that had been fixed: what has come is not put off again.
                self.publish_or_withhold(publication, served, today, today)
                    .or_else(|| self.publish_now(publication, served, today))
            }
            _ => None,
        }
    }

    /// A withholding was undone: the decision is published now if it has been served and the rules allow, or waits.
    pub fn released(
        &self,
        publication: &mut Publication,
        served: &Served,
        today: CivilDate,
    ) -> Option<Told> {
        self.prepare(publication, served, None, today);
        if !served.served {
            return None;
        }
        self.publish_or_withhold(publication, served, today, today)
            .or_else(|| self.publish_now(publication, served, today))
    }

    /// What the public will see, and by when.
    fn prepare(
        &self,
        publication: &mut Publication,
        served: &Served,
        served_on: Option<CivilDate>,
        today: CivilDate,
    ) {
        if let Some(decision) = mask(served) {
            publication.show(decision);
        }
        VERSION.clone_into(&mut publication.body.rules_version);
        match self
            .book
            .judge(served, &self.calendar, served_on.unwrap_or(today))
        {
            Some(Verdict::Publish(terms)) => {
                publication.body.due = Some(terms.due);
                publication.body.publish_on = served_on.map(|_| terms.on);
                publication.body.citation = terms.citation;
            }
            Some(Verdict::Withhold { ground, due }) => {
                publication.body.due = Some(due);
                publication.body.citation = ground.citation();
            }
            None => {}
        }
    }

    fn publish_or_withhold(
        &self,
        publication: &Publication,
        served: &Served,
        on: CivilDate,
        today: CivilDate,
    ) -> Option<Told> {
        match self.book.judge(served, &self.calendar, on)? {
            Verdict::Publish(terms) if terms.on <= today => {
                self.publish_now(publication, served, today)
            }
            Verdict::Publish(_) => None,
            Verdict::Withhold { ground, .. } => Some(Told::Withheld(DecisionWithheld {
                case_id: publication.case_id.to_string(),
                kind: served.kind().into(),
                reason: ground.name().to_owned(),
                reason_text: ground.zh().to_owned(),
                citation: ground.citation(),
                withheld_date: today.to_string(),
                agency_id: served.agency_id.clone(),
                origin: String::new(),
                by_rule: true,
            })),
        }
    }

    fn publish_now(
        &self,
        publication: &Publication,
        served: &Served,
        today: CivilDate,
    ) -> Option<Told> {
        let decision = mask(served)?;
        let Verdict::Publish(terms) = self.book.judge(served, &self.calendar, today)? else {
            return None;
        };
        Some(Told::Published(Box::new(DecisionPublished {
            case_id: publication.case_id.to_string(),
            decision: Some(decision),
            due_date: terms.due.to_string(),
            published_date: today.to_string(),
            display_until: self.book.until_when_published(served, today)?.to_string(),
            citation: terms.citation,
            origin: String::new(),
            rules_version: VERSION.to_owned(),
        })))
    }

    fn withdraw(
        &self,
        publication: &Publication,
        served: &Served,
        today: CivilDate,
    ) -> Option<Told> {
        let revocation = served.revocation.as_ref()?;
        let on = CivilDate::parse(&revocation.date).unwrap_or(today);
        let due = self.book.withdrawal_due(served.kind(), &self.calendar, on);
        Some(Told::Withdrawn(DecisionWithdrawn {
            case_id: publication.case_id.to_string(),
            reasons: masked_reasons(served, revocation),
            due_date: due.to_string(),
            withdrawn_date: today.to_string(),
            citation: rule(served.kind()).withdraw.citation.to_string(),
            origin: String::new(),
        }))
    }
}

/// It no longer stands before anybody saw it.
fn revoked(publication: &Publication, served: &Served, today: CivilDate) -> Told {
    Told::Withheld(DecisionWithheld {
        case_id: publication.case_id.to_string(),
        kind: served.kind().into(),
        reason: REVOKED.to_owned(),
        reason_text: "决定在公示前已被撤销、变更、确认违法或者确认无效".to_owned(),
        citation: rule(served.kind()).withdraw.citation.to_string(),
        withheld_date: today.to_string(),
        agency_id: served.agency_id.clone(),
        origin: String::new(),
        by_rule: true,
    })
}
