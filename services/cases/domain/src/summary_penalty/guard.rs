//! What a summary penalty asks for (行政处罚法 §51 to §53, §68, §69).

use refusal::Reason;
use statute::penalty::{Procedure, cash_ground, summary_allowed};
use statute::{Citation, Law, PenaltyKind};

use super::{Act, DecideOnSpot, HowCollected, SummaryPenalty, reasons};
use crate::guard::{Fails, View};
use crate::inspection::{Guard as InspectionGuard, penalty_filed};
use crate::{Act as AnyAct, Case, Fen, PartyKind, SignatureManner, in_yuan};

/// A condition of the law for an act of a summary penalty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The item is open to the procedure.
    OpenToItem,
    /// The party was told and heard.
    Heard,
    /// The facts are clear.
    FactsClear,
    /// The fine is within the limit for the kind of party.
    WithinLimit,
    /// The fine is within the item's range.
    InRange,
    /// The fine is not heavier than told.
    AsTold,
    /// A fine collected on the spot has its ground.
    CashGrounded,
    /// Decision and hand-over are made on the spot.
    OnTheSpot,
    /// A refused signature has a witness.
    SignatureWitnessed,
    /// The decision is not filed with the agency yet.
    NotFiledYet,
    /// It is.
    Filed,
    /// It has been performed.
    Performed,
    /// The ordinary case was filed from this one.
    OrdinaryFiled,
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::OpenToItem,
        Self::Heard,
        Self::FactsClear,
        Self::WithinLimit,
        Self::InRange,
        Self::AsTold,
        Self::CashGrounded,
        Self::OnTheSpot,
        Self::SignatureWitnessed,
        Self::NotFiledYet,
        Self::Filed,
        Self::Performed,
        Self::OrdinaryFiled,
    ];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::OpenToItem => "事项适用简易程序",
            Self::Heard => "已当场告知并听取陈述申辩",
            Self::FactsClear => "违法事实确凿",
            Self::WithinLimit => "罚款在简易程序限额内",
            Self::InRange => "罚款在法定幅度内",
            Self::AsTold => "罚款不重于当场告知",
            Self::CashGrounded => "当场收缴有法定情形",
            Self::OnTheSpot => "当场决定、当场交付",
            Self::SignatureWitnessed => "拒绝签收的有见证或者录像",
            Self::NotFiledYet => "尚未备案",
            Self::Filed => "已报所属行政机关备案",
            Self::Performed => "处罚已履行",
            Self::OrdinaryFiled => "已以本案为来源立案",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::OpenToItem => (&reasons::SUMMARY_NOT_OPEN, penalty(51)),
            Self::Heard => (&reasons::SUMMARY_NOT_HEARD, penalty(44)),
            Self::FactsClear => (&reasons::SUMMARY_FACTS_UNCLEAR, penalty(51)),
            Self::WithinLimit => (&reasons::SUMMARY_ABOVE_LIMIT, penalty(51)),
            Self::InRange => (&reasons::SUMMARY_FINE_OUTSIDE_RANGE, penalty(4)),
            Self::AsTold => (&reasons::SUMMARY_FINE_ABOVE_TOLD, penalty(45).paragraph(2)),
            Self::CashGrounded => (&reasons::CASH_WITHOUT_GROUND, penalty(68)),
            Self::OnTheSpot => (&reasons::SUMMARY_NOT_ON_THE_SPOT, penalty(52).paragraph(1)),
            Self::SignatureWitnessed => (
                &reasons::SUMMARY_SIGNATURE_UNWITNESSED,
                penalty(52).paragraph(1),
            ),
            Self::NotFiledYet => (&reasons::SUMMARY_FILED_ALREADY, penalty(52).paragraph(3)),
            Self::Filed => (&reasons::SUMMARY_NOT_FILED, penalty(52).paragraph(3)),
            Self::Performed => (&reasons::SUMMARY_NOT_PERFORMED, penalty(53)),
            Self::OrdinaryFiled => InspectionGuard::PenaltyFiled.rule(),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::OpenToItem => open_to_item(view),
            Self::OrdinaryFiled => penalty_filed(view),
            // The table answers them.
            Self::Heard | Self::Performed => Ok(()),
            _ => match view.case.and_then(|case| Some((case, case.summary()?))) {
                Some((case, it)) => self.check_of(view, case, it),
                None => Ok(()),
            },
        }
    }

    fn check_of(self, view: &View<'_>, case: &Case, it: &SummaryPenalty) -> Result<(), Fails> {
        match (self, view.act) {
            (Self::NotFiledYet, _) if it.filed_on.is_some() => {
                Err("当场处罚决定已经备案".to_owned())
            }
            (Self::Filed, _) if it.filed_on.is_none() => {
                Err("当场处罚决定尚未报所属行政机关备案".to_owned())
            }
            (_, Some(AnyAct::Summary(Act::DecideOnSpot(act)))) => {
                self.check_decision(view, case, it, act)
            }
            (_, Some(AnyAct::Summary(Act::HandOverDecision(act)))) => match self {
                Self::OnTheSpot => match &it.decision {
                    Some(decision) if act.on != decision.on => Err(format!(
                        "决定于{}作出，{}才交付",
                        decision.on.zh(),
                        act.on.zh()
                    )),
                    _ => Ok(()),
                },
                Self::SignatureWitnessed
                    if act.signature.manner != SignatureManner::Signed
                        && act.signature.witness.is_empty() =>
                {
                    Err(format!(
                        "当事人{}，没有注明见证人或者录像",
                        act.signature.manner.zh()
                    ))
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn check_decision(
        self,
        view: &View<'_>,
        case: &Case,
        it: &SummaryPenalty,
        act: &DecideOnSpot,
    ) -> Result<(), Fails> {
        let party = case.opening.party.kind;
        match self {
            Self::FactsClear if !act.facts_clear => Err("执法人员认为违法事实不确凿".to_owned()),
            Self::WithinLimit if !within_limit(party, act.fine) => Err(format!(
                "罚款{}超过对该类当事人可以当场处罚的数额",
                in_yuan(act.fine)
            )),
            Self::InRange if act.fine > Fen::ZERO && !it.range.allows(act.fine) => Err(format!(
                "罚款{}不在法定幅度{}之内",
                in_yuan(act.fine),
                it.range
            )),
            Self::AsTold => match &it.hearing {
                Some(heard) if act.fine > heard.intended_fine => Err(format!(
                    "罚款{}重于当场告知的{}",
                    in_yuan(act.fine),
                    in_yuan(heard.intended_fine)
                )),
                _ => Ok(()),
            },
            Self::CashGrounded => cash_grounded(act),
            Self::OnTheSpot => {
                let entered_afterwards = case.opening.back_entry.is_some();
                let today = view.facts.today();
                if act.on != it.opened_on || (act.on != today && !entered_afterwards) {
                    return Err(format!(
                        "{}查处，决定所填日期为{}",
                        it.opened_on.zh(),
                        act.on.zh()
                    ));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn open_to_item(view: &View<'_>) -> Result<(), Fails> {
    let Some(facts) = &view.facts.opening else {
        return Ok(());
    };
    match facts.items.iter().find(|item| !item.is_open_to_summary()) {
        Some(item) => Err(format!("“{}”不适用简易程序", item.snapshot.name)),
        None => Ok(()),
    }
}

/// Whether what is decided, a warning or a fine, may be imposed on the spot on this kind of party.
fn within_limit(party: PartyKind, fine: Fen) -> bool {
    let kinds: &[PenaltyKind] = if fine == Fen::ZERO {
        &[PenaltyKind::Warning]
    } else {
        &[PenaltyKind::Fine]
    };
    summary_allowed(party.in_law(), kinds, Some(fine))
}

fn cash_grounded(act: &DecideOnSpot) -> Result<(), Fails> {
    let HowCollected::OnSpot {
        hard_to_enforce_later,
        remote_and_requested,
    } = act.collected
    else {
        return Ok(());
    };
    let ground = cash_ground(
        Procedure::Summary,
        act.fine,
        hard_to_enforce_later,
        remote_and_requested,
    );
    match ground {
        Some(_) if act.fine > Fen::ZERO => Ok(()),
        Some(_) => Err("没有罚款，无需收缴".to_owned()),
        None => Err(format!(
            "罚款{}超过一百元，又没有可以当场收缴的其他情形",
            in_yuan(act.fine)
        )),
    }
}
