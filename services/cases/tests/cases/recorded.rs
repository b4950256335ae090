//! What every story is held to: each event reads back as it was written, the record made anew is the case that is kept, and those who
//! only follow the events come to the same step.

use cases::record::{self, Written};
use cases_domain::{CaseId, Event};
use uuid::Uuid;

use crate::office::Office;

/// More events than any story leaves.
const EVENTS: i64 = 1_000;

impl Office {
    /// Holds a case against its record; gives how many events it has.
    pub(crate) async fn stands_as_recorded(&self, case_id: &str) -> usize {
        let id = CaseId(Uuid::parse_str(case_id).unwrap());
        let mut conn = self.database.pool.acquire().await.unwrap();
        let told = feed::read::of_aggregate(&mut conn, record::AGGREGATE, case_id, 0, EVENTS)
            .await
            .unwrap();
        let mut step = "";
        let events: Vec<Event> = told
            .into_iter()
            .map(|event| {
                let payload = event.payload.unwrap();
                let written = Written {
                    type_name: payload.type_url.rsplit('/').next().unwrap().to_owned(),
                    payload: payload.value,
                };
                let moved = course::step_after(step, &written.type_name, &written.payload);
                step = moved.unwrap().unwrap_or(step);
                let event = record::read(id, &written).unwrap();
                assert_eq!(record::write(&event), written);
                event
            })
            .collect();
        let replayed = cases_domain::replay(&events).unwrap().unwrap();
        let kept = self.kept(case_id).await;
        assert_eq!(serde_json::to_value(&replayed).unwrap(), kept);
        assert_eq!(step, replayed.step_name(), "those who follow the events");
        assert_eq!(course::is_final(step), replayed.is_closed(), "{step}");
        events.len()
    }
}
