//! What was weighed: an outcome, and the steps that led to it.

use serde::{Deserialize, Serialize};
use statute::{Citation, Fen};

use crate::Range;

/// An outcome with the steps that led to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The outcome.
    pub outcome: Outcome,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// What the weighing came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 不予处罚: the law leaves no choice, or it does and the choice was made.
    Exempt,
    /// A fine.
    Fine {
        /// What the standard and the circumstances leave.
        range: Range,
        /// An amount in its middle.
        proposed: Fen,
        /// Whether it lies below the law's lowest fine (减轻), which needs its approval.
        mitigated: bool,
    },
}

/// One step of the weighing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is done with the range.
    pub operation: Operation,
    /// Range after the step; none: no fine is left.
    pub range: Option<Range>,
    /// The article it rests on.
    pub citation: Citation,
    /// The step in Chinese.
    pub text: String,
}

/// What a step does with the range before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// The range of the law that applies: where it begins.
    Law(Range),
    /// No fine follows.
    Exempt,
    /// What it shares with a tier.
    Tier(Range),
    /// The part between two shares in percent.
    Part(u8, u8),
    /// Whatever lies below the law's lowest fine.
    Mitigate,
    /// It stays as it is.
    Keep,
}

/// How far an amount departs from what was weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Departure {
    /// It does not.
    None,
    /// It leaves what the standard allows, not what the law allows: an approval is needed (国办发〔2022〕27号).
    FromStandard,
    /// It leaves what the law allows: nobody can approve it.
    FromLaw,
}

impl Assessment {
    /// The outcome that its steps lead to when they are done again; none: they do not fit each other.
    pub fn replayed(&self) -> Option<Outcome> {
        let mut law: Option<Range> = None;
        let mut at: Option<Range> = None;
        let mut mitigated = false;
        for step in &self.steps {
            at = match step.operation {
                Operation::Law(range) if law.is_none() => {
                    law = Some(range);
                    Some(range)
                }
                Operation::Law(_) => return None,
                Operation::Exempt => {
                    let last = std::ptr::eq(step, self.steps.last()?);
                    return (last && step.range.is_none()).then_some(Outcome::Exempt);
                }
                Operation::Tier(tier) => Some(at?.shared(tier)?),
                Operation::Part(from, to) => Some(at?.part(from, to)),
                Operation::Mitigate => {
                    mitigated = true;
                    Some(law?.below()?)
                }
                Operation::Keep => at,
            };
            if step.range != at {
                return None;
            }
        }
        let range = at?;
        Some(Outcome::Fine {
            range,
            proposed: range.middle(),
            mitigated,
        })
    }

    /// Whether the steps lead to the outcome, and the outcome lies in the range of the law: within it, or, mitigated, below.
    pub fn is_sound(&self) -> bool {
        if self.replayed() != Some(self.outcome) {
            return false;
        }
        match self.outcome {
            Outcome::Exempt => true,
            Outcome::Fine {
                range,
                proposed,
                mitigated,
            } => self.law().is_some_and(|law| {
                range.contains(proposed)
                    && if mitigated {
                        range.cap() < law.floor()
                    } else {
                        law.covers(range)
                    }
            }),
        }
    }

    /// The range of the law that applies; none: no fine was weighed.
    pub fn law(&self) -> Option<Range> {
        self.steps.iter().find_map(|step| match step.operation {
            Operation::Law(range) => Some(range),
            _ => None,
        })
    }

    /// How far an amount departs from it. An exemption is departed from by any fine the law allows.
    pub fn departure(&self, amount: Fen) -> Departure {
        match self.outcome {
            Outcome::Fine { range, .. } if range.contains(amount) => Departure::None,
            Outcome::Exempt if amount == Fen::ZERO => Departure::None,
            Outcome::Exempt => Departure::FromLaw,
            Outcome::Fine { .. } => match self.law() {
                Some(law) if law.contains(amount) => Departure::FromStandard,
                _ => Departure::FromLaw,
            },
        }
    }
}
