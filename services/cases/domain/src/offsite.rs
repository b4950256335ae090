//! 非现场执法 (行政处罚法 §41): what an electronic device recorded becomes evidence only after the device was reviewed and its place
//! published, the record was verified by an officer, and the party was told of it and of how to see it and answer.
//!
//! A side procedure of an inquiry, once for each record. A record that does not stand verification is not used. The inquiry
//! does not end over a record that nobody has verified, or of which the party knows nothing ([`none_open`]).

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::guard::{Fails, View};
use crate::procedure::Stage as _;
use crate::{Case, OfficerId, Service};

pub use act::{Act, Kind, RecordCapture, TellCapture, VerifyCapture};
pub use event::{CaptureRecorded, CaptureTold, CaptureVerified, Event};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::{decide, drafted};
pub(crate) use event::evolve;

/// What a device recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// The record.
    pub taken: Taken,
    /// Officer who put it in.
    pub recorded_by: OfficerId,
    /// What verification came to; none: nobody has verified it yet.
    pub verified: Option<Verified>,
    /// How the party was told; none: it was not yet.
    pub told: Option<Told>,
}

/// A record and the device that took it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The device.
    pub device: Device,
    /// What it shows.
    pub shows: String,
    /// When it was taken.
    pub at: DateTime<Utc>,
    /// SM3 of the file's bytes in hexadecimal.
    pub content_hash: String,
}

/// A device that monitors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub place: String,
    /// Law or administrative regulation under which it is used.
    pub basis: String,
    /// Legal review (法制审核); none: there was none.
    pub legal_review: Option<Paper>,
    /// Technical review (技术审核); none: there was none.
    pub technical_review: Option<Paper>,
    /// Publication of its place; none: it was not published.
    pub publication: Option<Paper>,
}

/// A paper by which something was done, and the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Number or address.
    pub reference: String,
    /// Day.
    pub on: CivilDate,
}

/// What verification came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// Whether it is true, clear, complete and accurate.
    pub sound: bool,
    /// What was looked at, and why.
    pub opinion: String,
    /// Day.
    pub on: CivilDate,
    /// Officer.
    pub by: OfficerId,
}

/// How the party was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// How, when and to whom.
    pub service: Service,
    /// How it sees the record, states and defends itself.
    pub access: String,
    /// Officer.
    pub by: OfficerId,
}

/// Where each of the case's records stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let captures = case.captures.iter();
    captures.map(|it| (it.number, it.step)).collect()
}

/// Every record was verified; of each that stands the party was told.
pub(crate) fn none_open(view: &View<'_>) -> Result<(), Fails> {
    let mut captures = view.case.into_iter().flat_map(|case| &case.captures);
    match captures.find(|it| !it.step.is_final()) {
        Some(open) if open.step == Step::Captured => Err(format!(
            "第{}号电子技术监控记录未经审核，不得作为处罚的证据",
            open.number
        )),
        Some(open) => Err(format!(
            "第{}号电子技术监控记录的违法事实尚未告知当事人",
            open.number
        )),
        None => Ok(()),
    }
}

/// The record of this number.
fn find(case: &Case, number: u32) -> Option<&Capture> {
    case.captures.iter().find(|it| it.number == number)
}
