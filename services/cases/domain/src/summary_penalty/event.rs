//! Events of a summary penalty, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Collection, Handover, Heard, Kind, SummaryDecision, SummaryPenalty};
use crate::inspection::Conclusion;
use crate::penalty::Payment;
use crate::procedure::Outcome;
use crate::procedure::summary::Step;
use crate::{CaseId, Event as AnyEvent, Fen, FineRange, OfficerId, Opening, Signature, in_yuan};

/// Something that has happened in a summary penalty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 当场查处
    SummaryOpened(Box<SummaryOpened>),
    /// 已告知并听取陈述申辩
    SummaryHeard(SummaryHeard),
    /// 已当场作出处罚决定
    SummaryDecided(SummaryDecided),
    /// 决定书已当场交付
    SummaryHandedOver(SummaryHandedOver),
    /// 当场处罚已备案
    SummaryFiled(SummaryFiled),
    /// 已转普通程序
    SummaryConverted(SummaryConverted),
}

/// A summary penalty was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryOpened {
    /// The case.
    pub opening: Opening,
    /// The act that is punished.
    pub facts: String,
    /// Where it was done.
    pub place: String,
    /// Day of the act.
    pub act_on: CivilDate,
    /// Day.
    pub on: CivilDate,
    /// Fine the item allows for this party.
    pub range: FineRange,
    /// Government to which the party may apply for review.
    pub review_body: String,
}

/// The party was told and heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryHeard {
    /// What was told and said.
    pub heard: Heard,
}

/// The penalty was decided on the spot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryDecided {
    /// The decision.
    pub decision: SummaryDecision,
}

/// The decision was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryHandedOver {
    /// How the party signed for it, or that it would not.
    pub signature: Signature,
    /// Day.
    pub on: CivilDate,
    /// Whether there is a fine to pay.
    pub to_pay: bool,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// The decision was filed with the agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryFiled {
    /// Remarks.
    pub remarks: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who filed it.
    pub by: OfficerId,
}

/// It goes on as an ordinary case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryConverted {
    /// The ordinary case.
    pub ordinary_case: CaseId,
    /// Why.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::SummaryOpened(_) => "SummaryOpened",
            Self::SummaryHeard(_) => "SummaryHeard",
            Self::SummaryDecided(_) => "SummaryDecided",
            Self::SummaryHandedOver(_) => "SummaryHandedOver",
            Self::SummaryFiled(_) => "SummaryFiled",
            Self::SummaryConverted(_) => "SummaryConverted",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::SummaryOpened(_) => Kind::OpenSummary,
            Self::SummaryHeard(_) => Kind::HearOnSpot,
            Self::SummaryDecided(_) => Kind::DecideOnSpot,
            Self::SummaryHandedOver(_) => Kind::HandOverDecision,
            Self::SummaryFiled(_) => Kind::FileSummary,
            Self::SummaryConverted(_) => Kind::ConvertSummary,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::SummaryHandedOver(it) if it.to_pay => Outcome::ToPay,
            Self::SummaryHandedOver(_) => Outcome::NothingToPay,
            _ => Outcome::Done,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::SummaryOpened(it) => {
                let names: Vec<&str> = it
                    .opening
                    .officers
                    .iter()
                    .map(|o| o.name.as_str())
                    .collect();
                let (party, names) = (&it.opening.party.name, names.join("、"));
                format!("当场查处，当事人：{party}，执法人员：{names}")
            }
            Self::SummaryHeard(it) if it.heard.statement.is_empty() => {
                "当场告知拟处罚内容，当事人未陈述申辩".to_owned()
            }
            Self::SummaryHeard(it) => {
                let adopted = if it.heard.adopted {
                    "予以采纳"
                } else {
                    "不予采纳"
                };
                format!("当场告知拟处罚内容，听取陈述申辩，{adopted}")
            }
            Self::SummaryDecided(it) => {
                let decision = &it.decision;
                let number = decision.document_number.as_ref();
                let number = number.map_or_else(String::new, |it| format!("，文号：{it}"));
                if decision.fine == Fen::ZERO {
                    format!("当场作出处罚决定：警告{number}")
                } else {
                    let fine = in_yuan(decision.fine);
                    let collection = decision.collection.zh();
                    format!("当场作出处罚决定：罚款{fine}，{collection}{number}")
                }
            }
            Self::SummaryHandedOver(it) => {
                format!("当场交付决定书，当事人{}", it.signature.manner.zh())
            }
            Self::SummaryFiled(_) => "当场处罚决定报所属机关备案".to_owned(),
            Self::SummaryConverted(it) => format!("转为普通程序：{}", it.reasons),
        }
    }

    /// The day of the step.
    pub(crate) const fn step_on(&self) -> Option<CivilDate> {
        match self {
            Self::SummaryOpened(_) | Self::SummaryFiled(_) => None,
            Self::SummaryHeard(it) => Some(it.heard.on),
            Self::SummaryDecided(it) => Some(it.decision.on),
            Self::SummaryHandedOver(it) => Some(it.on),
            Self::SummaryConverted(it) => Some(it.on),
        }
    }

    /// Officers who took part in handling.
    pub(crate) fn handlers(&self) -> Vec<OfficerId> {
        match self {
            Self::SummaryOpened(_) => Vec::new(),
            Self::SummaryHeard(it) => it.heard.officers.iter().map(|it| it.id.clone()).collect(),
            Self::SummaryDecided(it) => it
                .decision
                .officers
                .iter()
                .map(|it| it.id.clone())
                .collect(),
            Self::SummaryHandedOver(it) => vec![it.by.clone()],
            Self::SummaryFiled(it) => vec![it.by.clone()],
            Self::SummaryConverted(it) => vec![it.by.clone()],
        }
    }
}

