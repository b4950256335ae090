//! What the clock does in a case: everything that is due, one act after the other.

use std::collections::{BTreeMap, BTreeSet};

use calendar::{Calendar, CivilDate};
use cases_domain::{Act, ActKind, CaseId, due};
use chrono::{DateTime, Utc};
use feed::{Batch, Hash};
use refusal::{Failure, Fault};
use sqlx::PgConnection;
use uuid::Uuid;

use super::known::Known;
use super::{By, Desk, Judged, Mode, Request};
use crate::facts::Elements;
use crate::store::{self, Chained, Stored, Writing};

/// What the clock goes by in one look: the moment, the working days, the packs.
pub(crate) struct Reckoning(Known);

/// What the clock had to do in a case, judged.
pub(crate) struct Expired {
    before: Chained,
    written: Option<(Stored, Batch, Hash)>,
    /// Places of the clocks whose act is done.
    pub(crate) done: Vec<usize>,
    /// Places of the clocks whose act cannot be done, with the reason.
    pub(crate) failed: Vec<(usize, String)>,
    /// Acts that take a document number: they go the way of everybody's.
    pub(crate) numbered: Vec<(usize, Act)>,
}

impl Reckoning {
    /// The moment.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.0.now
    }

    /// The working days.
    pub(crate) fn calendar(&self) -> &Calendar {
        &self.0.calendar
    }
}

impl Expired {
    /// The case.
    pub(crate) fn case_id(&self) -> CaseId {
        self.before.stored.case.id()
    }

    /// When it was judged.
    pub(crate) fn at(&self) -> DateTime<Utc> {
        self.written
            .as_ref()
            .map_or(self.before.stored.updated_at, |(after, ..)| {
                after.updated_at
            })
    }

    /// What is to be written; none: nothing was done.
    pub(crate) fn writing(&self) -> Option<Writing<'_>> {
        let (after, batch, head) = self.written.as_ref()?;
        let before = &self.before.stored;
        Some(Writing {
            before: Some((&before.case, before.version)),
            after: &after.case,
            version: after.version,
            head: *head,
            issued: None,
            visits: Vec::new(),
            batch,
            register_seen: None,
            beside: None,
            files: Vec::new(),
            upload: None,
            taken: None,
            concluding: None,
            unmoved: None,
        })
    }
}

impl Desk {
    /// What the clock goes by now.
    pub(crate) async fn reckoning(&self, conn: &mut PgConnection) -> Result<Reckoning, Fault> {
        let now = self.clock.now();
        let changed_at = store::calendar_at(conn).await?;
        let calendar = self.calendars.of(conn, changed_at, CivilDate::of(now));
        let calendar = calendar.await?;
        let packs_at = store::packs_at(conn).await?;
        Ok(Reckoning(Known {
            packs: self.packs.of(conn, packs_at).await?,
            calendar,
            now,
            weighing: None,
            elements: Elements::default(),
            document_number: None,
            printed: None,
            account: self.account_terms(),
            granted: None,
            linked: None,
            receiver: None,
            compulsion: None,
            visits: BTreeMap::new(),
            questionings: Vec::new(),
            agencies: BTreeMap::new(),
            registered: None,
        }))
    }

    /// Everything that the clock has to do in a case, one act after the other; none: nothing.
    ///
    /// `waits` are the places of clocks whose act is not to be tried now. What cannot be done is told with its reason, and
    /// stops no other clock. No answer is kept: a clock that was settled shows it, and who was overtaken writes nothing.
    pub(crate) fn expire(
        &self,
        case: Chained,
        reckoning: &Reckoning,
        waits: impl Fn(usize) -> bool,
    ) -> Expired {
        let Reckoning(known) = reckoning;
        let (mut events, mut after) = (Vec::new(), case.stored.clone());
        let (mut done, mut failed, mut numbered) = (Vec::new(), Vec::new(), Vec::new());
        let mut tried: BTreeSet<(usize, ActKind)> = BTreeSet::new();
        loop {
            let mut pending = due(&after.case, &known.calendar).into_iter();
            let next = pending.find(|it| {
                it.at <= known.now
                    && !waits(it.place)
                    && !tried.contains(&(it.place, it.act.kind()))
            });
            let Some(next) = next else { break };
            tried.insert((next.place, next.act.kind()));
            if next.act.document().is_some() {
                numbered.push((next.place, next.act));
                continue;
            }
            let request = Request {
                request_id: Uuid::nil(),
                method: "",
                payload: Vec::new(),
                case_id: Some(after.case.id()),
                seen: None,
                from_lead: None,
                act: next.act,
                mode: Mode::Write,
                replayed: None,
            };
            let standing = Chained {
                stored: after.clone(),
                head: case.head,
            };
            match self.judge(By::Clock, &request, Some(&standing), known) {
                Ok(judged) => {
                    events.extend(judged.events);
                    after = judged.after;
                    done.push(next.place);
                }
                Err(Failure::Refusal(refusal)) => {
                    failed.push((next.place, refusal.reason().name.to_owned()));
                }
                Err(Failure::Fault(fault)) => {
                    failed.push((next.place, crate::clocks::cause(&fault)));
                }
            }
        }
        let written = (!events.is_empty()).then(|| {
            let beside = None;
            let judged = Judged {
                events,
                after,
                beside,
            };
            let name = format!("{} {}", judged.after.case.id(), case.stored.version);
            let request_id = crate::clocks::request_id(&name);
            let by = crate::clocks::PRINCIPAL;
            let (batch, head) = self.link(by, (request_id, ""), Some(&case), &judged);
            (judged.after, batch, head)
        });
        Expired {
            before: case,
            written,
            done,
            failed,
            numbered,
        }
    }
}
