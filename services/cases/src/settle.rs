//! What disclosure has told becomes acts, through the same path as everybody's, so that a case's own record says what became
//! of the duty to publish it.
//!
//! Following ([`crate::follow::Disclosures`]) writes down what is to be settled in its own transaction, and this takes it from
//! there: nothing is lost between the two. A row goes once its act is written; request ids that follow from disclosure's event,
//! and a clock that settles only once, make a second try harmless.

use std::collections::BTreeSet;

use cases_domain::{Act, CaseId, Guard, NoteDisclosure};
use refusal::{Code, Failure, Fault, Refusal};
use sqlx::PgConnection;

use crate::clocks::{Ticked, cause, request_id};
use crate::handle::{By, Desk, Mode, Request};
use crate::store::{self, Settlement};

/// Principal under which what disclosure tells is recorded.
pub const PRINCIPAL: &str = "service:cases";

/// "Method" under which these acts are kept.
const METHOD: &str = "/yifa.cases.disclosure/Settle";

/// Settlements looked at in one statement.
const PAGE: i64 = 500;

/// Settles everything that disclosure has told so far.
pub(crate) async fn settle(
    desk: &Desk,
    leading: &mut PgConnection,
    ticked: &mut Ticked,
) -> Result<(), Fault> {
    // What comes later in a case waits for what came before.
    let mut waiting: BTreeSet<CaseId> = BTreeSet::new();
    let mut after = 0;
    loop {
        let page = store::settlements(leading, after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.position;
        for settlement in page {
            if waiting.contains(&settlement.case_id) {
                continue;
            }
            let request = request(&settlement);
            let handled = desk.handle(By::Platform, &settlement.trace_id, &request);
            match Box::pin(handled).await {
                Ok(_) => ticked.acts += 1,
                Err(Failure::Refusal(refusal)) if is_settled(&refusal) => {
                    tracing::debug!(case.id = %settlement.case_id, reason = refusal.reason().name, "nothing left to settle");
                }
                Err(failure) => {
                    ticked.troubles += 1;
                    waiting.insert(settlement.case_id);
                    let error = match &failure {
                        Failure::Refusal(refusal) => refusal.reason().name.to_owned(),
                        Failure::Fault(fault) => cause(fault),
                    };
                    tracing::warn!(case.id = %settlement.case_id, error, "what disclosure told stays to be settled");
                    continue;
                }
            }
            store::settled(desk.pool(), settlement.position).await?;
        }
    }
}

/// Whether there is nothing to be settled, now or later: the duty does not run, or there is no such case.
fn is_settled(refusal: &Refusal) -> bool {
    let reason = refusal.reason();
    reason.name == Guard::DeadlineRunning.reason().name || reason.code == Code::Absent
}

/// The request for a settlement: the same for the same event, whoever makes it.
fn request(settlement: &Settlement) -> Request {
    let name = format!("disclosure {}", settlement.event_id);
    Request {
        request_id: request_id(&name),
        method: METHOD,
        payload: name.into_bytes(),
        case_id: Some(settlement.case_id),
        seen: None,
        from_lead: None,
        act: Act::NoteDisclosure(NoteDisclosure {
            disclosed: settlement.disclosed,
            on: settlement.on,
        }),
        mode: Mode::Write,
        replayed: None,
    }
}
