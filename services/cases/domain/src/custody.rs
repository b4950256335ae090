//! 证据保管交接: who holds an exhibit, and how it came from hand to hand.
//!
//! A side procedure: each hand-over is a thing of its own, given by whoever holds the exhibit and done once it is received.
//! The first to hold an exhibit is the officer who put it on file.

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Case, OfficerId, exhibit};

pub use act::{Act, HandOver, Kind, ReceiveCustody, TakeBack};
pub use event::{Event, HandedOver, Received, TakenBack};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;

/// A hand-over of an exhibit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// Number of the exhibit.
    pub exhibit: u32,
    /// Who held it.
    pub from: Holder,
    /// Who is to hold it.
    pub to: Holder,
    /// What for.
    pub why: String,
    /// When it was handed over.
    pub at: DateTime<Utc>,
    /// Officer who handed it over.
    pub by: OfficerId,
    /// In what state it was received, or why it was taken back; empty: neither yet.
    pub remark: String,
    /// When it was received or taken back.
    pub ended_at: Option<DateTime<Utc>>,
    /// Officer who received it, or recorded the receipt.
    pub ended_by: Option<OfficerId>,
}

/// Who holds an exhibit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// 执法人员
    Officer(OfficerId),
    /// 其他单位或者个人, e.g. a laboratory, with who received it there
    Outside(String),
}

impl Holder {
    /// Who it is, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Officer(id) => format!("人员{id}"),
            Self::Outside(name) => name.clone(),
        }
    }
}

/// Who holds an exhibit now; none: there is no such exhibit.
pub fn holder(case: &Case, exhibit: u32) -> Option<Holder> {
    let mut newest_first = case.custody.iter().rev();
    let received = newest_first.find(|it| it.exhibit == exhibit && it.step == Step::Received);
    if let Some(transfer) = received {
        return Some(transfer.to.clone());
    }
    let exhibit = exhibit::find(case, exhibit)?;
    let first = exhibit.officers.first()?;
    Some(Holder::Officer(first.id.clone()))
}

/// Where each of the case's hand-overs stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    case.custody.iter().map(|it| (it.number, it.step)).collect()
}

/// The hand-over of this number.
fn find(case: &Case, number: u32) -> Option<&Transfer> {
    case.custody.iter().find(|it| it.number == number)
}
