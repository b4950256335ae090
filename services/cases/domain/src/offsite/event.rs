//! Events about the record of a device, and what they make of it.

use serde::{Deserialize, Serialize};

use super::{Capture, Kind, Step, Taken, Told, Verified};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, Evidence, EvidenceKind, OfficerId, Procedure};

/// Something that has happened with the record of a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已登记
    CaptureRecorded(CaptureRecorded),
    /// 已审核
    CaptureVerified(CaptureVerified),
    /// 已告知
    CaptureTold(CaptureTold),
}

/// A record was put in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureRecorded {
    /// Its number.
    pub number: u32,
    /// The record.
    pub taken: Taken,
    /// Officer.
    pub by: OfficerId,
}

/// A record was verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureVerified {
    /// Its number.
    pub number: u32,
    /// What it came to.
    pub verified: Verified,
    /// Number as a piece of evidence; 0: it is none.
    pub evidence: u32,
}

/// The party was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureTold {
    /// Its number.
    pub number: u32,
    /// How.
    pub told: Told,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::CaptureRecorded(_) => "CaptureRecorded",
            Self::CaptureVerified(_) => "CaptureVerified",
            Self::CaptureTold(_) => "CaptureTold",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::CaptureRecorded(_) => Kind::RecordCapture,
            Self::CaptureVerified(_) => Kind::VerifyCapture,
            Self::CaptureTold(_) => Kind::TellCapture,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::CaptureVerified(it) if it.verified.sound => Outcome::Passed,
            Self::CaptureVerified(_) => Outcome::Returned,
            Self::CaptureRecorded(_) | Self::CaptureTold(_) => Outcome::Done,
        }
    }

    const fn number(&self) -> u32 {
        match self {
            Self::CaptureRecorded(it) => it.number,
            Self::CaptureVerified(it) => it.number,
            Self::CaptureTold(it) => it.number,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::CaptureRecorded(it) => format!(
                "登记电子技术监控记录：设备{}（{}），{}",
                it.taken.device.number, it.taken.device.place, it.taken.shows
            ),
            Self::CaptureVerified(it) if it.verified.sound => {
                format!("记录经审核符合要求：{}", it.verified.opinion)
            }
            Self::CaptureVerified(it) => {
                format!("记录经审核不符合要求，不作为证据：{}", it.verified.opinion)
            }
            Self::CaptureTold(it) => {
                format!(
                    "告知记录所载违法事实和查询、陈述、申辩途径：{}",
                    it.told.access
                )
            }
        }
    }
}

/// The case after an event about the record of a device; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Offsite(event.kind());
    let number = event.number();
    let before = case.captures.iter().position(|it| it.number == number);
    let from = before.and_then(|at| Some(case.captures.get(at)?.step));
    let step = Step::after(from, kind, event.outcome())?;
    match event {
        Event::CaptureRecorded(it) => {
            case.handlers.insert(it.by.clone());
            case.captures.push(Capture {
                number,
                step,
                taken: it.taken.clone(),
                recorded_by: it.by.clone(),
                verified: None,
                told: None,
            });
        }
        Event::CaptureVerified(it) => {
            case.handlers.insert(it.verified.by.clone());
            let capture = case.captures.get_mut(before?)?;
            capture.step = step;
            capture.verified = Some(it.verified.clone());
            let taken = capture.taken.clone();
            put_on_file(case, it.evidence, taken);
        }
        Event::CaptureTold(it) => {
            case.handlers.insert(it.told.by.clone());
            let capture = case.captures.get_mut(before?)?;
            capture.step = step;
            capture.told = Some(it.told.clone());
        }
    }
    Some(())
}

/// A record that stood verification is a piece of evidence of a penalty (行政处罚法 §41(2), §46).
fn put_on_file(case: &mut Case, number: u32, taken: Taken) {
    if let Procedure::OrdinaryPenalty(penalty) = &mut case.procedure
        && number > 0
    {
        penalty.evidence.push(Evidence {
            number,
            kind: EvidenceKind::Audiovisual,
            description: format!(
                "设备{}的电子技术监控记录：{}",
                taken.device.number, taken.shows
            ),
            collected: taken.at,
            content_hash: taken.content_hash,
            exhibits: Vec::new(),
        });
    }
}
