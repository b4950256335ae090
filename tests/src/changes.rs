//! Elements as two clerks change them: one proposes, another publishes.

use contract::elements::v1::element::Body;
use contract::elements::v1::{
    ChangeState, Element, ProposeChangeRequest, ProposedEntry, PublishChangeRequest,
};
use suite::client::Client;

use crate::Stage;

/// Two clerks of the province.
#[derive(Debug)]
pub struct Clerks {
    proposes: Client,
    publishes: Client,
}

impl Clerks {
    /// Signs both in.
    pub async fn sign_in(stage: &Stage) -> Self {
        Self {
            proposes: stage.sign_in("su.mingyuan").await,
            publishes: stage.sign_in("ke.shuwen").await,
        }
    }

    /// Has elements published that hold from a day on.
    ///
    /// # Panics
    /// When either is refused.
    pub async fn publish(&self, stage: &Stage, valid_from: &str, bodies: Vec<Body>) {
        let entry = |body: Body| ProposedEntry {
            element: Some(Element { body: Some(body) }),
            valid_from: valid_from.to_owned(),
            ..ProposedEntry::default()
        };
        let proposal = ProposeChangeRequest {
            request_id: stage.request_id(),
            title: "执法要素变更".to_owned(),
            entries: bodies.into_iter().map(entry).collect(),
            ..ProposeChangeRequest::default()
        };
        let proposed = self.proposes.changes().propose_change(proposal).await;
        let proposed = proposed
            .expect("the change is proposed")
            .into_inner()
            .change;
        let publication = PublishChangeRequest {
            request_id: stage.request_id(),
            change_id: proposed.expect("there is a change").change_id,
            ..PublishChangeRequest::default()
        };
        let published = self.publishes.changes().publish_change(publication).await;
        let published = published.expect("the change is published").into_inner();
        let state = published.change.map(|change| change.state());
        assert_eq!(state, Some(ChangeState::Published));
    }
}
