//! Events of custody, and what they make of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Holder, Kind, Step, Transfer};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, OfficerId};

/// Something that has happened to the custody of an exhibit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 证据已移交
    HandedOver(HandedOver),
    /// 证据已接收
    Received(Received),
    /// 证据移交已收回
    TakenBack(TakenBack),
}

/// An exhibit was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// Number of the hand-over.
    pub number: u32,
    /// Number of the exhibit.
    pub exhibit: u32,
    /// Who held it.
    pub from: Holder,
    /// Who is to hold it.
    pub to: Holder,
    /// What for.
    pub why: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Officer who handed it over.
    pub by: OfficerId,
}

/// It was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// Number of the hand-over.
    pub number: u32,
    /// In what state, and by what receipt.
    pub remark: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Officer who received it, or recorded the receipt.
    pub by: OfficerId,
}

/// It was not received, and taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// Number of the hand-over.
    pub number: u32,
    /// Why.
    pub reasons: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Officer who took it back.
    pub by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::HandedOver(_) => "CustodyHandedOver",
            Self::Received(_) => "CustodyReceived",
            Self::TakenBack(_) => "CustodyTakenBack",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::HandedOver(_) => Kind::HandOver,
            Self::Received(_) => Kind::ReceiveCustody,
            Self::TakenBack(_) => Kind::TakeBack,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::HandedOver(it) => format!(
                "第{}号证据材料由{}移交{}：{}",
                it.exhibit,
                it.from.zh(),
                it.to.zh(),
                it.why
            ),
            Self::Received(it) => format!("已接收移交的证据材料：{}", it.remark),
            Self::TakenBack(it) => format!("收回移交的证据材料：{}", it.reasons),
        }
    }
}

/// The case after an event of custody; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Custody(event.kind());
    let (number, remark, at, by) = match event {
        Event::HandedOver(it) => {
            case.handlers.insert(it.by.clone());
            case.custody.push(Transfer {
                number: it.number,
                step: Step::after(None, kind, Outcome::Done)?,
                exhibit: it.exhibit,
                from: it.from.clone(),
                to: it.to.clone(),
                why: it.why.clone(),
                at: it.at,
                by: it.by.clone(),
                remark: String::new(),
                ended_at: None,
                ended_by: None,
            });
            return Some(());
        }
        Event::Received(it) => (it.number, &it.remark, it.at, &it.by),
        Event::TakenBack(it) => (it.number, &it.reasons, it.at, &it.by),
    };
    case.handlers.insert(by.clone());
    let mut transfers = case.custody.iter_mut();
    let transfer = transfers.find(|it| it.number == number)?;
    transfer.step = Step::after(Some(transfer.step), kind, Outcome::Done)?;
    transfer.remark.clone_from(remark);
    transfer.ended_at = Some(at);
    transfer.ended_by = Some(by.clone());
    Some(())
}