/// The summary penalty that an opening makes.
pub(crate) fn opened(it: &SummaryOpened) -> SummaryPenalty {
    SummaryPenalty {
        step: Step::Opened,
        facts: it.facts.clone(),
        place: it.place.clone(),
        act_on: it.act_on,
        opened_on: it.on,
        range: it.range,
        review_body: it.review_body.clone(),
        hearing: None,
        decision: None,
        handover: None,
        payments: Vec::new(),
        filed_on: None,
        converted_to: None,
        conclusion: None,
        revocation: None,
    }
}

/// What an event adds to the file.
pub(crate) fn evolve(penalty: &mut SummaryPenalty, event: &AnyEvent) {
    match event {
        AnyEvent::Summary(Event::SummaryHeard(it)) => penalty.hearing = Some(it.heard.clone()),
        AnyEvent::Summary(Event::SummaryDecided(it)) => {
            penalty.decision = Some(it.decision.clone());
        }
        AnyEvent::Summary(Event::SummaryHandedOver(it)) => {
            penalty.handover = Some(Handover {
                signature: it.signature.clone(),
                on: it.on,
            });
        }
        AnyEvent::Summary(Event::SummaryFiled(it)) => penalty.filed_on = Some(it.on),
        AnyEvent::Summary(Event::SummaryConverted(it)) => {
            penalty.converted_to = Some(it.ordinary_case);
        }
        AnyEvent::PaymentRecorded(payment) => penalty.payments.push(Payment {
            amount: payment.amount,
            receipt: payment.receipt.clone(),
            on: payment.on,
        }),
        AnyEvent::CaseClosed(closed) => {
            penalty.conclusion = Some(Conclusion {
                text: closed.conclusion.clone(),
                on: closed.on,
            });
        }
        AnyEvent::DecisionRevoked(revocation) => penalty.revocation = Some(revocation.clone()),
        _ => {}
    }
}

impl SummaryDecided {
    /// How the fine is collected: what the hand-over of cash goes by.
    pub const fn collection(&self) -> Collection {
        self.decision.collection
    }
}
